// SPDX-License-Identifier: Apache-2.0

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
}
