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
        for (path, field) in try SampleDocument.fields(of: kind) {
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
        for (path, field) in try SampleDocument.fields(of: kind) {
            // A quantity is compiled with its service.
            if case .quantity = field.form { continue }
            if case .free = field.form { continue }
            #expect(try problems(kind, .spoil(path)) != [], "\(path) is not read")
        }
    }

    @Test(arguments: kinds)
    func aKeyThatIsInNoTableIsRefused(kind: CatalogKind) throws {
        for path in try SampleDocument.mappings(of: kind) {
            let problems = try problems(kind, .add(path))
            #expect(problems.count == 1, "\(path): \(problems)")
            #expect(problems.first?.hasPrefix("unknown-key") == true, "\(path)")
        }
    }

    // MARK: Documents

    private func problems(_ kind: CatalogKind, _ edit: SampleDocument.Edit) throws -> [String] {
        let text = try SampleDocument(kind: kind, edit: edit).text()
        let request = LoadRequest(
            files: [CatalogFile(path: "sample.yaml", root: 0, bytes: Array(text.utf8))],
            documents: [:], providers: [], snapshots: [],
            today: try #require(CalendarDate("2026-11-28")))
        return CatalogLoader(request).formDiagnostics().map { "\($0.code): \($0.message)" }
    }
}
