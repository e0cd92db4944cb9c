// SPDX-License-Identifier: Apache-2.0

import COpenSSL

/// Ed25519 (RFC 8032) by the system's libcrypto: bytes in, bytes out. Keys are checked by their types
/// before they come here.
enum Ed25519 {
    static let keyByteCount = 32
    static let signatureByteCount = 64

    static func publicKey(seed: [UInt8]) -> [UInt8] {
        withPrivateKey(seed) { key in
            var bytes = [UInt8](repeating: 0, count: keyByteCount)
            var count = keyByteCount
            let got = EVP_PKEY_get_raw_public_key(key, &bytes, &count)
            precondition(
                got == 1 && count == keyByteCount,
                "libcrypto gives no public key; this is a bug in burnham")
            return bytes
        }
    }

    static func sign(_ message: [UInt8], seed: [UInt8]) -> [UInt8] {
        withPrivateKey(seed) { key in
            withContext { context in
                var signature = [UInt8](repeating: 0, count: signatureByteCount)
                var count = signatureByteCount
                let signed =
                    EVP_DigestSignInit(context, nil, nil, nil, key) == 1
                    && EVP_DigestSign(context, &signature, &count, message, message.count) == 1
                precondition(
                    signed && count == signatureByteCount,
                    "libcrypto could not sign; this is a bug in burnham")
                return signature
            }
        }
    }

    static func isValid(_ signature: [UInt8], of message: [UInt8], key: [UInt8]) -> Bool {
        guard signature.count == signatureByteCount else { return false }
        let type = EVP_PKEY_ED25519
        guard let key = EVP_PKEY_new_raw_public_key(type, nil, key, key.count) else {
            return false
        }
        defer { EVP_PKEY_free(key) }
        return withContext { context in
            guard EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1 else { return false }
            let verified = EVP_DigestVerify(
                context, signature, signature.count, message, message.count)
            // A signature that does not fit leaves an entry in the thread's error queue.
            if verified != 1 { ERR_clear_error() }
            return verified == 1
        }
    }

    private static func withPrivateKey<Result>(
        _ seed: [UInt8], _ body: (OpaquePointer) -> Result
    ) -> Result {
        let key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count)
        guard let key else {
            preconditionFailure("libcrypto takes no Ed25519 seed; this is a bug in burnham")
        }
        defer { EVP_PKEY_free(key) }
        return body(key)
    }

    private static func withContext<Result>(_ body: (OpaquePointer) -> Result) -> Result {
        guard let context = EVP_MD_CTX_new() else {
            preconditionFailure("no memory for a signature; this is a bug in burnham")
        }
        defer { EVP_MD_CTX_free(context) }
        return body(context)
    }
}
