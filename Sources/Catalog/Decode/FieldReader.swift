// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values
import YAMLSource

/// Reads the fields of one mapping into typed values, and tells what is wrong with each at the smallest span.
/// Its table says which keys there are and which are required. A field that is wrong reads as missing; `finish`
/// tells of keys that the table does not have. It checks no references.
struct FieldReader {
    let sink: DiagnosticSink
    let span: SourceSpan
    let table: FieldTable
    private let entries: [YAMLEntry]

    /// Nil, with a diagnostic, for a node that is no mapping.
    init?(_ node: YAMLNode, as table: FieldTable, _ sink: DiagnosticSink) {
        guard let entries = node.mapping else {
            sink.add(.wrongType, "\(table.name) is a mapping of keys to values", at: node.span)
            return nil
        }
        self.sink = sink
        self.table = table
        self.entries = entries
        span = node.span
    }

    // MARK: Nodes

    func node(_ key: String) -> YAMLNode? {
        assert(table.keys.contains(key), "\(table.name) has no `\(key)` to read")
        for index in entries.indices where entries[index].keyText.hasSameBytes(as: key) {
            return entries[index].value
        }
        if table.requiredKeys.contains(where: { $0.hasSameBytes(as: key) }) {
            sink.add(.missingKey, "\(table.name) needs `\(key)`", at: span.firstByte)
        }
        return nil
    }

    private func field(_ key: String) -> FieldTable.Field {
        guard let field = table.fields.first(where: { $0.key == key }) else {
            preconditionFailure("\(table.name) has no `\(key)` to read; this is a bug in burnham")
        }
        return field
    }

    /// The mapping below a key.
    func reader(_ key: String) -> FieldReader? {
        guard let node = node(key) else { return nil }
        guard let table = field(key).form.table else {
            preconditionFailure("`\(key)` holds no mapping; this is a bug in burnham")
        }
        return FieldReader(node, as: table, sink)
    }

    /// The entries of a mapping that has names of the catalog's own as keys.
    func entries(_ key: String) -> [YAMLEntry] {
        guard let node = node(key) else { return [] }
        guard let entries = node.mapping else {
            sink.add(.wrongType, "`\(key)` is a mapping of names to values", at: node.span)
            return []
        }
        if entries.isEmpty, table.requiredKeys.contains(key) {
            sink.add(.missingKey, "`\(key)` names at least one", at: node.span)
        }
        return entries
    }

    func list(_ key: String) -> [YAMLNode] {
        guard let node = node(key) else { return [] }
        guard let items = node.sequence else {
            sink.add(.wrongType, "`\(key)` is a list", at: node.span)
            return []
        }
        return items
    }

    /// Tells of every key that the table does not have.
    func finish() {
        for entry in entries where !table.keys.contains(where: entry.keyText.hasSameBytes) {
            let nearest = nearestName(to: entry.keyText, among: table.keys)
            sink.add(
                .unknownKey, "\(table.name) has no key `\(entry.keyText)`", at: entry.key.span,
                help: nearest.map { "a similar key exists: `\($0)`" })
        }
    }

    // MARK: Scalars

    func string(_ key: String) -> Located<String>? {
        node(key).flatMap { Scalars.string($0, "`\(key)`", sink) }
    }

    /// A reference to something of the catalog by id.
    func id(_ key: String) -> Located<String>? {
        node(key).flatMap { Scalars.id($0, "`\(key)`", sink) }
    }

    func ids(_ key: String) -> [Located<String>] {
        eachOnce(list(key).compactMap { Scalars.id($0, "an element of `\(key)`", sink) }, key)
    }

    func strings(_ key: String) -> [Located<String>] {
        eachOnce(list(key).compactMap { Scalars.string($0, "an element of `\(key)`", sink) }, key)
    }

    private func eachOnce(_ values: [Located<String>], _ key: String) -> [Located<String>] {
        var seen: Set<String> = []
        return values.filter { value in
            if seen.insert(value.value).inserted { return true }
            sink.add(.repeatedValue, "`\(value.value)` stands twice in `\(key)`", at: value.span)
            return false
        }
    }

    func bool(_ key: String) -> Bool? {
        node(key).flatMap { Scalars.bool($0, "`\(key)`", sink) }
    }

    /// A whole number in the range that the table states.
    func integer(_ key: String) -> Located<Int64>? {
        guard let node = node(key) else { return nil }
        guard case .integer(let range) = field(key).form else {
            preconditionFailure("`\(key)` holds no whole number; this is a bug in burnham")
        }
        return Scalars.integer(node, "`\(key)`", in: range, sink)
    }

    /// A part of one, as it is written.
    func fraction(_ key: String) -> String? {
        node(key).flatMap { Scalars.fraction($0, "`\(key)`", sink) }
    }

    func date(_ key: String) -> Located<CalendarDate>? {
        node(key).flatMap { Scalars.date($0, "`\(key)`", sink) }
    }

    func duration(_ key: String) -> Span? {
        node(key).flatMap { Scalars.duration($0, "`\(key)`", sink) }
    }

    func text(_ key: String) -> LocalizedText? {
        node(key).flatMap { Scalars.text($0, "`\(key)`", sink) }
    }

    func choice<Choice: RawRepresentable & CaseIterable>(_ key: String) -> Choice?
    where Choice.RawValue == String {
        node(key).flatMap { Scalars.choice($0, "`\(key)`", sink) }
    }
}

extension SourceSpan {
    /// Where something that is missing is missed.
    var firstByte: SourceSpan { SourceSpan(start: start, end: Swift.min(end, start + 1)) }
}
