// SPDX-License-Identifier: Apache-2.0

import BurnhamCatalog
import BurnhamCore
import JSONSchema
import Testing
import Values
import YAMLSource

/// What a catalog's own services, providers and ids say in the schemas for editors.
@Suite struct ServiceSchemaTests {
    private static let schemas: EditorSchemas = {
        let (catalog, diagnostics) = SmallCity.load([])
        precondition(diagnostics.isEmpty)
        return EditorSchemas(catalog, providers: [SmallCity.notes]) { "size \($0.id.value)" }
    }()

    private static let good =
        "{kind: Subscription, id: s, department: d1, service: note, tier: one"
        + ", parameters: {name: s, size: 7}, data: {level: internal}}"

    /// In the schema of the service, in that of subscriptions, and in that of all documents.
    private static let places: [EditorSchemas.Name] = [
        .service("note"), .kind(.subscription), .catalog,
    ]

    @Test(arguments: places) func whatALoadTakesIsTaken(name: EditorSchemas.Name) throws {
        #expect(try violations(name, Self.good) == [])
    }

    private static let mistakes = [
        ("tier: one", "tier: three"), ("tier: one", "tier: 1"), ("tier: one, ", ""),
        ("size: 7", "size: 100"), ("size: 7", "size: much"), ("name: s, ", ""),
        (", parameters: {name: s, size: 7}", ""), ("level: internal", "level: restricted"),
        ("level: internal", "level: internal, regimes: [hipaa]"), ("id: s", "id: S"),
        ("id: s", "idd: s"), ("department: d1", "department: d2"),
        ("service: note", "service: nothing"), ("kind: Subscription", "kind: Subscripton"),
    ]

    @Test(arguments: places, mistakes)
    func aMistakeIsRefused(name: EditorSchemas.Name, mistake: (String, String)) throws {
        let text = Self.good.replacing(mistake.0, with: mistake.1, maxReplacements: 1)
        try #require(text != Self.good)
        #expect(try violations(name, text) != [], "\(mistake)")
    }

    @Test func theSchemaOfAServiceIsOfThatServiceAlone() throws {
        let other = Self.good.replacing("service: note", with: "service: copy")
        #expect(try violations(.kind(.subscription), other) == [])
        #expect(try violations(.service("note"), other) != [])
    }

    @Test func tiersAreDescribed() throws {
        let schema = try #require(Self.schemas.schema(.service("note")))
        let tier = schema["properties"]?["tier"]
        #expect(tier?["enum"] == ["one"])
        #expect(tier?["enumDescriptions"] == ["size one"])
    }

    @Test func targetsAndResourcesAreOfWhatThereIs() throws {
        let environment = "{kind: Environment, id: e, name: E, targets: {t: {provider: notes}}}"
        #expect(try violations(.kind(.environment), environment) == [])
        let unknown = environment.replacing("provider: notes", with: "provider: notse")
        #expect(try violations(.kind(.environment), unknown) != [])
        let template =
            "{kind: Template, id: t, resources: {r: {type: test.note, attributes: {name: \"${1}\"}}}}"
        #expect(try violations(.kind(.template), template) == [])
        for (right, wrong) in [("name:", "nmae:"), ("test.note", "test.none"), ("r:", "R:")] {
            #expect(
                try violations(.kind(.template), template.replacing(right, with: wrong)) != [])
        }
    }

    @Test func thereIsOneOfEachKindOneOfEachServiceAndOneOfAll() {
        let names = Self.schemas.names
        #expect(names.count == FieldTableTests.kinds.count + 2 + 1)
        for name in names {
            #expect(Self.schemas.schema(name) != nil, "\(name)")
            #expect(EditorSchemas.Name(name.text) == name)
        }
        #expect(Self.schemas.schema(.kind(.request)) == nil)
        #expect(Self.schemas.schema(.service("nothing")) == nil)
    }

    private func violations(_ name: EditorSchemas.Name, _ text: String) throws -> [String] {
        let document = try #require(YAMLSource.parse(Array(text.utf8)).documents.first)
        let schema = try #require(Self.schemas.schema(name))
        let compiled = try JSONSchema.compile(schema, options: .init(formats: .all)).get()
        return compiled.validate(document.value).map(\.message)
    }
}
