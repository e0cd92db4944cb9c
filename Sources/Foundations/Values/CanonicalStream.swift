// SPDX-License-Identifier: Apache-2.0

/// Canonical JSON of a described value in pieces, so that the whole never stands in memory. A piece ends
/// where an object or a list does; an item that is larger than a piece is not cut.
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
}
