// SPDX-License-Identifier: Apache-2.0

import BurnhamCatalog
import BurnhamCore
import Testing
import Values

/// A city of one department with as many subscriptions as a test wants, on one target of notes.
enum SmallCity {
    static func id(_ number: Int) -> String {
        let digits = String(number)
        return "n" + String(repeating: "0", count: 5 - digits.count) + digits
    }

    static func file(of number: Int) -> String { name(number) }

    /// `name` without a hyphen at its end is the name of the note; `id` is that name where it is not stated.
    static func subscription(
        _ name: String, id: String? = nil, size: Int, service: String = "note"
    ) -> String {
        let note = name.hasSuffix("-") ? String(name.dropLast()) : name
        return
            "kind: Subscription\nid: \(id ?? note)\ndepartment: d1\nservice: \(service)\ntier: one\n"
            + "parameters: {name: \(note), size: \(size)}\n"
    }

    static func load(_ subscriptions: [String]) -> (catalog: Catalog, diagnostics: [Diagnostic]) {
        CatalogLoader(request(subscriptions)).load()
    }

    static func policies(
        _ documents: [String], ruleCostMax: Int = RuleShare.standardCostMax
    ) -> PolicySet? {
        let load = request(documents)
        return PolicySet(
            CatalogLoader(load).load().catalog, load: load, ruleCostMax: ruleCostMax)
    }

    static func resolve(_ catalog: Catalog) throws -> Resolution {
        let environment = try #require(catalog.environments["local"])
        return Resolver.resolve(
            ResolveRequest(catalog: catalog, environment: environment, load: request([])))
    }

    private static func request(_ subscriptions: [String]) -> LoadRequest {
        let texts = [city, service("note"), service("copy"), template, copyTemplate]
        let fixed = texts.enumerated().map { file("catalog/a\($0).yaml", $1) }
        let stated = subscriptions.enumerated().map { file(name($0), $1) }
        return LoadRequest(
            files: fixed + stated,
            documents: ["note.mustache": file("templates/files/note.mustache", document)],
            providers: [notes], snapshots: [], today: CalendarDate(daysSinceEpoch: 20_634))
    }

    private static func name(_ number: Int) -> String {
        "catalog/subscriptions/\(id(number)).yaml"
    }

    private static func file(_ path: String, _ text: String) -> CatalogFile {
        CatalogFile(path: path, root: 0, bytes: Array(text.utf8))
    }

    private static let city = """
        kind: City
        id: small
        name: Small
        domain: city.example
        time_zone: America/Chicago
        ---
        kind: Environment
        id: local
        name: Local
        targets: {notes: {provider: notes}}
        ---
        kind: Department
        id: d1
        number: "1"
        name: Department 1
        """

    private static func service(_ id: String) -> String {
        """
        kind: Service
        id: \(id)
        name: Note
        summary: A note.
        owner: {team: notes, contact: notes@city.example}
        category: Storage
        lifecycle: {state: production, since: 2026-01-01}
        data: {ceiling: internal}
        tiers: {one: {}}
        parameters:
          type: object
          required: [name]
          properties: {name: {type: string}, size: {type: integer, maximum: 99, default: 5}}
        template: \(id)
        examples: [{tier: one, parameters: {name: example}}]
        """
    }

    private static let template = """
        kind: Template
        id: note
        resources:
          note:
            type: test.note
            attributes: {name: "${parameters.name}"}
            documents: {text: note.mustache}
        outputs:
          name: {value: "${resources.note.name}", help: What it is called}
        """

    private static let copyTemplate = """
        kind: Template
        id: copy
        resources:
          note:
            type: test.note
            attributes: {name: "${parameters.name}", text: "a copy of ${uses.other.name}"}
        """

    private static let document =
        "{{department.name}} has {{parameters.size}} of {{parameters.name}}"

    static let notes = Provider(
        name: "notes", summary: "Notes of tests.",
        types: [
            ResourceType(
                name: "test.note", summary: "A note.",
                attributes: [
                    AttributeSchema(
                        "name", schema: ["type": "string"], [.required, .identity],
                        summary: "Its name."),
                    AttributeSchema(
                        "text", schema: ["type": "string"], [.required, .document],
                        summary: "Its text."),
                    AttributeSchema(
                        "serial", .computed, schema: ["type": "string"], summary: "Its number."),
                ],
                removal: .init(.delete),
                functions: .init(identity: { attributes, _ in attributes["name"]?.string ?? "" }))
        ],
        settings: Provider.Settings(schema: ["type": "object"], limits: TargetLimits()),
        makeObserver: { _ in fatalError("resolving observes nothing") },
        makePerformer: { _ in fatalError("resolving performs nothing") })
}
