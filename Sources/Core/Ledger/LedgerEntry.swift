// SPDX-License-Identifier: Apache-2.0

package import Values

/// What an entry of the ledger is about. The names stand in the ledger for ever.
package enum EntryKind: String, Sendable, CaseIterable {
    /// A plan that a run is about to apply, with its drift.
    case plan
    case runStarted = "run-started"
    case runEnded = "run-ended"
    /// Written before a step acts.
    case intent
    /// Written after a step acted, with the whole row as read back.
    case outcome
    /// What recovery found out about an intent without an outcome.
    case recovery
    case adoption
    case move
    /// Rows of which only words of the catalog changed (depends on, service, tier, template, source file).
    case refresh
    case allowance
    case purge
    case leaseBroken = "lease-broken"
    case erasure
    /// What a person said of a manual task, with its row as read back.
    case task
    /// A month whose journal is booked, with what it charges: later differences are adjustments.
    case periodClosed = "period-closed"
}

/// The parts of an entry, each committed to alone, so that any can be shown or withheld.
package enum EntryPart: String, Sendable, CaseIterable {
    /// `actor`, `proof`: who, and how that is known (`claimed`, `ssh`, ...).
    case who
    /// `department`, `target`.
    case place = "where"
    /// `address`, `type`, `service`, `tier`.
    case what
    /// `reason`, `request`, `approvals`.
    case why
    /// `run`, `plan`, `step`, `time` (exact UTC, milliseconds).
    case run
    /// The after-image, the plan, or what else the kind holds.
    case state
}

/// An entry before the store has salted and appended it.
package struct EntryDraft: Sendable, Equatable {
    package let kind: EntryKind
    /// The UTC date.
    package let day: CalendarDate
    package let parts: Fields<Value>

    package init(_ kind: EntryKind, day: CalendarDate, parts: [EntryPart: Value]) {
        self.kind = kind
        self.day = day
        self.parts = Fields(parts.map { ($0.key.rawValue, $0.value) })
    }

    package init(_ kind: EntryKind, day: CalendarDate, parts: Fields<Value>) {
        self.kind = kind
        self.day = day
        self.parts = parts
    }

    package subscript(_ part: EntryPart) -> Value? { parts[part.rawValue] }
}

/// An entry as read back. An erased or withheld part is missing.
package struct LedgerEntry: Sendable {
    /// From 0.
    package let index: Int
    package let draft: EntryDraft
    package let erased: [String]

    package init(index: Int, draft: EntryDraft, erased: [String] = []) {
        self.index = index
        self.draft = draft
        self.erased = erased
    }
}

/// Size and root hash of the ledger's RFC 6962 tree.
package struct LedgerHead: Sendable, Equatable {
    package let size: Int
    package let root: Digest

    package init(size: Int, root: Digest) {
        self.size = size
        self.root = root
    }

    /// RFC 6962, section 2.1: the hash of an empty tree is the hash of nothing.
    package static let empty = LedgerHead(size: 0, root: .sha256([]))
}
