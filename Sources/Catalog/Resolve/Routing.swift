// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import CEL
import JSONSchema
package import Values
import YAMLSource

/// Finds the target of each resource type by the environment's routes. Where none matches, the only target
/// whose provider has the type takes it. It never changes once made.
final class Routing: Sendable {
    enum Outcome {
        case target(RoutedTarget)
        case skip(String)
        case none
    }

    /// A target with what resolving needs of it.
    struct RoutedTarget {
        let name: String
        let settings: Value
    }

    /// The variables that conditions name.
    let names: Set<String>
    private let routes: [(route: Environment.Route, condition: CompiledExpression?)]
    private let targets: [String: RoutedTarget]
    /// The only target for a type; nil where there are none or several.
    private let onlyTarget: [String: RoutedTarget]
    /// By type, where no condition has to be asked.
    private let fixed: [String: Outcome]
    let environment: CELEnvironment
    let diagnostics: [Diagnostic]
    let file: String

    init(_ request: ResolveRequest, _ types: [String: ResourceType]) {
        file = request.environment.head.file
        environment = CELEnvironment(
            declarations: ExpressionTypes.subscriptionDeclarations(parameters: .map(.string, .dyn)))
        var compiler = ExpressionCompiler(environment: environment, file: file)
        routes = request.environment.routes.map { route in
            (route, route.condition.flatMap { compiler.raw($0, expecting: .bool) })
        }
        names = Set(routes.flatMap { $0.condition?.program.references.map(\.root) ?? [] })
        diagnostics = compiler.diagnostics
        let settings = TargetSettings.filled(request.environment, request.providers)
        targets = settings.mapValues { RoutedTarget(name: $0.name, settings: $0.settings) }
        var only: [String: RoutedTarget] = [:]
        var several: Set<String> = []
        for target in request.environment.targets {
            guard
                let provider = request.providers.first(where: { $0.name == target.provider.value }),
                let routed = targets[target.name.value]
            else { continue }
            for type in provider.types {
                if only[type.name] != nil { several.insert(type.name) }
                only[type.name] = routed
            }
        }
        let onlyTarget = only.filter { !several.contains($0.key) }
        self.onlyTarget = onlyTarget
        fixed = types.keys.reduce(into: [:]) { [routes, targets] fixed, type in
            let first = routes.first { $0.route.names(type) }
            guard first?.condition == nil else { return }
            fixed[type] =
                first.map { Self.outcome(of: $0.route, targets) }
                ?? onlyTarget[type].map { .target($0) } ?? Outcome.none
        }
    }

    /// `values` are those of the variables.
    func outcome(for type: String, _ values: Fields<Value>) -> Result<Outcome, RouteFailure> {
        if let outcome = fixed[type] { return .success(outcome) }
        for (route, condition) in routes where route.names(type) {
            if let condition {
                switch condition.program.evaluate(activation(values)) {
                case .success(.bool(true)): break
                case .success: continue
                case .failure(let error):
                    return .failure(RouteFailure(error: error, condition: condition))
                }
            }
            return .success(Self.outcome(of: route, targets))
        }
        return .success(onlyTarget[type].map { .target($0) } ?? .none)
    }

    private func activation(_ values: Fields<Value>) -> CELActivation {
        var activation = CELActivation(environment)
        for (variable, value) in values { activation[variable] = CELValue(value) }
        return activation
    }

    private static func outcome(
        of route: Environment.Route, _ targets: [String: RoutedTarget]
    ) -> Outcome {
        switch route.destination {
        case .skip(let reason): .skip(reason)
        case .target(let name): targets[name.value].map { .target($0) } ?? .none
        }
    }

    struct RouteFailure: Error {
        let error: CELError
        let condition: CompiledExpression
    }
}

/// The settings of an environment's targets with their providers' defaults.
package enum TargetSettings {
    package typealias Filled = (name: String, provider: Provider, settings: Value)

    package static func filled(
        _ environment: Environment, _ providers: [Provider]
    ) -> [String: Filled] {
        var filled: [String: Filled] = [:]
        for target in environment.targets {
            guard let provider = providers.first(where: { $0.name == target.provider.value }),
                case .success(let schema) = JSONSchema.compile(
                    provider.settingsSchema, options: .init())
            else { continue }
            let settings = schema.fillingDefaults(target.settings?.value ?? [:])
            filled[target.name.value] = (target.name.value, provider, settings)
        }
        return filled
    }
}
