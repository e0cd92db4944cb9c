// SPDX-License-Identifier: Apache-2.0

import BurnhamCatalog
import BurnhamCore
import Testing

/// What the tables of fields say is what decoding does: a document with every field is taken, and one edit at a
/// time shows that each is read, that each required one is missed, and that there are no others.
@Suite struct FieldTableTests {
    static let kinds = CatalogKind.allCases.filter { FieldTable.of($0) != nil }

    @Test(arguments: kinds)
    func aDocumentWithEveryFieldIsTaken(kind: CatalogKind) throws {
        #expect(try problems(kind, .nothing) == [])
    }

    @Test(arguments: kinds)
    func aRequiredFieldIsMissedAndAnotherIsNot(kind: CatalogKind) throws {
        for (path, field) in try fields(of: kind) {
            let problems = try problems(kind, .drop(path))
            switch field.presence {
            case .required, .requiredUnless:
                #expect(
                    problems.contains {
                        $0.hasPrefix("missing-key") && $0.contains("`\(field.key)`")
                    },
                    "\(path) is required, and without it: \(problems)")
            case .alternative: #expect(!problems.isEmpty, "\(path)")
            case .optional, .standard: #expect(problems == [], "\(path)")
            }
        }
    }

    @Test(arguments: kinds)
    func aValueOfAnotherFormIsRefused(kind: CatalogKind) throws {
        for (path, field) in try fields(of: kind) {
            if case .free = field.form { continue }
            #expect(try problems(kind, .spoil(path)) != [], "\(path) is not read")
        }
    }

    @Test(arguments: kinds)
    func aKeyThatIsInNoTableIsRefused(kind: CatalogKind) throws {
        let mappings = try [[]] + fields(of: kind).filter { $0.field.form.table != nil }.map(\.path)
        for path in mappings {
            let problems = try problems(kind, .add(path))
            #expect(problems.count == 1, "\(path): \(problems)")
            #expect(problems.first?.hasPrefix("unknown-key") == true, "\(path)")
        }
    }

    // MARK: Documents

    private func problems(_ kind: CatalogKind, _ edit: SampleDocument.Edit) throws -> [String] {
        let table = try #require(FieldTable.of(kind))
        let text = SampleDocument(kind: kind, edit: edit).mapping(table, at: [])
        let request = LoadRequest(
            files: [CatalogFile(path: "sample.yaml", root: 0, bytes: Array(text.utf8))],
            documents: [:], providers: [], snapshots: [],
            today: try #require(CalendarDate("2026-11-28")))
        return CatalogLoader(request).formDiagnostics().map { "\($0.code): \($0.message)" }
    }

    private func fields(
        of kind: CatalogKind
    ) throws -> [(path: [String], field: FieldTable.Field)] {
        try fields(of: #require(FieldTable.of(kind)), at: []).filter { $0.path != ["kind"] }
    }

    private func fields(
        of table: FieldTable, at path: [String]
    ) -> [(path: [String], field: FieldTable.Field)] {
        table.fields.flatMap { field in
            let here = path + [field.key]
            return [(here, field)] + (field.form.table.map { fields(of: $0, at: here) } ?? [])
        }
    }
}

/// A document of a kind in which every field stands, but for one edit. Of alternatives the edited one stands,
/// else the first.
private struct SampleDocument {
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

    func mapping(_ table: FieldTable, at path: [String]) -> String {
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
        case .id: return "some-id"
        case .bool: return "true"
        case .date: return "2026-01-01"
        case .duration: return "24h"
        case .share: return "\"10%\""
        case .amount: return "\"1.00\""
        case .fraction: return "0.5"
        case .strings: return "[some words]"
        case .ids: return "[some-id]"
        case .integer(let range): return range.upperBound.description
        case .choice(let choices): return choices[0]
        case .choices(let choices): return "[\(choices[0])]"
        case .mapping(let table): return mapping(table, at: path)
        case .list(let table): return "[\(mapping(table, at: path))]"
        case .named(let table): return "{some: \(mapping(table, at: path))}"
        case .pairs, .free: preconditionFailure("\(path) needs an example")
        }
    }
}
