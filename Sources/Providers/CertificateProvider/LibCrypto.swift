// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import COpenSSL

/// The system's libcrypto as this target needs it: keys, X.509 certificates and revocation lists
/// (RFC 5280). Everything that holds one of its pointers is in the `LibCrypto` files; nothing else in the
/// target sees one. It reads no clock and no file.
enum LibCrypto {
    /// A libcrypto object, freed with its last owner.
    final class Handle {
        let pointer: OpaquePointer
        private let release: (OpaquePointer?) -> Void

        /// Nil where libcrypto gave nothing.
        init?(_ pointer: OpaquePointer?, _ release: @escaping (OpaquePointer?) -> Void) {
            guard let pointer else { return nil }
            self.pointer = pointer
            self.release = release
        }

        deinit { release(pointer) }
    }

    /// What libcrypto gives in every case but an exhausted memory.
    static func required<Object>(_ object: Object?, _ what: StaticString) -> Object {
        guard let object else {
            preconditionFailure("libcrypto could not make \(what); this is a bug in burnham")
        }
        return object
    }

    /// For calls that fail for no input.
    static func require(_ result: Int32, _ what: StaticString) {
        precondition(result > 0, "libcrypto could not set \(what); this is a bug in burnham")
    }

    /// Reads a PEM text. `body` gives the object's pointer, or nil, which leaves libcrypto's list of
    /// errors empty again.
    static func reading<Object>(
        _ pem: [UInt8], _ body: (OpaquePointer) -> Object?
    ) -> Object? {
        guard let count = Int32(exactly: pem.count) else { return nil }
        return pem.withUnsafeBytes { bytes in
            guard let stream = BIO_new_mem_buf(bytes.baseAddress, count) else { return nil }
            defer {
                BIO_free(stream)
                ERR_clear_error()
            }
            return body(stream)
        }
    }

    /// What `body` writes to a stream in memory. The stream's memory is wiped when it is freed.
    static func written(_ body: (OpaquePointer) -> Int32) -> [UInt8] {
        let stream = required(BIO_new(BIO_s_secmem()), "a stream")
        defer { BIO_free(stream) }
        require(body(stream), "a PEM text")
        var bytes = [UInt8](repeating: 0, count: BIO_ctrl_pending(stream))
        let count = BIO_read(stream, &bytes, Int32(bytes.count))
        precondition(
            Int(count) == bytes.count, "libcrypto lost a PEM text; this is a bug in burnham")
        return bytes
    }
}

/// Answers that there is no pass phrase: libcrypto's own way is to ask at the terminal.
func noPassPhrase(
    _: UnsafeMutablePointer<CChar>?, _: Int32, _: Int32, _: UnsafeMutableRawPointer?
) -> Int32 { -1 }

extension LibCrypto {
    /// A private key for EC P-256 (FIPS 186-5). Its text is a secret; nothing else of it can be read.
    final class PrivateKey {
        let handle: Handle

        private init(handle: Handle) { self.handle = handle }

        static func generate() -> PrivateKey {
            let context = required(EVP_PKEY_CTX_new_from_name(nil, "EC", nil), "a key context")
            defer { EVP_PKEY_CTX_free(context) }
            require(EVP_PKEY_keygen_init(context), "a key's parameters")
            require(EVP_PKEY_CTX_set_group_name(context, "P-256"), "a key's curve")
            var pointer: OpaquePointer?
            require(EVP_PKEY_generate(context, &pointer), "a key")
            return PrivateKey(handle: required(Handle(pointer, EVP_PKEY_free), "a key"))
        }

        /// Nil for anything but an unencrypted private key in PEM (RFC 5958, or the older SEC 1 form)
        /// on the curve P-256.
        init?(pem: SecretValue) {
            let pointer = LibCrypto.reading(pem.bytes) {
                PEM_read_bio_PrivateKey($0, nil, noPassPhrase, nil)
            }
            guard let handle = Handle(pointer, EVP_PKEY_free),
                EVP_PKEY_is_a(handle.pointer, "EC") == 1,
                EVP_PKEY_get_bits(handle.pointer) == 256
            else { return nil }
            self.handle = handle
        }

        /// PKCS #8 in PEM (RFC 5958), not encrypted.
        var pem: SecretValue {
            SecretValue(
                LibCrypto.written {
                    PEM_write_bio_PKCS8PrivateKey($0, handle.pointer, nil, nil, 0, nil, nil)
                })
        }

        func belongs(to certificate: Certificate) -> Bool {
            EVP_PKEY_eq(handle.pointer, X509_get0_pubkey(certificate.handle.pointer)) == 1
        }
    }
}
