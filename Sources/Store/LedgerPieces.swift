// SPDX-License-Identifier: Apache-2.0

import Synchronization
import TransparencyLog

/// A ledger in pieces, for several threads: gives them out, takes what was found in each, and replays that
/// in the order of the entries. It verifies nothing itself.
final class LedgerPieces: Sendable {
    struct Piece: Sendable {
        let range: Range<Int>
        /// Ascending; the sizes of the ledger, beyond the piece's first entry, at which its root is wanted.
        let rootSizes: ArraySlice<Int>
    }

    /// A power of two, so that each piece is one full subtree of the ledger's tree.
    private static let entriesPerPiece = 1024

    let count: Int
    private let size: Int
    private let state: Mutex<State>

    private struct State {
        var next = 0
        /// Ascending; those that no piece has been given.
        var rootSizes: ArraySlice<Int>
        /// The first entry that has not been replayed yet.
        var expected = 0
        var waiting: [Int: VerifiedPiece] = [:]
        var replay = LedgerReplay()
        let hasher = TreeHasher()
    }

    init(size: Int, rootSizes: [Int]) {
        self.size = size
        count = (size + Self.entriesPerPiece - 1) / Self.entriesPerPiece
        state = Mutex(State(rootSizes: Set(rootSizes).filter { $0 > 0 }.sorted()[...]))
    }

    /// Nil when all are given out.
    func next() -> Piece? {
        state.withLock { state in
            guard state.next < count else { return nil }
            let start = state.next * Self.entriesPerPiece
            state.next += 1
            let end = min(start + Self.entriesPerPiece, size)
            let rootSizes = state.rootSizes.prefix { $0 <= end }
            state.rootSizes = state.rootSizes[rootSizes.endIndex...]
            return Piece(range: start..<end, rootSizes: rootSizes)
        }
    }

    /// Gives out no more.
    func stop() { state.withLock { $0.next = count } }

    func add(_ piece: VerifiedPiece) {
        state.withLock { state in
            state.waiting[piece.range.lowerBound] = piece
            while let next = state.waiting.removeValue(forKey: state.expected) {
                state.replay.add(next, using: state.hasher)
                state.expected = next.range.upperBound
            }
        }
    }

    /// What the pieces come to; nothing may be added afterwards.
    func finish() -> LedgerReplay {
        state.withLock { state in
            state.replay.finish(using: state.hasher)
            return state.replay
        }
    }
}
