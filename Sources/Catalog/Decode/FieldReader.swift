// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values
import YAMLSource

/// Reads the fields of one mapping into typed values, and tells what is wrong with each at the smallest span.
/// A field that is wrong reads as missing; `finish` tells of keys that nobody read. It checks no references.
struct FieldReader {
    let sink: DiagnosticSink
    let span: SourceSpan
    /// What the mapping is, for messages: `a service`.
    let name: String
    private let entries: [YAMLEntry]
    private var isRead: [Bool]
    /// Names that were asked for: what an unknown key may have meant.
    private var known: [String] = []

    /// Nil, with a diagnostic, for a node that is no mapping.
    init?(_ node: YAMLNode, as name: String, _ sink: DiagnosticSink) {
        guard let entries = node.mapping else {
            sink.add(.wrongType, "\(name) is a mapping of keys to values", at: node.span)
            return nil
        }
        self.sink = sink
        self.name = name
        self.entries = entries
        span = node.span
        isRead = Array(repeating: false, count: entries.count)
    }

    // MARK: Nodes

    mutating func node(_ key: String) -> YAMLNode? {
        known.append(key)
        guard let index = entries.firstIndex(where: { $0.keyText == key }) else { return nil }
        isRead[index] = true
        return entries[index].value
    }

    mutating func required(_ key: String) -> YAMLNode? {
        if let node = node(key) { return node }
        sink.add(.missingKey, "\(name) needs `\(key)`", at: span.firstByte)
        return nil
    }

    mutating func reader(_ key: String, as name: String) -> FieldReader? {
        node(key).flatMap { FieldReader($0, as: name, sink) }
    }

    /// The entries of a mapping that has names of the catalog's own as keys.
    mutating func entries(_ key: String) -> [YAMLEntry] {
        guard let node = node(key) else { return [] }
        guard let entries = node.mapping else {
            sink.add(.wrongType, "`\(key)` is a mapping of names to values", at: node.span)
            return []
        }
        return entries
    }

    mutating func list(_ key: String) -> [YAMLNode] {
        guard let node = node(key) else { return [] }
        guard let items = node.sequence else {
            sink.add(.wrongType, "`\(key)` is a list", at: node.span)
            return []
        }
        return items
    }

    /// Tells of every key that nobody asked for.
    func finish() {
        for (entry, isRead) in zip(entries, isRead) where !isRead {
            let nearest = nearestName(to: entry.keyText, among: known)
            sink.add(
                .unknownKey, "\(name) has no key `\(entry.keyText)`", at: entry.key.span,
                help: nearest.map { "a similar key exists: `\($0)`" })
        }
    }

    // MARK: Scalars

    mutating func string(_ key: String) -> Located<String>? {
        node(key).flatMap { Scalars.string($0, "`\(key)`", sink) }
    }

    mutating func requiredString(_ key: String) -> Located<String>? {
        required(key).flatMap { Scalars.string($0, "`\(key)`", sink) }
    }

    /// A reference to something of the catalog by id.
    mutating func id(_ key: String) -> Located<String>? {
        node(key).flatMap { Scalars.id($0, "`\(key)`", sink) }
    }

    mutating func requiredID(_ key: String) -> Located<String>? {
        required(key).flatMap { Scalars.id($0, "`\(key)`", sink) }
    }

    mutating func ids(_ key: String) -> [Located<String>] {
        list(key).compactMap { Scalars.id($0, "an element of `\(key)`", sink) }
    }

    mutating func strings(_ key: String) -> [Located<String>] {
        list(key).compactMap { Scalars.string($0, "an element of `\(key)`", sink) }
    }

    mutating func bool(_ key: String) -> Bool? {
        node(key).flatMap { Scalars.bool($0, "`\(key)`", sink) }
    }

    mutating func integer(_ key: String, in range: ClosedRange<Int64>) -> Located<Int64>? {
        node(key).flatMap { Scalars.integer($0, "`\(key)`", in: range, sink) }
    }

    mutating func date(_ key: String) -> Located<CalendarDate>? {
        node(key).flatMap { Scalars.date($0, "`\(key)`", sink) }
    }

    mutating func duration(_ key: String) -> Span? {
        node(key).flatMap { Scalars.duration($0, "`\(key)`", sink) }
    }

    mutating func text(_ key: String) -> LocalizedText? {
        node(key).flatMap { Scalars.text($0, "`\(key)`", sink) }
    }

    mutating func requiredText(_ key: String) -> LocalizedText? {
        required(key).flatMap { Scalars.text($0, "`\(key)`", sink) }
    }

    mutating func choice<Choice: RawRepresentable & CaseIterable>(_ key: String) -> Choice?
    where Choice.RawValue == String {
        node(key).flatMap { Scalars.choice($0, "`\(key)`", sink) }
    }
}

extension SourceSpan {
    /// Where something that is missing is missed.
    var firstByte: SourceSpan { SourceSpan(start: start, end: Swift.min(end, start + 1)) }
}
