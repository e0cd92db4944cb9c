// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore

/// One thing that does not fit in a ledger, and where. It does not say who did it or what it was before.
package struct LedgerFinding: Sendable, Equatable {
    package enum Difference: Sendable, Equatable {
        case entryMissing
        case leafUnreadable
        /// The stored leaf hash is not the leaf's.
        case leafHash
        /// The part is not what the leaf committed to.
        case part(EntryPart)
        /// The part is gone and no erasure says so.
        case partMissing(EntryPart)
        /// A part that the leaf knows nothing of.
        case partUnknown(EntryPart)
        /// The part fits its commitment, and has not the shape of the entry's kind.
        case stateShape
        /// The recorded row is not the one that the entry wrote.
        case row(Address)
        /// The ledger has a row that is not recorded.
        case rowMissing(Address)
        /// A row is recorded that the ledger does not have.
        case rowUnknown(Address)
        /// Size and root as stored are not those of the entries.
        case head
        /// The stored hashes of the tree's inner nodes are not those of the entries.
        case subtrees
        case checkpoint(path: String, CheckpointProblem)

        /// The ledger may be whole all the same: what is recorded can be rebuilt from it.
        var isAboutRows: Bool {
            switch self {
            case .row, .rowMissing, .rowUnknown: true
            default: false
            }
        }
    }

    package enum CheckpointProblem: Sendable, Equatable {
        /// The file's name or bytes are no checkpoint; the rule that they break.
        case unreadable(String)
        /// It names another ledger.
        case otherOrigin(String)
        /// Not signed by a key that is trusted.
        case unsigned(String)
        /// It is of a ledger with more entries than there are: some were cut off.
        case larger(size: Int)
        /// The entries up to its size have another root: some were changed.
        case otherRoot(size: Int)
    }

    /// The entry's index from 0; nil for what is about the ledger as a whole.
    package let entry: Int?
    package let difference: Difference

    package init(entry: Int? = nil, _ difference: Difference) {
        self.entry = entry
        self.difference = difference
    }
}

extension LedgerFinding: CustomStringConvertible {
    /// One line for people.
    package var description: String {
        entry.map { "entry \($0): \(difference)" } ?? "\(difference)"
    }
}

extension LedgerFinding.Difference: CustomStringConvertible {
    package var description: String {
        switch self {
        case .entryMissing: "it is missing"
        case .leafUnreadable: "its leaf can't be read"
        case .leafHash: "its leaf is not the one that was hashed"
        case .part(let part): "its part `\(part.rawValue)` is not what was committed to"
        case .partMissing(let part): "its part `\(part.rawValue)` is gone and no erasure says so"
        case .partUnknown(let part): "its part `\(part.rawValue)` was added later"
        case .stateShape: "its part `state` has not the shape of its kind"
        case .row(let address): "the recorded row of `\(address)` is not the one it wrote"
        case .rowMissing(let address): "the row of `\(address)` that it wrote is not recorded"
        case .rowUnknown(let address): "a row of `\(address)` is recorded that no entry wrote"
        case .head: "size and root as stored are not those of the entries"
        case .subtrees: "stored hashes of the tree are not those of the entries"
        case .checkpoint(let path, let problem): "checkpoint `\(path)`: \(problem)"
        }
    }
}

extension LedgerFinding.CheckpointProblem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreadable(let rule): rule
        case .otherOrigin(let origin): "it is of another ledger, `\(origin)`"
        case .unsigned(let why): why
        case .larger(let size): "it is of \(size) entries, more than there are"
        case .otherRoot(let size): "the first \(size) entries are not those it was signed for"
        }
    }
}
