// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Gathers entries of a server into the document that a tree is made of. Each entry once, however often it comes.
struct EntryCollector: Sendable {
    private let dialect: LDAPDialect
    private var bytes: [UInt8] = []
    private var records: [LDIFDocument.Record] = []
    private var names: Set<String> = []
    private var marks: [Int: Mark] = [:]

    init(_ dialect: LDAPDialect) { self.dialect = dialect }

    mutating func add(_ entry: LDAPEntry) {
        guard names.insert(entry.nameText).inserted else { return }
        let start = bytes.count
        bytes += entry.bytes
        var lines: [LDIFLine?] = []
        lines.reserveCapacity(entry.values.count)
        for value in entry.values {
            let (attribute, text) = (entry.bytes[value.attribute], entry.bytes[value.value])
            if let mark = dialect.isMark(attribute, text) {
                marks[records.count] = mark
            } else {
                lines.append(line(entry, value, from: start))
            }
        }
        records.append(
            LDIFDocument.Record(
                lead: .empty,
                name: LDIFLine(
                    form: .plain, whole: .empty, name: .empty,
                    value: Extent(entry.name, movedBy: start), number: 0),
                lines: lines))
    }

    private mutating func line(
        _ entry: LDAPEntry, _ value: LDAPEntry.Value, from start: Int
    ) -> LDIFLine {
        let name = Extent(value.attribute, movedBy: start)
        let text = entry.bytes[value.value]
        let isText =
            text.allSatisfy { $0 < 0x80 } || String(validating: text, as: UTF8.self) != nil
        if isText {
            return LDIFLine(
                form: .plain, whole: .empty, name: name,
                value: Extent(value.value, movedBy: start), number: 0)
        }
        let encoded = bytes.count
        bytes += Base64.encode(text)
        return LDIFLine(
            form: .base64, whole: .empty, name: name, value: Extent(encoded..<bytes.count),
            number: 0)
    }

    func picture(_ settings: DirectorySettings) throws(ProviderFailure) -> DirectoryPicture {
        do throws(LDIFProblem) {
            let document = LDIFDocument(bytes: bytes, records: records, tail: 0..<0, lineEnd: [])
            let tree = try DirectoryTree(document, settings)
            var found: [DNKey: Mark] = [:]
            for (record, mark) in marks { found[tree.keys[record]] = mark }
            return DirectoryPicture(tree: tree, marks: found)
        } catch {
            throw ProviderFailure(error)
        }
    }
}

extension Extent {
    fileprivate init(_ range: Range<Int>, movedBy offset: Int) {
        self.init(range.lowerBound + offset..<range.upperBound + offset)
    }
}
