// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CEL
import ParallelWork
import Values

/// Resolves a catalog for one environment: every subscription through its service's template into resources
/// with stable addresses, and the edges between them. Pure: it reads and writes nothing.
package struct Resolver {
    private let request: ResolveRequest
    private let schemas: ServiceSchemas
    private let types: [String: ResourceType]
    private var templates: [String: CompiledTemplate] = [:]
    private var resolution = Resolution()

    package static func resolve(_ request: ResolveRequest) -> Resolution {
        var resolver = Resolver(request)
        resolver.compileTemplates()
        guard resolver.resolution.diagnostics.isEmpty else { return resolver.sorted() }
        resolver.resolveSubscriptions()
        return resolver.sorted()
    }

    private init(_ request: ResolveRequest) {
        self.request = request
        schemas = ServiceSchemas(request.catalog)
        types = Dictionary(
            request.providers.flatMap { $0.types.map { ($0.name, $0) } },
            uniquingKeysWith: { first, _ in first })
    }

    private func sorted() -> Resolution {
        var sorted = resolution
        sorted.diagnostics.sort(by: Diagnostic.precedes)
        sorted.diagnostics = RepeatedDiagnostics.said(
            once: sorted.diagnostics, in: request.catalog)
        return sorted
    }

    // MARK: Templates

    /// A template is compiled for each service that uses it: parameters have that service's types.
    private mutating func compileTemplates() {
        var schemasOfTypes: [String: TypeSchemas] = [:]
        for service in request.catalog.services.values.sorted(by: {
            $0.head.id.value < $1.head.id.value
        }) {
            resolution.diagnostics += TierCompiler.diagnostics(of: service)
            guard service.lifecycle.state != .retired, let name = service.template?.value,
                let template = request.catalog.templates[name]
            else { continue }
            schemasOfTypes.merge(
                TypeSchemas.ofResources(
                    in: template, types.filter { schemasOfTypes[$0.key] == nil })
            ) { known, _ in known }
            var compiler = TemplateCompiler(
                template, for: service, types: types, schemas: schemasOfTypes,
                documents: request.documents)
            templates[service.head.id.value] = compiler.compile()
            resolution.diagnostics += compiler.diagnostics.filter {
                !resolution.diagnostics.contains($0)
            }
        }
    }

    // MARK: Subscriptions

    private static let sliceCount = 128

    /// Those that use no other are evaluated on all cores, those that do after them in their order.
    private mutating func resolveSubscriptions() {
        let subscriptions = request.catalog.subscriptions.filter { isHere($0) }
        guard let order = order(of: subscriptions) else { return }
        let routing = Routing(request, types)
        let frames = frames(namedByRoutes: routing.names)
        let users = order.map { subscriptions[$0] }.filter { !$0.links.uses.isEmpty }
        var evaluation = SubscriptionEvaluation(
            request: request, schemas: schemas, routing: routing,
            used: Set(users.flatMap { $0.links.uses.values.map(\.value) }))
        resolution.examples = examples(evaluation, frames)
        let others = users.isEmpty ? subscriptions : subscriptions.filter { $0.links.uses.isEmpty }
        let slices = others.slices(of: Self.sliceCount)
        let found = onAllCores(slices.count) { [evaluation] slice in
            var part = evaluation
            part.evaluate(others[slices[slice]], frames)
            return part.found
        }
        evaluation.add(found)
        evaluation.evaluate(users[...], frames)
        resolution.diagnostics += routing.diagnostics + evaluation.found.diagnostics
        resolution.skipped = evaluation.found.skipped
        resolution.terms = evaluation.found.terms
        var linking = ResourceLinking(evaluation.found, types: types)
        resolution.diagnostics += linking.link()
        resolution.resources = linking.resources
    }

    /// Each evaluated and linked by itself.
    private func examples(
        _ evaluation: SubscriptionEvaluation, _ frames: [String: TemplateFrame]
    ) -> [Resolution.Example] {
        onAllCores(request.examples.count) { place in
            var alone = evaluation
            alone.evaluate(request.examples[place...place], frames)
            var linking = ResourceLinking(alone.found, types: types)
            let diagnostics = alone.found.diagnostics + linking.link()
            return Resolution.Example(
                diagnostics: diagnostics,
                isWhole: diagnostics.isEmpty && alone.found.skipped.isEmpty)
        }
    }

    /// By service.
    private func frames(namedByRoutes names: Set<String>) -> [String: TemplateFrame] {
        var frames: [String: TemplateFrame] = [:]
        for (id, template) in templates {
            guard let service = request.catalog.services[id] else { continue }
            frames[id] = TemplateFrame(
                template, tiers: TierCompiler.tiers(of: service, in: template),
                namedByRoutes: names)
        }
        return frames
    }

    /// In this environment, and not kept out by the day.
    private mutating func isHere(_ subscription: Subscription) -> Bool {
        let environments = subscription.keeping.environments
        let here = request.environment.head.id.value
        guard environments.isEmpty || environments.contains(where: { $0.value == here }) else {
            return false
        }
        if let last = subscription.keeping.expires?.value, last < request.today {
            resolution.left.append(subscription.path)
            return false
        }
        if let service = request.catalog.services[subscription.service.value],
            service.sunset(before: request.today) != nil,
            let recorded = request.recorded, !recorded.contains(subscription.path)
        {
            resolution.left.append(subscription.path)
            return false
        }
        return true
    }

    /// What others use comes before them.
    private mutating func order(of subscriptions: [Subscription]) -> [Int]? {
        let hasUses = subscriptions.contains { !$0.links.uses.isEmpty }
        guard hasUses else { return Array(subscriptions.indices) }
        let places = Dictionary(
            subscriptions.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { $1 })
        let edges = subscriptions.map { $0.links.uses.values.compactMap { places[$0.value] } }
        switch GraphOrder.order(edges) {
        case .success(let order): return order
        case .failure(let cycle):
            let paths = cycle.places.map { subscriptions[$0].path }
            resolution.diagnostics.append(
                Diagnostic(
                    .cycle,
                    "subscriptions use each other: \((paths + paths.prefix(1)).joined(separator: " → "))",
                    at: subscriptions[cycle.places[0]].head.idPlace))
            return nil
        }
    }
}
