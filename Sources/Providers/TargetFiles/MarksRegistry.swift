// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import Values

/// Whose the objects of a file-backed target are: a mark for each object that some store owns. As a file
/// it is JSON lines, sorted by type and identity. It does not know whether the objects are there: a mark
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

    /// The keys of one store's objects, sorted.
    package func keys(of lineage: String) -> [MarkKey] {
        marks.lazy.filter { $0.value.lineage.hasSameBytes(as: lineage) }.map(\.key).sorted()
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
        var number = 0
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            if line.isEmpty { continue }
            guard let (key, mark) = Self.entry(of: line) else {
                throw Self.failure("is no mark", line: number)
            }
            guard marks.updateValue(mark, forKey: key) == nil else {
                throw Self.failure("marks an object a second time", line: number)
            }
        }
    }

    private static func entry(of line: ArraySlice<UInt8>) -> (MarkKey, Mark)? {
        guard let value = try? JSONParser.parse(Array(line)), let fields = value.object,
            fields.count == 3, let type = fields["type"]?.string,
            let identity = fields["identity"]?.string,
            let mark = fields["mark"]?.string.flatMap({ Mark($0) })
        else { return nil }
        return (MarkKey(type: type, identity: identity), mark)
    }

    private static func failure(_ what: String, line: Int) -> ProviderFailure {
        ProviderFailure(
            .rejected, "\(MarksFile.name):\(line): the line \(what)",
            help: "the file has to be restored from a backup, or the line mended by hand")
    }

    package var bytes: [UInt8] {
        var writer = LineWriter()
        for key in marks.keys.sorted() {
            if let mark = marks[key] { writer.add(key, mark) }
        }
        return writer.bytes
    }

    private struct LineWriter {
        var bytes: [UInt8] = []

        mutating func add(_ key: MarkKey, _ mark: Mark) {
            bytes += CanonicalJSON.bytes(of: [
                "identity": .string(key.identity), "mark": .string(mark.description),
                "type": .string(key.type),
            ])
            bytes.append(UInt8(ascii: "\n"))
        }
    }
}
