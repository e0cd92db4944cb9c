// SPDX-License-Identifier: Apache-2.0

import BurnhamCatalog
import BurnhamCore
import JSONSchema
import Testing
import Values
import YAMLSource

/// The schemas that editors get say of every field what decoding says: the documents of `FieldTableTests` are taken
/// and refused alike.
@Suite struct FieldSchemaTests {
    @Test(arguments: FieldTableTests.kinds)
    func aDocumentWithEveryFieldIsTaken(kind: CatalogKind) throws {
        #expect(try violations(kind, .nothing) == [])
    }

    @Test(arguments: FieldTableTests.kinds)
    func aRequiredFieldIsMissedAndAnotherIsNot(kind: CatalogKind) throws {
        for (path, field) in try SampleDocument.fields(of: kind) {
            let violations = try violations(kind, .drop(path))
            switch field.presence {
            case .required, .requiredUnless, .alternative: #expect(violations != [], "\(path)")
            case .optional, .standard: #expect(violations == [], "\(path)")
            }
        }
    }

    @Test(arguments: FieldTableTests.kinds)
    func aValueOfAnotherFormIsRefused(kind: CatalogKind) throws {
        for (path, field) in try SampleDocument.fields(of: kind) {
            if case .free = field.form { continue }
            #expect(try violations(kind, .spoil(path)) != [], "\(path)")
        }
    }

    @Test(arguments: FieldTableTests.kinds)
    func aKeyThatIsInNoTableIsRefused(kind: CatalogKind) throws {
        for path in try SampleDocument.mappings(of: kind) {
            #expect(try violations(kind, .add(path)) != [], "\(path)")
        }
    }

    @Test func everyFieldIsDescribed() throws {
        for kind in FieldTableTests.kinds {
            let schema = try #require(Self.schemas.schema(.kind(kind)))
            for property in schema["properties"]?.object?.values ?? [] {
                #expect(property["description"]?.string?.hasSuffix(".") == true, "\(property)")
            }
        }
    }

    @Test func aRetiredServiceNeedsNoSizes() throws {
        let retired = """
            {kind: Service, id: fax, name: Fax, summary: Faxes, category: Other,
            owner: {team: voice, contact: voice@city.example}, lifecycle: {state: STATE}}
            """
        let schema = try compiled(.service)
        #expect(schema.isValid(try value(retired.replacing("STATE", with: "retired"))))
        #expect(!schema.isValid(try value(retired.replacing("STATE", with: "production"))))
    }

    // MARK: Forms of names

    private static let words = [
        "a", "a-b", "-a", "a-", "A", "a_b", "1", "1a", "a.b", "", "in", "inner", "for", "_a", "en",
        "en-US", "eng-x-y", "e", "engl", "en-", "en_US", "a/b", "a/b/c", "/b", "a/", "a-b/c-d",
        "ü", "a b", "zh-Hant-TW", String(repeating: "a", count: 40),
        String(repeating: "a", count: 41), String(repeating: "a", count: 63),
        String(repeating: "a", count: 64), "00", "e-123456789",
    ]

    @Test func patternsAreTheFormsOfNames() throws {
        try expectAgreement(String.idPattern, on: Self.words) { $0.isID }
        try expectAgreement(String.namePattern, on: Self.words) { $0.isExpressionName }
        try expectAgreement(String.pathPattern, on: Self.words) { $0.isSubscriptionPath }
        try expectAgreement(String.languagePattern, on: Self.words) { $0.isLanguageTag }
    }

    @Test func patternsAreTheFormsOfValues() throws {
        let values = [
            "0", "1", "1.5", "1.1234567", "1.123456", "01.0", "999999999999", "1000000000000", ".5",
            "1.", "-1", "24h", "0h", "99999w", "100000w", "024h", "1y", "h", "2026-01-31",
            "2026-13-01", "2026-1-01", "2026-00-01", "2026-01-32", "", "USD", "usd", "USDX", "US",
        ]
        try expectAgreement(Money.pattern, on: values) { Money($0) != nil }
        try expectAgreement(Span.pattern, on: values) { Span($0) != nil }
        try expectAgreement(CalendarDate.pattern, on: values) { CalendarDate($0) != nil }
        try expectAgreement(String.currencyPattern, on: values) { $0.isCurrencyCode }
    }

    private func expectAgreement(
        _ pattern: String, on texts: [String], _ isOne: (String) -> Bool
    ) throws {
        let schema = try JSONSchema.compile(["pattern": .string(pattern)]).get()
        for text in texts {
            #expect(schema.isValid(.string(text)) == isOne(text), "`\(text)` and \(pattern)")
        }
    }

    // MARK: Schemas

    private static let schemas = EditorSchemas(Catalog(), providers: []) { $0.id.value }

    private func compiled(_ kind: CatalogKind) throws -> JSONSchema {
        let schema = try #require(Self.schemas.schema(.kind(kind)))
        return try JSONSchema.compile(schema, options: .init(formats: .all)).get()
    }

    private func value(_ text: String) throws -> Value {
        try #require(YAMLSource.parse(Array(text.utf8)).documents.first).value
    }

    private func violations(_ kind: CatalogKind, _ edit: SampleDocument.Edit) throws -> [String] {
        let document = try value(SampleDocument(kind: kind, edit: edit).text())
        return try compiled(kind).validate(document).map(\.message)
    }
}
