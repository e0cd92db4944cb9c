// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import Values

/// Whose the objects of a file-backed target are: a mark for each object that some store owns. As a file
/// it is JSON lines, sorted by identity and type. It does not know whether the objects are there: a mark
/// without an object counts as absent.
package struct MarksRegistry: Sendable, Equatable {
    private var marks: [MarkKey: Mark] = [:]

    package init() {}

    package var isEmpty: Bool { marks.isEmpty }
    package var count: Int { marks.count }

    package subscript(_ key: MarkKey) -> Mark? {
        get { marks[key] }
        set { marks[key] = newValue }
    }

    /// The keys of one store's objects but for those that are named, sorted.
    package func keys(of lineage: String, besides named: Set<MarkKey> = []) -> [MarkKey] {
        marks.lazy.filter { key, mark in
            mark.lineage.hasSameBytes(as: lineage) && !named.contains(key)
        }.map(\.key).sorted()
    }

    /// All keys of one type, in no order.
    package func keys(ofType type: String) -> [MarkKey] {
        marks.keys.filter { $0.type.hasSameBytes(as: type) }
    }
}

extension MarksRegistry {
    /// Reads what `bytes` writes. Fails with the line for anything else: an ownership that can't be read
    /// is not taken for none.
    package init(bytes: [UInt8]) throws(ProviderFailure) {
        var reader = MarkLineReader()
        var number = 0
        var rest = bytes[...]
        while !rest.isEmpty {
            number += 1
            let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
            let line = rest[..<end]
            rest = rest[end...].dropFirst()
            if line.isEmpty { continue }
            guard let (key, mark) = reader.read(line) else {
                throw Self.failure("is no mark", line: number)
            }
            guard marks.updateValue(mark, forKey: key) == nil else {
                throw Self.failure("marks an object a second time", line: number)
            }
        }
    }

    private static func failure(_ what: String, line: Int) -> ProviderFailure {
        ProviderFailure(
            .rejected, "\(MarksFile.name):\(line): the line \(what)",
            help: "the file has to be restored from a backup, or the line mended by hand")
    }

    package var bytes: [UInt8] {
        var writer = MarkLineWriter()
        for entry in marks.sorted(by: { $0.key < $1.key }) { writer.add(entry.key, entry.value) }
        return writer.bytes
    }
}
