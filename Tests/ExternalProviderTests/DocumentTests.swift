// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import Glibc
import JSONSchema
import Testing
import Values

@testable import ExternalProvider

/// Documents of providers: what is read from a good one, and where a wrong one is wrong.
@Suite struct DocumentTests {
    @Test func theExamplesDocumentIsWhatItsProgramSays() throws {
        let order = ProgramOrder(path: MailService.program, digest: nil)
        let bytes = try ExternalProgram.describe(order).get()
        let file = "\(MailService.folder)/mailbox.provider.json"
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == String(decoding: try readFile(file, limit: 1 << 20), as: UTF8.self))
    }

    @Test func thePublishedSchemaIsTheOneThatIsReadBy() throws {
        let path = "\(MailService.repository)/docs/reference/provider.schema.json"
        if getenv("BURNHAM_RECORD_SCHEMAS") != nil {
            try replaceFile(path, bytes: ReadableJSON.bytes(of: DocumentForm.schema), mode: 0o644)
        }
        let published = try readFile(path, limit: 1 << 20)
        #expect(published == ReadableJSON.bytes(of: DocumentForm.schema))
    }

    @Test func everyDocumentIsAProvider() throws {
        let provider = ExternalProgram.provider(MailService.document)
        #expect(provider.name == "mailbox" && provider.limits.batchSize == 100)
        #expect(provider.types.map(\.name) == ["mail.mailbox", "mail.list", "mail.member"])
        let mailbox = try #require(provider.types.first)
        #expect(mailbox.removal.standard == .suspend && mailbox.removal.holdsData)
        #expect(mailbox.referenceKey == "address" && mailbox.claimSpace == "mail.address")
        let address = try #require(mailbox.attribute("address"))
        #expect(address.traits == [.required, .identity] && address.role == .input)
        #expect(mailbox.attribute("id")?.role == .computed)
        #expect(mailbox.attribute("aliases")?.defaultValue == [])
    }

    @Test func aConnectionNamesTheProgramAndItsHash() throws {
        let provider = ExternalProgram.provider(MailService.document)
        let schema = try JSONSchema.compile(try #require(provider.connectionSchema)).get()
        let good: Value = [
            "url": "https://mail.example", "token": "env:TOKEN", "program": "/opt/mailbox",
            "sha256": .string(String(repeating: "0", count: 64)), "arguments": ["-v"],
        ]
        #expect(schema.isValid(good))
        for (name, value) in [
            ("program", "mailbox"), ("sha256", "00"), ("arguments", "-v"), ("colour", "red"),
            ("memory_mebibytes", 1), ("url", .null),
        ] as [(String, Value)] {
            var fields = try #require(good.object)
            fields[name] = value
            #expect(!schema.isValid(.object(fields)), "\(name)")
        }
        for name in ["program", "sha256", "token"] {
            var fields = try #require(good.object)
            fields[name] = nil
            #expect(!schema.isValid(.object(fields)), "\(name)")
        }
    }

    // MARK: Wrong documents

    private static func document(_ type: Value) -> Value {
        ["format_version": 1, "name": "try", "summary": "Things.", "types": [type]]
    }

    private static let type: Value = [
        "name": "try.thing", "summary": "A thing.", "identity": ["name"],
        "removal": ["standard": "delete"],
        "attributes": [
            [
                "name": "name", "summary": "It.", "schema": ["type": "string"],
                "traits": ["required"],
            ]
        ],
    ]

    private static func problems(_ document: Value) -> [String] {
        guard case .failure(let problems) = ProviderDocument.read(document) else { return [] }
        return problems.all.map(\.description)
    }

    /// `value` at a pointer of members and places; nil takes the member away.
    static func setting(_ value: Value?, at path: [String], in whole: Value) -> Value {
        guard let step = path.first else { return value ?? .null }
        let rest = Array(path.dropFirst())
        if case .list(var items) = whole, let place = Int(step) {
            let inner = setting(value, at: rest, in: place < items.count ? items[place] : .null)
            if place < items.count { items[place] = inner } else { items.append(inner) }
            return .list(items)
        }
        var fields = whole.object ?? [:]
        fields[step] =
            rest.isEmpty && value == nil ? nil : setting(value, at: rest, in: fields[step] ?? [:])
        return .object(fields)
    }

    private static let second: Value = [
        "name": "size", "summary": "How big.", "schema": ["type": "integer"],
    ]

    private static func second(_ more: Fields<Value>) -> Value {
        var fields = second.object ?? [:]
        for (name, value) in more { fields[name] = value }
        return .object(fields)
    }

    private static let wrong: [(path: String, value: Value?, problem: String)] = [
        ("/name", "Try", "/name: "),
        ("/name", nil, "lacks the required key `name`"),
        ("/colour", 1, "colour"),
        ("/format_version", 2, "/format_version: "),
        ("/summary", "a\nb", "/summary: "),
        ("/types", [], "/types: "),
        ("/limits/batch_size", 0, "/limits/batch_size: "),
        (
            "/settings", ["type": "object", "properties": ["a": ["type": "text"]]],
            "/settings/properties/a/type: "
        ),
        (
            "/settings", ["type": "object", "properties": ["a": ["typ": "string"]]],
            "/settings/properties/a/typ: "
        ),
        (
            "/connection", ["type": "object", "properties": ["program": ["type": "string"]]],
            "/connection/properties/program: the name says how the program is run"
        ),
        ("/types/1", type, "/types/1/name: another type has the same name"),
        ("/types/0/name", "thing", "/types/0/name: "),
        ("/types/0/identity", ["title"], "/types/0/identity/0: the type has no attribute `title`"),
        ("/types/0/identity", [], "/types/0/identity: "),
        (
            "/types/0/attributes/0/traits", [],
            "/types/0/identity/0: `name` is no required text of the catalog"
        ),
        ("/types/0/reference_key", "size", "/types/0/reference_key: `size` is not part"),
        (
            "/types/0/removal/standard", "suspend",
            "/types/0/removal/standard: objects of the type can't be suspended"
        ),
        ("/types/0/removal/standard", "burn", "/types/0/removal/standard: "),
        ("/types/0/marks", "nowhere", "/types/0/marks: "),
        (
            "/types/0/attributes/1", second(["name": "name"]),
            "/types/0/attributes/1/name: another attribute has the same name"
        ),
        (
            "/types/0/attributes/1", second(["schema": ["minimum": "x"]]),
            "/types/0/attributes/1/schema/minimum: "
        ),
        ("/types/0/attributes/1", second(["default": "big"]), "/types/0/attributes/1/default: "),
        (
            "/types/0/attributes/1", second(["default": 1, "role": "computed"]),
            "/types/0/attributes/1/default: the catalog always states the value, or never does"
        ),
        (
            "/types/0/attributes/1", second(["traits": ["set"]]),
            "/types/0/attributes/1/traits: `set` stands at what is no list"
        ),
        (
            "/types/0/attributes/1", second(["traits": ["document"]]),
            "/types/0/attributes/1/traits: `document` stands at what is no text"
        ),
        (
            "/types/0/attributes/1", second(["traits": ["required"], "role": "computed"]),
            "/types/0/attributes/1/traits: the catalog does not state the attribute's value"
        ),
        (
            "/types/0/attributes/1", second(["traits": ["sensitive"], "role": "computed"]),
            "/types/0/attributes/1/traits: a secret comes from the catalog alone"
        ),
        (
            "/types/0/attributes/1", second(["traits": ["identity"]]),
            "/types/0/attributes/1/traits/0: "
        ),
        (
            "/types/0/attributes/1", second(["role": "derived"]),
            "/types/0/attributes/1/text: a derived attribute has no text"
        ),
        (
            "/types/0/attributes/1", second(["text": "x"]),
            "/types/0/attributes/1/text: an attribute that is not derived has a text"
        ),
        (
            "/types/0/attributes/1", second(["role": "derived", "text": "a{name"]),
            "/types/0/attributes/1/text: a brace does not enclose a name"
        ),
        (
            "/types/0/attributes/1", second(["role": "derived", "text": "{size}"]),
            "/types/0/attributes/1/text: `size` is no input of the type"
        ),
        (
            "/types/0/attributes/1", second(["role": "derived", "text": "{settings.zone}"]),
            "/types/0/attributes/1/text: `zone` is no setting"
        ),
        (
            "/types/0/attributes/1", second(["references": "try.thing"]),
            "/types/0/attributes/1/references: `try.thing` has no `reference_key`"
        ),
        (
            "/types/0/attributes/1", second(["normalise": ["case": "upper"]]),
            "/types/0/attributes/1/normalise/case: "
        ),
    ]

    @Test(arguments: wrong.indices)
    func aWrongDocumentIsWrongAtItsPlace(_ number: Int) {
        let (path, value, problem) = Self.wrong[number]
        let good = Self.document(Self.type)
        #expect(Self.problems(good) == [])
        let steps = path.split(separator: "/").map(String.init)
        let problems = Self.problems(Self.setting(value, at: steps, in: good))
        #expect(problems.contains { $0.contains(problem) }, "\(problems)")
    }

    @Test func allProblemsAreToldAtOnce() {
        let form: Value = ["format_version": 1, "name": "x y", "summary": "", "types": [1], "a": 2]
        #expect(Self.problems(form).count == 4)
    }

    @Test func whatIsNoJSONIsSaidAtItsByte() {
        guard case .failure(let problems) = ProviderDocument.read(Array("{,}".utf8)) else {
            Issue.record("it was read")
            return
        }
        #expect(problems.all.map(\.description).joined().hasPrefix("no JSON: "))
        #expect(problems.all.map(\.description).joined().hasSuffix("at byte 1"))
    }
}
