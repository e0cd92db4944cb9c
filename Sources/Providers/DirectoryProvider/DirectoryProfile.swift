// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Which schema a directory follows.
enum DirectoryProfile: String, Sendable, CaseIterable {
    /// RFC 4519, 2798 and 2307: inetOrgPerson, groupOfNames, organizationalUnit.
    case openLDAP = "openldap"
    case activeDirectory = "active-directory"

    var lock: AccountLock {
        switch self {
        case .openLDAP: .expired
        case .activeDirectory: .disabled
        }
    }

    /// What only the other schema takes, or this one does not.
    func problems(of attributes: Fields<Value>) -> [AttributeProblem] {
        switch self {
        case .openLDAP:
            Self.ofActiveDirectory.filter { attributes[$0] != nil }.map {
                AttributeProblem($0, "only Active Directory has it")
            }
        case .activeDirectory:
            Self.accountNameProblems("uid", attributes, lengthMax: 20)
                + Self.accountNameProblems("name", attributes, lengthMax: 256)
        }
    }

    private static let ofActiveDirectory = [
        "common_name", "kind", "scope", "user_principal_name",
    ]

    /// [MS-SAMR], section 3.1.1.6.
    private static func accountNameProblems(
        _ name: String, _ attributes: Fields<Value>, lengthMax: Int
    ) -> [AttributeProblem] {
        guard let text = attributes[name]?.string else { return [] }
        if text.utf16.count > lengthMax {
            return [
                AttributeProblem(name, "Active Directory takes no name of more than \(lengthMax)")
            ]
        }
        if text.hasSuffix(".") {
            return [AttributeProblem(name, "Active Directory takes no name that ends in `.`")]
        }
        let refused = Set("\"/\\[]:;|=,+*?<>")
        guard let character = text.first(where: refused.contains) else { return [] }
        return [AttributeProblem(name, "Active Directory takes no `\(character)` in a name")]
    }
}
