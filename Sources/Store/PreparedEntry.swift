// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// An entry's bytes and what it does to the recorded rows, made before the transaction begins so that the
/// database is locked for writing as short as can be.
struct PreparedEntry: Sendable {
    let sealed: SealedEntry
    let change: RecordedChange

    init(_ draft: EntryDraft, by sealer: EntrySealer) {
        guard let change = RecordedChange(draft) else {
            preconditionFailure(
                "the parts of a `\(draft.kind.rawValue)` entry have not the shape of its kind; "
                    + "this is a bug in burnham")
        }
        sealed = sealer.seal(draft)
        self.change = change
    }
}

/// An entry's projection with the rows' bytes, as the projections' tables want it. It is the same for an
/// entry that is appended and for one that is replayed.
struct RecordedChange: Sendable {
    let projection: Projection
    /// Canonical JSON of `projection.rows`, in the same order.
    let rowBytes: [[UInt8]]
    /// What the entry is about, each once.
    let addresses: [String]

    /// Nil where the parts do not have the shape of the entry's kind.
    init?(_ draft: EntryDraft) {
        guard let projection = Projection(of: draft) else { return nil }
        self.projection = projection
        let values = projection.rows.isEmpty ? [] : draft[.state]?["rows"]?.list ?? []
        rowBytes = values.map(CanonicalJSON.bytes(of:))
        addresses = Self.addresses(draft, projection)
    }

    private static func addresses(_ draft: EntryDraft, _ projection: Projection) -> [String] {
        let named = draft[.what]?["address"]?.string
        let all =
            (named.map { [$0] } ?? []) + projection.rows.map(\.address.text)
            + projection.removed.map(\.text)
        guard all.count > 1 else { return all }
        var seen: Set<[UInt8]> = []
        return all.filter { seen.insert(Array($0.utf8)).inserted }
    }
}
