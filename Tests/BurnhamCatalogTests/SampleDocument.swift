// SPDX-License-Identifier: Apache-2.0

import BurnhamCatalog
import BurnhamCore
import Testing

/// A document of a kind in which every field stands, but for one edit. Of alternatives the edited one stands,
/// else the first.
struct SampleDocument {
    enum Edit: Equatable {
        case nothing
        case drop([String])
        /// Puts a value there that no field takes.
        case spoil([String])
        /// Adds a key to the mapping.
        case add([String])

        var path: [String] {
            switch self {
            case .nothing: []
            case .drop(let path), .spoil(let path), .add(let path): path
            }
        }
    }

    let kind: CatalogKind
    let edit: Edit

    func text() throws -> String { mapping(try #require(FieldTable.of(kind)), at: []) }

    private func mapping(_ table: FieldTable, at path: [String]) -> String {
        let alternatives = table.fields.filter { $0.presence == .alternative }.map(\.key)
        let chosen =
            alternatives.first { edit.path.starts(with: path + [$0]) } ?? alternatives.first
        var entries: [String] = []
        for field in table.fields where field.presence != .alternative || field.key == chosen {
            let here = path + [field.key]
            if edit == .drop(here) { continue }
            entries.append("\(field.key): \(edit == .spoil(here) ? "[[]]" : value(field, here))")
        }
        if edit == .add(path) { entries.append("unheard_of: 1") }
        return "{\(entries.joined(separator: ", "))}"
    }

    private func value(_ field: FieldTable.Field, _ path: [String]) -> String {
        if path == ["kind"] { return kind.rawValue }
        if let example = field.example { return example }
        switch field.form {
        case .text, .string: return "some words"
        case .id, .reference: return "some-id"
        case .name: return "some_name"
        case .path: return "some-id/another"
        case .bool: return "true"
        case .date: return "2026-01-01"
        case .duration: return "24h"
        case .share: return "\"10%\""
        case .amount: return "\"1.00\""
        case .currency: return "EUR"
        case .fraction: return "0.5"
        case .strings: return "[some words]"
        case .ids, .references: return "[some-id]"
        case .names: return "[some_name]"
        case .paths: return "[some-id/another]"
        case .quantity: return "1"
        case .integer(let range): return range.upperBound.description
        case .choice(let choices): return choices[0]
        case .choices(let choices): return "[\(choices[0])]"
        case .mapping(let table): return mapping(table, at: path)
        case .list(let table): return "[\(mapping(table, at: path))]"
        case .named(_, let table): return "{some: \(mapping(table, at: path))}"
        case .pairs, .either, .free: preconditionFailure("\(path) needs an example")
        }
    }

    // MARK: What it is made of

    static func fields(
        of kind: CatalogKind
    ) throws -> [(path: [String], field: FieldTable.Field)] {
        try fields(of: #require(FieldTable.of(kind)), at: []).filter { $0.path != ["kind"] }
    }

    private static func fields(
        of table: FieldTable, at path: [String]
    ) -> [(path: [String], field: FieldTable.Field)] {
        table.fields.flatMap { field in
            let here = path + [field.key]
            return [(here, field)] + (field.form.table.map { fields(of: $0, at: here) } ?? [])
        }
    }

    /// The paths of all mappings, the document itself first.
    static func mappings(of kind: CatalogKind) throws -> [[String]] {
        try [[]] + fields(of: kind).filter { $0.field.form.table != nil }.map(\.path)
    }
}
