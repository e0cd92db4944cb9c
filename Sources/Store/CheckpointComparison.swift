// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import TransparencyLog
import Values

/// The checkpoints that a ledger has to agree with: the store's own, and one from outside where it was given.
/// Reads and checks their signatures at once; compares when the roots are known.
struct CheckpointComparison {
    private struct Candidate {
        let path: String
        let checkpoint: Checkpoint
        let isOutside: Bool
    }

    private var candidates: [Candidate] = []
    private var problems: [(path: String, problem: LedgerFinding.CheckpointProblem)] = []
    private let lineage: String

    /// Sizes at which the ledger's root is wanted.
    var sizes: [Int] { candidates.map(\.checkpoint.size) }

    var ownCount: Int { candidates.count { !$0.isOutside } }

    init(store: SQLiteStore, outside: OutsideCheckpoint?) throws(StoreFailure) {
        lineage = store.lineage
        let keys = try StoreKeys(place: store.place).verifierKeys()
        for (path, bytes) in try CheckpointFiles(place: store.place).own() {
            take(path, bytes, keys, isOutside: false)
        }
        if let outside { take(outside, keys) }
    }

    private mutating func take(_ outside: OutsideCheckpoint, _ storeKeys: [NoteVerifierKey]) {
        var keys = storeKeys
        if let text = outside.verifierKey {
            do throws(LogFailure) {
                keys = [try NoteVerifierKey(parsing: text)]
            } catch {
                problems.append((outside.path, .unreadable("\(error)")))
                return
            }
        }
        take(outside.path, outside.bytes, keys, isOutside: true)
    }

    private mutating func take(
        _ path: String, _ bytes: [UInt8], _ keys: [NoteVerifierKey], isOutside: Bool
    ) {
        do throws(LogFailure) {
            let checkpoint = try VerifiedCheckpoint(parsing: bytes, keys: keys).checkpoint
            guard
                checkpoint.origin.utf8.suffix(lineage.utf8.count + 1)
                    .elementsEqual("/\(lineage)".utf8)
            else {
                problems.append((path, .otherOrigin(checkpoint.origin)))
                return
            }
            candidates.append(
                Candidate(path: path, checkpoint: checkpoint, isOutside: isOutside))
        } catch {
            if case .malformed = error {
                problems.append((path, .unreadable("\(error)")))
            } else {
                problems.append((path, .unsigned("\(error)")))
            }
        }
    }

    /// The size of the outside checkpoint, where the ledger agrees with it.
    func compare(
        with replay: LedgerReplay, _ size: Int, _ findings: inout FindingList
    ) -> Int? {
        var agreedOutside: Int?
        for (path, problem) in problems { findings.add(.checkpoint(path: path, problem)) }
        for candidate in candidates {
            let checkpoint = candidate.checkpoint
            if checkpoint.size > size {
                findings.add(
                    .checkpoint(path: candidate.path, .larger(size: checkpoint.size)))
            } else if replay.roots[checkpoint.size] != checkpoint.root {
                findings.add(
                    .checkpoint(path: candidate.path, .otherRoot(size: checkpoint.size)))
            } else if candidate.isOutside {
                agreedOutside = checkpoint.size
            }
        }
        return agreedOutside
    }
}
