// SPDX-License-Identifier: Apache-2.0

import Synchronization
import TransparencyLog

/// A ledger in pieces, for several threads: gives them out, takes what was found in each, and replays that
/// in the order of the entries. It verifies nothing itself.
final class LedgerPieces: Sendable {
    private static let entriesPerPiece = 2048

    let count: Int
    private let size: Int
    private let state: Mutex<State>

    private struct State {
        var next = 0
        /// The first entry that has not been replayed yet.
        var expected = 0
        var waiting: [Int: VerifiedPiece] = [:]
        var replay: LedgerReplay
        let hasher = TreeHasher()
    }

    init(size: Int, replay: LedgerReplay) {
        self.size = size
        count = (size + Self.entriesPerPiece - 1) / Self.entriesPerPiece
        state = Mutex(State(replay: replay))
    }

    /// Nil when all are given out.
    func next() -> Range<Int>? {
        let piece = state.withLock { state in
            defer { state.next += 1 }
            return state.next
        }
        guard piece < count else { return nil }
        let start = piece * Self.entriesPerPiece
        return start..<min(start + Self.entriesPerPiece, size)
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
