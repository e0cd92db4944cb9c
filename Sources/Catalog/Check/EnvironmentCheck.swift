// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import JSONSchema
import Values
import YAMLSource

/// Whether environments name providers that there are, settings that these take, and targets of their own.
struct EnvironmentCheck {
    private let providers: [String: Provider]
    private var diagnostics: [Diagnostic] = []

    static func diagnostics(_ gathering: CatalogGathering, _ request: LoadRequest) -> [Diagnostic] {
        var check = EnvironmentCheck(request.providers)
        for environment in gathering.all(\.environments) { check.check(environment) }
        return check.diagnostics
    }

    private init(_ providers: [Provider]) {
        self.providers = Dictionary(
            providers.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// What stands in `.burnham/` beside the folders of environments.
    private static let takenNames: Set<String> = ["schemas", "snapshots"]

    private mutating func check(_ environment: Environment) {
        let id = environment.head.id.value
        if Self.takenNames.contains(id) {
            diagnostics.append(
                Diagnostic(
                    .badID,
                    "no environment can be named `\(id)`: `.burnham/\(id)` holds something else",
                    at: environment.head.idPlace))
        }
        for target in environment.targets { check(target, environment.head) }
        let names = environment.targets.map(\.name.value)
        let types = providers.values.flatMap { $0.types.map(\.name) }
        for route in environment.routes {
            for type in route.types where !types.contains(where: { route.names($0) }) {
                diagnostics.append(
                    Diagnostic(
                        .unknownResourceType, "no provider has resource type `\(type.value)`",
                        at: environment.head.place(type.span),
                        help: nearestName(to: type.value, among: types).map {
                            "a type with a similar name exists: `\($0)`"
                        }))
            }
            if case .target(let target) = route.destination, !names.contains(target.value) {
                diagnostics.append(
                    Diagnostic(
                        .unknownReference,
                        "environment `\(environment.head.id.value)` has no target `\(target.value)`",
                        at: environment.head.place(target.span),
                        help: nearestName(to: target.value, among: names).map {
                            "a target with a similar name exists: `\($0)`"
                        }))
            }
        }
    }

    private mutating func check(_ target: EnvironmentTarget, _ head: DocumentHead) {
        guard let provider = providers[target.provider.value] else {
            diagnostics.append(
                Diagnostic(
                    .unknownProvider, "no provider named `\(target.provider.value)`",
                    at: head.place(target.provider.span),
                    help: nearestName(to: target.provider.value, among: providers.keys).map {
                        "a provider with a similar name exists: `\($0)`"
                    }))
            return
        }
        for (type, _) in target.manageByType where provider.types.allSatisfy({ $0.name != type }) {
            diagnostics.append(
                Diagnostic(
                    .unknownResourceType,
                    "provider `\(provider.name)` has no resource type `\(type)`",
                    at: head.place(target.name.span)))
        }
        checkSettings(target, provider, head)
    }

    private mutating func checkSettings(
        _ target: EnvironmentTarget, _ provider: Provider, _ head: DocumentHead
    ) {
        let span = target.settings?.span ?? target.name.span
        let settings = target.settings?.value ?? [:]
        guard let schema = try? JSONSchema.compile(provider.settingsSchema, options: .init()).get()
        else {
            preconditionFailure(
                "the settings' schema of \(provider.name) is none; this is a bug in burnham")
        }
        let violations = schema.validate(settings)
        for violation in violations {
            diagnostics.append(
                Diagnostic(
                    .badSettings, violation.message,
                    at: head.place(
                        target.settings.map { violation.span(in: $0) } ?? span),
                    help: violation.suggestion.map { "a similar name: `\($0)`" }))
        }
        guard violations.isEmpty else { return }
        for problem in provider.settingsProblems(schema.fillingDefaults(settings)) {
            diagnostics.append(
                Diagnostic(
                    .badSettings, "`\(problem.attribute)`: \(problem.message)",
                    at: head.place(span), help: problem.help))
        }
    }
}
