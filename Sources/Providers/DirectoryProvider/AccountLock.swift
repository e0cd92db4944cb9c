// SPDX-License-Identifier: Apache-2.0

/// What an account has while it is suspended, in the server's own way. It is suspended only with all of it: an
/// account that somebody unlocked in part can be used.
struct AccountLock: Sendable {
    /// The class that the attributes need.
    let objectClass: String?
    let values: [(AttributeName, String)]

    /// RFC 2307: expired since the second day of 1970.
    static let expired = AccountLock(
        objectClass: "shadowAccount", values: [(.shadowExpire, "1")])

    /// Beside it what a server with password policies refuses a bind by: locked until somebody unlocks it
    /// (draft-behera-ldap-password-policy, section 5.3.3).
    static let expiredAndLocked = AccountLock(
        objectClass: "shadowAccount",
        values: expired.values + [(.accountLockedTime, "000001010000Z")])

    /// Active Directory's ACCOUNTDISABLE.
    static let disabled = AccountLock(
        objectClass: nil, values: [(.accountDisabled, "TRUE")])

    func value(of attribute: AttributeName) -> String? {
        values.first { $0.0 == attribute }?.1
    }
}
