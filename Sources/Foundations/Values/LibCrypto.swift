// SPDX-License-Identifier: Apache-2.0

import COpenSSL

/// SHA-256 by the system's libcrypto, one state used again and again. Not for several threads at once.
///
/// It calls the algorithm itself (`SHA256_Update`) and not libcrypto's frame around all algorithms (`EVP_*`), which
/// costs as much again as the digest of a hundred bytes, and most of what is digested here is that short.
package final class SHA256Hasher {
    private let state: UnsafeMutablePointer<SHA256_CTX>

    package init() {
        state = .allocate(capacity: 1)
        SHA256_Init(state)
    }

    deinit { state.deallocate() }

    package func update(_ bytes: some Sequence<UInt8>) {
        let isDone: Void? = bytes.withContiguousStorageIfAvailable {
            update(UnsafeRawBufferPointer($0))
        }
        if isDone == nil { Array(bytes).withUnsafeBytes(update) }
    }

    package func update(_ bytes: UnsafeRawBufferPointer) {
        SHA256_Update(state, bytes.baseAddress, bytes.count)
    }

    /// The digest of all that was given, and a fresh start.
    package func finish() -> Digest {
        let digest = Digest { SHA256_Final($0.baseAddress, state) }
        SHA256_Init(state)
        return digest
    }
}

extension Digest {
    /// Of bytes that are all there: no state is kept for more.
    init(sha256 bytes: UnsafeRawBufferPointer) {
        var state = SHA256_CTX()
        SHA256_Init(&state)
        SHA256_Update(&state, bytes.baseAddress, bytes.count)
        self.init { SHA256_Final($0.baseAddress, &state) }
    }
}

/// HMAC-SHA-256 (RFC 2104) by libcrypto.
package func hmacSHA256(key: [UInt8], _ message: [UInt8]) -> Digest {
    var bytes = [UInt8](repeating: 0, count: Digest.byteCount)
    var count: UInt32 = 0
    let result = HMAC(
        EVP_sha256(), key, Int32(key.count), message, message.count, &bytes, &count)
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
