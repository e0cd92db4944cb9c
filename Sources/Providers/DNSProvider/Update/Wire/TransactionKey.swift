// SPDX-License-Identifier: Apache-2.0

import COpenSSL

/// A secret that this program and a server share: RFC 8945. It signs, and is never shown.
struct TransactionKey: Sendable {
    /// RFC 8945, section 6: the algorithms that are to be used; SHA-1 and MD5 are not.
    enum Algorithm: String, CaseIterable, Sendable {
        case sha256 = "hmac-sha256"
        case sha384 = "hmac-sha384"
        case sha512 = "hmac-sha512"

        var name: DomainName { DomainName(canonical: rawValue) }
    }

    let name: DomainName
    let algorithm: Algorithm
    private let secret: [UInt8]

    init(name: DomainName, algorithm: Algorithm, secret: [UInt8]) {
        self.name = name
        self.algorithm = algorithm
        self.secret = secret
    }

    func code(of message: [UInt8]) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var count: UInt32 = 0
        let result = HMAC(
            digest, secret, Int32(secret.count), message, message.count, &bytes, &count)
        precondition(
            result != nil, "libcrypto could not compute an HMAC; this is a bug in burnham")
        return Array(bytes.prefix(Int(count)))
    }

    /// In a time that does not depend on where the two differ.
    func isCode(_ code: [UInt8], of message: [UInt8]) -> Bool {
        let expected = self.code(of: message)
        return code.count == expected.count && CRYPTO_memcmp(code, expected, code.count) == 0
    }

    private var digest: OpaquePointer? {
        switch algorithm {
        case .sha256: EVP_sha256()
        case .sha384: EVP_sha384()
        case .sha512: EVP_sha512()
        }
    }
}
