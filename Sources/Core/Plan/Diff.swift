// SPDX-License-Identifier: Apache-2.0

package import Values

/// The presence table: desired, recorded and observed of one address make one change, or none. Pure; it
/// knows no order, no budgets and no other address.
package struct Diff {
    /// What holds for every address of one type in one target.
    package final class Rules: Sendable {
        package let type: ResourceType
        package let settings: Value
        package let manage: ManageMode
        package let drift: DriftMode

        package init(type: ResourceType, settings: Value, manage: ManageMode, drift: DriftMode) {
            self.type = type
            self.settings = settings
            self.manage = manage
            self.drift = drift
        }
    }

    /// What is known about one address.
    package struct Subject: Sendable {
        package var address: Address
        package var desired: Resource?
        package var row: RecordedRow?
        package var rowEntry: Int?
        package var presence: Presence
        /// What the ledger says of the uid on the object's mark: the address it was given, if any.
        package var markedAddress: Address?
        package var formerAddress: Address?

        package init(
            address: Address, desired: Resource?, row: RecordedRow?, rowEntry: Int?,
            presence: Presence
        ) {
            self.address = address
            self.desired = desired
            self.row = row
            self.rowEntry = rowEntry
            self.presence = presence
        }
    }

    /// What the whole plan knows.
    package final class Surroundings: Sendable {
        package let lineage: String
        package let now: Instant
        /// Whether this address was asked to be adopted.
        package let adopts: @Sendable (Address) -> Bool
        /// The fingerprint of an observed secret: uid, attribute, secret; nil with no store yet.
        package let fingerprinter: Fingerprinter?

        package init(
            lineage: String, now: Instant, adopts: @escaping @Sendable (Address) -> Bool,
            fingerprinter: Fingerprinter?
        ) {
            self.lineage = lineage
            self.now = now
            self.adopts = adopts
            self.fingerprinter = fingerprinter
        }
    }

    package let surroundings: Surroundings
    /// Computed attributes of other resources that this plan leaves as they are.
    private let lookUp: (Address, String) -> Value?

    package init(
        _ surroundings: Surroundings,
        lookUp: @escaping (Address, String) -> Value? = { _, _ in nil }
    ) {
        self.surroundings = surroundings
        self.lookUp = lookUp
    }

    /// Nil where nothing is to be done or said.
    package func change(of subject: Subject, rules: Rules) -> Change? {
        let comparison = Comparison(
            subject: subject, rules: rules, surroundings: surroundings, lookUp: lookUp)
        guard var change = comparison.change() else { return nil }
        change.formerAddress = subject.formerAddress
        if change.kind.isChange, !rules.manage.allows(change.kind) {
            change.reason =
                "target is managed `\(rules.manage.rawValue)`: no \(change.kind.rawValue)"
            change.kind = .barred
        }
        return change
    }
}
