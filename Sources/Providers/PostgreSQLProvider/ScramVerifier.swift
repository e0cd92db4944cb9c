// SPDX-License-Identifier: Apache-2.0

import COpenSSL
import Values

/// What a server stores of a password for SCRAM-SHA-256 (RFC 5802 section 3, RFC 7677), in PostgreSQL's form
/// `SCRAM-SHA-256$ITERATIONS:SALT$STOREDKEY:SERVERKEY`. It is made here, so that no statement and no server's log ever
/// holds the password. It prepares no text: for printable ASCII SASLprep (RFC 4013) changes nothing, and other
/// passwords are not taken.
struct ScramVerifier: Sendable {
    static let iterations = 4096
    private static let saltBytes = 16
    private static let scheme = "SCRAM-SHA-256"

    let text: String

    /// Nil for a password that is empty or has other characters than printable ASCII.
    init?(
        password: [UInt8], salt: [UInt8] = randomBytes(count: saltBytes),
        iterations: Int = iterations
    ) {
        guard !password.isEmpty, password.allSatisfy({ (0x20...0x7E).contains($0) }),
            let salted = Self.salted(password, salt, iterations)
        else { return nil }
        let clientKey = hmacSHA256(key: salted, Array("Client Key".utf8))
        let storedKey = Digest.sha256(clientKey.bytes)
        let serverKey = hmacSHA256(key: salted, Array("Server Key".utf8))
        func base64(_ bytes: [UInt8]) -> String {
            String(decoding: Base64.encode(bytes), as: UTF8.self)
        }
        text =
            "\(Self.scheme)$\(iterations):\(base64(salt))$"
            + "\(base64(storedKey.bytes)):\(base64(serverKey.bytes))"
    }

    /// `Hi` of RFC 5802, which is PBKDF2 (RFC 8018) with HMAC-SHA-256.
    private static func salted(_ password: [UInt8], _ salt: [UInt8], _ iterations: Int) -> [UInt8]?
    {
        guard let count = Int32(exactly: iterations), count > 0 else { return nil }
        var key = [UInt8](repeating: 0, count: Digest.byteCount)
        let result = password.withUnsafeBytes {
            PKCS5_PBKDF2_HMAC(
                $0.bindMemory(to: CChar.self).baseAddress, Int32($0.count), salt,
                Int32(salt.count), count, EVP_sha256(), Int32(Digest.byteCount), &key)
        }
        return result == 1 ? key : nil
    }

    /// Whether a password is the one that a server's verifier was made of.
    static func matches(_ verifier: String, _ password: [UInt8]) -> Bool {
        let parts = verifier.split(separator: "$")
        guard parts.count == 3, parts[0] == scheme else { return false }
        let numbers = parts[1].split(separator: ":")
        guard numbers.count == 2, let iterations = Int(numbers[0]),
            let salt = Base64.decode(Array(numbers[1].utf8)),
            let same = ScramVerifier(password: password, salt: salt, iterations: iterations)
        else { return false }
        return same.text.hasSameBytes(as: verifier)
    }
}
