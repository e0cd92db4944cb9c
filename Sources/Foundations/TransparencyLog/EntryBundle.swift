// SPDX-License-Identifier: Apache-2.0

/// The entries of one tile: each its length in two bytes, big-endian, and its bytes
/// (c2sp.org/tlog-tiles). Does not know the entries' own format.
package struct EntryBundle: Hashable, Sendable {
    package static let entryBytesMax = 65_535

    package let entries: [[UInt8]]

    /// Throws `malformed` above 256 entries or 65,535 bytes in one.
    package init(entries: [[UInt8]]) throws(LogFailure) {
        guard entries.count <= TilePath.fullWidth else {
            throw .malformed(.entryBundle, "it has at most 256 entries")
        }
        guard entries.allSatisfy({ $0.count <= Self.entryBytesMax }) else {
            throw .malformed(.entryBundle, "an entry has at most 65535 bytes")
        }
        self.entries = entries
    }

    package init(parsing bytes: [UInt8]) throws(LogFailure) {
        var entries: [[UInt8]] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let length = Int(UInt64(bigEndianBytes: rest.prefix(2)))
            let body = rest.dropFirst(2)
            guard rest.count >= 2, body.count >= length else {
                throw .malformed(.entryBundle, "it ends within an entry")
            }
            entries.append(Array(body.prefix(length)))
            rest = body.dropFirst(length)
        }
        try self.init(entries: entries)
    }

    package var bytes: [UInt8] {
        entries.flatMap { UInt64($0.count).bigEndianBytes.suffix(2) + $0 }
    }
}
