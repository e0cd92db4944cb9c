// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// An exception of a policy, and whether whoever answers for it is still there.
struct Exemption: Sendable {
    let exception: PolicyException
    let hasOwner: Bool

    /// Who left the city's service can't answer for anything any more: their exceptions end with them.
    init(_ exception: PolicyException, _ catalog: Catalog) {
        self.exception = exception
        let owner = catalog.people[exception.owner.value]
        hasOwner = owner.map { $0.status != .left } ?? !catalog.knowsPeople
    }

    func isInForce(on day: CalendarDate) -> Bool { hasOwner && day <= exception.until.value }

    /// Of two exceptions from one rule the one that excuses longer.
    static func longer(_ left: Exemption, _ right: Exemption) -> Exemption {
        guard left.hasOwner == right.hasOwner else { return left.hasOwner ? left : right }
        return left.exception.until.value < right.exception.until.value ? right : left
    }
}
