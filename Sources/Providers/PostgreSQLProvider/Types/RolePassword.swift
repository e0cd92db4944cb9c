// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// What an operation does to a role's password: a new verifier where the one that the server has is not of the
/// delivered password, or can't be seen to be.
struct RolePassword {
    /// Nil where the password stays.
    let newVerifier: String?
    private let made: String?
    private let isDelivered: Bool

    init(
        _ operation: Operation, _ object: ServerObject?, _ server: ServerFacts
    ) throws(ProviderFailure) {
        made = operation.attributes["password_made"]?.string
        guard let password = operation.secrets["password"]?.bytes else {
            isDelivered = false
            newVerifier = nil
            return
        }
        isDelivered = true
        if let object, Self.isKept(password, made, object, server) {
            newVerifier = nil
            return
        }
        guard let verifier = ScramVerifier(password: password) else {
            throw Self.unusable
        }
        newVerifier = verifier.text
    }

    static let unusable = ProviderFailure(
        .rejected, "the password is empty or has other characters than printable ASCII")

    private static func isKept(
        _ password: [UInt8], _ made: String?, _ object: ServerObject, _ server: ServerFacts
    ) -> Bool {
        guard object.comment[.verifier] != nil, object.comment[.passwordMade] == made else {
            return false
        }
        guard server.readsVerifiers else { return made != nil }
        return object.verifier.map { ScramVerifier.matches($0, password) } ?? false
    }

    /// What is known of a password is forgotten where the catalog states none any more.
    func note(in comment: inout ObjectComment) {
        comment[.passwordMade] = made
        if let newVerifier {
            comment[.verifier] = Self.digest(newVerifier)
        } else if !isDelivered {
            comment[.verifier] = nil
        }
    }

    static func digest(_ verifier: String) -> String {
        String(Digest.sha256(verifier.utf8).hex.prefix(32))
    }
}
