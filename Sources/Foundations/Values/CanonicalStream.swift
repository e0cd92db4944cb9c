// SPDX-License-Identifier: Apache-2.0

import ParallelWork

/// Canonical JSON of a described value in pieces, so that the whole never stands in memory. A piece ends
/// where an object or a list does; an item that is larger than a piece is not cut. A long list is described on
/// all cores.
package struct CanonicalStream: ValueWriter {
    private var writer = CanonicalJSON()
    private let pieceBytes: Int
    private let take: ([UInt8]) -> Void

    /// `take` is given the pieces in their order.
    package init(pieceBytes: Int = 1 << 17, taking take: @escaping ([UInt8]) -> Void) {
        self.pieceBytes = pieceBytes
        self.take = take
        writer.reserveCapacity(pieceBytes + pieceBytes / 8)
    }

    /// Gives what is left.
    package mutating func finish() {
        guard !writer.bytes.isEmpty else { return }
        take(writer.bytes)
        writer.removeAll()
    }

    private mutating func giveFull() {
        if writer.bytes.count >= pieceBytes { finish() }
    }

    package mutating func write(_ value: Value) { writer.write(value) }
    package mutating func write(_ text: String) { writer.write(text) }
    package mutating func beginObject() { writer.beginObject() }
    package mutating func key(_ key: String) { writer.key(key) }
    package mutating func key(own key: StaticString) { writer.key(own: key) }

    package mutating func endObject() {
        writer.endObject()
        giveFull()
    }

    package mutating func beginList() { writer.beginList() }
    package mutating func item() { writer.item() }

    package mutating func endList() {
        writer.endList()
        giveFull()
    }

    private static let sliceCount = 256

    /// As many slices as there are cores at a time: more would stand in memory until those before are taken.
    package mutating func takeList(
        of count: Int, _ describe: @Sendable (Int, inout CanonicalJSON) -> Void
    ) -> Bool {
        let slices = (0..<count).slices(of: Self.sliceCount)
        guard slices.count > 1 else { return false }
        writer.beginList()
        finish()
        for window in slices.slices(of: processorCount()) {
            let pieces = onAllCores(window.count) { number in
                Self.piece(slices[window.lowerBound + number], describe)
            }
            for piece in pieces { take(piece) }
        }
        writer.endList()
        return true
    }

    /// The items of a slice, with what stands before each of them in the list.
    private static func piece(
        _ slice: Range<Int>, _ describe: (Int, inout CanonicalJSON) -> Void
    ) -> [UInt8] {
        var piece = CanonicalJSON()
        for place in slice {
            if place > 0 { piece.separate() }
            describe(place, &piece)
        }
        return piece.bytes
    }
}
