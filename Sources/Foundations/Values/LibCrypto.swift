// SPDX-License-Identifier: Apache-2.0

import COpenSSL

/// SHA-256 by the system's libcrypto, one context used again and again. Not for several threads at once.
package final class SHA256Hasher {
    private let context: OpaquePointer

    package init() {
        guard let context = EVP_MD_CTX_new() else {
            preconditionFailure("no memory for a digest; this is a bug in burnham")
        }
        self.context = context
        begin()
    }

    deinit { EVP_MD_CTX_free(context) }

    private func begin() {
        let started = EVP_DigestInit_ex(context, SHA256Algorithm.shared.pointer, nil)
        precondition(started == 1, "libcrypto has no SHA-256; this is a bug in burnham")
    }

    package func update(_ bytes: some Sequence<UInt8>) {
        let isDone: Void? = bytes.withContiguousStorageIfAvailable {
            update(UnsafeRawBufferPointer($0))
        }
        if isDone == nil { Array(bytes).withUnsafeBytes(update) }
    }

    package func update(_ bytes: UnsafeRawBufferPointer) {
        let hashed = EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
        precondition(hashed == 1, "libcrypto could not hash; this is a bug in burnham")
    }

    /// The digest of all that was given, and a fresh start.
    package func finish() -> Digest {
        let digest = Digest { bytes in
            let start = bytes.assumingMemoryBound(to: UInt8.self).baseAddress
            let finished = EVP_DigestFinal_ex(context, start, nil)
            precondition(
                finished == 1, "libcrypto could not finish a digest; this is a bug in burnham")
        }
        begin()
        return digest
    }
}

/// The fetched algorithm: fetching it for every digest costs more than a small digest itself.
private struct SHA256Algorithm: @unchecked Sendable {
    static let shared = SHA256Algorithm()

    let pointer: OpaquePointer?

    private init() { pointer = EVP_MD_fetch(nil, "SHA256", nil) }
}

extension Digest {
    /// Of bytes that are all there: no context is kept for more.
    init(sha256 bytes: UnsafeRawBufferPointer) {
        self.init { digest in
            let start = digest.assumingMemoryBound(to: UInt8.self).baseAddress
            let hashed = EVP_Digest(
                bytes.baseAddress, bytes.count, start, nil, SHA256Algorithm.shared.pointer, nil)
            precondition(hashed == 1, "libcrypto could not hash; this is a bug in burnham")
        }
    }
}

/// HMAC-SHA-256 (RFC 2104) by libcrypto.
package func hmacSHA256(key: [UInt8], _ message: [UInt8]) -> Digest {
    var bytes = [UInt8](repeating: 0, count: Digest.byteCount)
    var count: UInt32 = 0
    let result = HMAC(
        SHA256Algorithm.shared.pointer, key, Int32(key.count), message, message.count, &bytes,
        &count)
    guard result != nil, let digest = Digest(bytes: bytes) else {
        preconditionFailure("libcrypto could not compute an HMAC; this is a bug in burnham")
    }
    return digest
}

/// Random bytes from libcrypto's generator, fit for keys and passwords.
package func randomBytes(count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    guard RAND_bytes(&bytes, Int32(count)) == 1 else {
        preconditionFailure("libcrypto's random generator failed; this is a bug in burnham")
    }
    return bytes
}
