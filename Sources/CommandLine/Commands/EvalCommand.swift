// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BurnhamCatalog
import BurnhamCore
import CEL
import Foundation
import Values
import YAMLSource

/// `eval`: evaluates a CEL expression against the catalog, or a stream of them with their own bindings.
struct EvalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval",
        abstract: "Evaluates an expression (CEL) against the catalog.",
        discussion: """
            Variables: city, departments, services, subscriptions, people, facilities, each a map by id. \
            With --batch it reads JSON lines {"expr": ..., "bindings": {...}, "container": ...} from standard \
            input and answers {"value": ..., "type": ...} or {"error": ...} for each, in order, without a \
            catalog. With --typed both are in the notation of the conformance cases; \
            docs/reference/expressions.md has it.
            """)

    @Argument(help: "The expression.")
    var expression: String?

    @Flag(help: "Read expressions as JSON lines from standard input.")
    var batch = false

    @Flag(help: "With --batch: values with their types, declarations, and the phase of an error.")
    var typed = false

    @Option(
        help: ArgumentHelp(
            "How many levels an expression may nest, at most \(CELLimits().depthMax).",
            valueName: "levels"))
    var depthMax = CELLimits().depthMax

    @OptionGroup var options: CatalogOptions

    func validate() throws {
        if batch == (expression != nil) {
            throw ValidationError("`eval` takes an expression, or `--batch`")
        }
        if typed, !batch { throw ValidationError("`--typed` is a form of `--batch`") }
        guard (1...CELLimits().depthMax).contains(depthMax) else {
            throw ValidationError(
                "`--depth-max` is between 1 and \(CELLimits().depthMax), which the stack holds")
        }
    }

    func run() async throws {
        let console = options.view.console
        let limits = CELLimits(depthMax: depthMax)
        try await reporting(console) {
            if batch {
                JSONLines.answer(on: console) { [typed] in
                    typed
                        ? CELRequest.answer(to: $0, limits: limits)
                        : BatchEvaluation.answer(to: $0, limits)
                }
            } else if let expression {
                let workspace = try Workspace.load(options, now: SystemClock.now())
                let evaluation = BatchEvaluation(
                    bindings: CatalogBindings.bindings(workspace.catalog), limits: limits)
                let answer = evaluation.answer(expression)
                if let error = answer["error"]?.string {
                    throw CommandFailure(.wrongInput, error)
                }
                console.line(CanonicalJSON.text(of: answer["value"] ?? .null))
            }
        }
    }
}

/// Expressions with plain JSON bindings, and their answers as JSON.
struct BatchEvaluation {
    let bindings: Fields<Value>
    var container = ""
    let limits: CELLimits

    static func answer(to request: Value, _ limits: CELLimits) -> Value {
        guard let expression = request["expr"]?.string else {
            return failed("the line has no text `expr`")
        }
        guard let bindings = (request["bindings"] ?? [:]).object else {
            return failed("`bindings` is an object")
        }
        return BatchEvaluation(
            bindings: bindings, container: request["container"]?.string ?? "", limits: limits
        ).answer(expression)
    }

    func answer(_ expression: String) -> Value {
        let environment = CELEnvironment(
            container: container, declarations: bindings.keys.map { CELDeclaration($0) },
            limits: limits)
        let program: CELProgram
        switch environment.compile(expression) {
        case .success(let compiled): program = compiled
        case .failure(let issues):
            return Self.failed("\(issues.first.message) (byte \(issues.first.range.lowerBound))")
        }
        var activation = CELActivation(environment)
        for (name, value) in bindings { activation[name] = CELValue(value) }
        switch program.evaluate(activation) {
        case .failure(let error): return Self.failed(error.message)
        case .success(let value):
            guard let plain = Self.plain(value) else {
                return Self.failed("the value has no JSON form")
            }
            return ["value": plain, "type": .string(value.runtimeType.name)]
        }
    }

    /// A type is shown by its name; an unsigned integer beyond what JSON readers keep as text.
    private static func plain(_ value: CELValue) -> Value? {
        switch value {
        case .type(let type): .string(type.name)
        case .uint(let number):
            Int64(exactly: number).map { .int($0) } ?? .string(number.description)
        case .double(let number) where !number.isFinite:
            .string(number.isNaN ? "NaN" : number < 0 ? "-Infinity" : "Infinity")
        case .optional(nil): .null
        default: value.plain()
        }
    }

    private static func failed(_ message: String) -> Value { ["error": .string(message)] }
}

/// The catalog as expressions of `eval` see it.
enum CatalogBindings {
    static func bindings(_ catalog: Catalog) -> Fields<Value> {
        [
            "city": catalog.city.map(city) ?? .null,
            "departments": map(catalog.departments.mapValues(department)),
            "services": map(catalog.services.mapValues(service)),
            "subscriptions": .object(
                Fields(catalog.subscriptions.map { ($0.path, subscription($0)) })),
            "people": map(catalog.people.mapValues(person)),
            "facilities": map(
                catalog.facilities.mapValues {
                    ["id": .string($0.head.id.value), "name": .string($0.name.text())]
                }),
        ]
    }

    private static func map(_ values: [String: Value]) -> Value {
        .object(Fields(values.map { ($0.key, $0.value) }))
    }

    private static func city(_ city: City) -> Value {
        [
            "id": .string(city.head.id.value), "name": .string(city.name.text()),
            "domain": .string(city.domain),
        ]
    }

    private static func department(_ department: Department) -> Value {
        [
            "id": .string(department.head.id.value), "number": .string(department.number),
            "name": .string(department.name.text()),
            "independence": .string(department.independence.rawValue),
        ]
    }

    private static func service(_ service: Service) -> Value {
        [
            "id": .string(service.head.id.value), "name": .string(service.name.text()),
            "category": .string(service.category),
            "state": .string(service.lifecycle.state.rawValue),
            "tiers": .list(service.tiers.map { .string($0.id.value) }),
            "ceiling": .string(service.data.level.value.name),
        ]
    }

    private static func subscription(_ subscription: Subscription) -> Value {
        [
            "id": .string(subscription.head.id.value),
            "department": .string(subscription.department.value),
            "service": .string(subscription.service.value),
            "tier": .string(subscription.tier.value),
            "parameters": subscription.parameters?.value ?? [:],
            "owners": .list(subscription.owners.map { .string($0.value) }),
        ]
    }

    private static func person(_ person: Person) -> Value {
        [
            "id": .string(person.id), "department": .string(person.department),
            "type": .string(person.kind.rawValue), "status": .string(person.status.rawValue),
        ]
    }
}
