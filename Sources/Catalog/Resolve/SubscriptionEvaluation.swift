// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CEL
import Values
import YAMLSource

/// Evaluates subscriptions one after the other, those that others use first, and gathers their resources.
struct SubscriptionEvaluation: Sendable {
    /// What one subscription offers to those that use it.
    struct Outputs: Sendable {
        var values: Attributes
        var dependsOn: [Address]
    }

    private let request: ResolveRequest
    private let routing: Routing
    private let variables: SubscriptionVariables
    /// Paths of subscriptions that others use: their outputs are kept.
    private let used: Set<String>
    private(set) var found = EvaluationFindings()

    init(request: ResolveRequest, schemas: ServiceSchemas, routing: Routing, used: Set<String>) {
        self.request = request
        self.routing = routing
        self.used = used
        variables = SubscriptionVariables(request, schemas)
    }

    /// What evaluating others found.
    mutating func add(_ parts: [EvaluationFindings]) {
        found.reserve(parts.reduce(0) { $0 + $1.resources.count })
        for part in parts { found.add(part) }
    }

    /// `frames` are by service.
    mutating func evaluate(
        _ subscriptions: ArraySlice<Subscription>, _ frames: [String: TemplateFrame]
    ) {
        found.reserve(subscriptions.count)
        for subscription in subscriptions {
            guard let service = request.catalog.services[subscription.service.value],
                let frame = frames[subscription.service.value]
            else { continue }
            evaluate(subscription, service, frame)
        }
    }

    private mutating func evaluate(
        _ subscription: Subscription, _ service: Service, _ frame: TemplateFrame
    ) {
        let values = Fields(
            entries: frame.variables.map { place in
                (
                    place.variable.rawValue,
                    variables.value(of: place.variable, for: subscription, service)
                )
            })
        var scope = EvaluationScope(
            subscription: subscription, service: service, frame: frame, values: values,
            uses: usable(subscription))
        scope.agree(on: charges(subscription), until: lastDay(of: subscription))
        found.terms.append((subscription, scope.terms))
        checkNames(subscription, frame.template)
        let first = found.resources.count
        for resource in frame.template.resources { evaluate(resource, &scope) }
        found.sortResources(from: first)
        let outputs = outputs(frame.template, &scope)
        if used.contains(subscription.path) { found.outputs[subscription.path] = outputs }
        found.diagnostics += scope.diagnostics
    }

    /// Who pays: whom the subscription names, else whom its department does.
    private func charges(_ subscription: Subscription) -> [Charge] {
        guard subscription.charges.isEmpty else { return subscription.charges }
        return request.catalog.departments[subscription.department.value]?.charges ?? []
    }

    private func lastDay(of subscription: Subscription) -> CalendarDate? {
        let department = request.catalog.departments[subscription.department.value]
        return [subscription.keeping.expires?.value, department?.until].compactMap(\.self).min()
    }

    /// A name for a resource that the template has not would say nothing.
    private mutating func checkNames(_ subscription: Subscription, _ template: CompiledTemplate) {
        for entry in subscription.links.names?.mapping ?? [] {
            let name = String(entry.keyText.prefix { $0 != "[" })
            guard template.place(of: name) == nil else { continue }
            let id = template.template.head.id.value
            found.diagnostics.append(
                Diagnostic(
                    .unknownReference, "template `\(id)` has no resource `\(name)`",
                    at: subscription.head.place(entry.key.span),
                    help: nearestName(to: name, among: template.resources.map(\.name)).map {
                        "a resource with a similar name exists: `\($0)`"
                    }))
        }
    }

    /// The outputs of what a subscription uses, by local name.
    private func usable(_ subscription: Subscription) -> Fields<Outputs> {
        Fields(
            subscription.links.uses.map {
                ($0.key, found.outputs[$0.value.value] ?? Outputs(values: [:], dependsOn: []))
            })
    }

    private mutating func outputs(
        _ template: CompiledTemplate, _ scope: inout EvaluationScope
    ) -> Outputs {
        var values: [Attributes.Entry] = []
        var dependsOn: [Address] = []
        for output in template.outputs where !scope.hasLost(anyOf: output.dependsOn) {
            guard let value = scope.evaluate(output.value, for: output.name) else { continue }
            values.append((output.name, value))
            for name in output.dependsOn { dependsOn += scope.addresses[name] ?? [] }
        }
        return Outputs(values: Attributes(entries: values), dependsOn: dependsOn.sortedOnce())
    }

    // MARK: Resources

    private mutating func evaluate(
        _ resource: CompiledResource, _ scope: inout EvaluationScope
    ) {
        guard !scope.hasLost(anyOf: resource.dependsOn) else { return scope.lose(resource.name) }
        if let condition = resource.condition {
            guard case .bool(let isWanted)? = scope.value(of: condition) else {
                return scope.lose(resource.name)
            }
            guard isWanted else { return }
        }
        guard let route = route(resource, scope) else { return scope.lose(resource.name) }
        guard let forEach = resource.forEach else {
            build(resource, key: nil, each: nil, route, &scope)
            return
        }
        guard let value = scope.value(of: forEach) else { return scope.lose(resource.name) }
        guard let items = EachItems(value) else {
            scope.report(
                .badKey, "`for_each` is a map, or a list of texts", at: forEach.place(nil))
            return scope.lose(resource.name)
        }
        for (key, each) in items.items {
            guard key.isForEachKey else {
                scope.report(
                    .badKey, "a key of `for_each` has characters other than A-Z a-z 0-9 . _ @ -",
                    at: forEach.place(nil))
                continue
            }
            build(resource, key: key, each: each, route, &scope)
        }
        scope.finishEach(resource)
    }

    private mutating func build(
        _ resource: CompiledResource, key: String?, each: CELValue?, _ route: Routing.Outcome,
        _ scope: inout EvaluationScope
    ) {
        let subscription = scope.subscription
        let address = Address(
            department: subscription.department.value, subscription: subscription.head.id.value,
            resource: resource.name, key: key)
        switch route {
        case .none: return
        case .skip(let reason): found.skipped.append((address, reason))
        case .target(let target):
            scope.setEach(key: key, value: each)
            let builder = ResourceBuilder(
                resource: resource, address: address, key: key, target: target)
            if let built = builder.build(&scope, request) {
                found.resources.append(built.resource)
                found.sources.append(built.source)
                scope.add(built, resource, key: key)
            } else {
                scope.lose(resource.name)
            }
        }
    }

    private mutating func route(
        _ resource: CompiledResource, _ scope: EvaluationScope
    ) -> Routing.Outcome? {
        switch routing.outcome(for: resource.type.name, scope.values) {
        case .success(.none):
            let environment = request.environment.head
            found.diagnostics.append(
                Diagnostic(
                    .noRoute,
                    "environment `\(environment.id.value)` has no route for type `\(resource.type.name)`",
                    at: environment.idPlace
                ).relating(
                    resource.place,
                    "a resource of this type"))
            return nil
        case .success(let outcome): return outcome
        case .failure(let failure):
            found.diagnostics.append(
                Diagnostic(
                    .evaluationFailed, failure.error.message,
                    at: failure.condition.place(failure.error.range)))
            return nil
        }
    }
}

/// What came of evaluating some subscriptions: resources and, at the same index, where each comes from.
struct EvaluationFindings: Sendable {
    var resources: [Resource] = []
    var sources: [ResourceSource] = []
    var diagnostics: [Diagnostic] = []
    var skipped: [(address: Address, reason: String)] = []
    var terms: [(subscription: Subscription, terms: Terms?)] = []
    /// By the path of the subscription.
    var outputs: [String: SubscriptionEvaluation.Outputs] = [:]

    /// Room for so many more resources.
    mutating func reserve(_ count: Int) {
        resources.reserveCapacity(resources.count + count)
        sources.reserveCapacity(sources.count + count)
    }

    /// By address, from a place on: those of one subscription were made in the order in which they need each other.
    mutating func sortResources(from first: Int) {
        let places = first..<resources.count
        let isSorted = places.dropFirst().allSatisfy {
            resources[$0 - 1].address < resources[$0].address
        }
        guard !isSorted else { return }
        let order = places.sorted { resources[$0].address < resources[$1].address }
        resources.replaceSubrange(places, with: order.map { resources[$0] })
        sources.replaceSubrange(places, with: order.map { sources[$0] })
    }

    mutating func add(_ others: EvaluationFindings) {
        resources += others.resources
        sources += others.sources
        diagnostics += others.diagnostics
        skipped += others.skipped
        terms += others.terms
        outputs.merge(others.outputs) { first, _ in first }
    }
}

/// What a resource comes from, for what is found out later.
struct ResourceSource: Sendable {
    let resource: CompiledResource
    let subscription: Subscription
}

/// The keys and values of a `for_each`, in a fixed order.
struct EachItems {
    let items: [(key: String, value: CELValue)]

    init?(_ value: CELValue) {
        switch value {
        case .list(let list):
            var items: [(key: String, value: CELValue)] = []
            for item in list.items {
                guard case .string(let text) = item else { return nil }
                items.append((text, item))
            }
            self.items = items
        case .map(let map):
            guard let fields = map.fields else { return nil }
            items = fields.map { ($0.key, $0.value) }
        default: return nil
        }
    }
}

extension String {
    /// `[A-Za-z0-9._@-]`, at least one.
    fileprivate var isForEachKey: Bool {
        !isEmpty
            && utf8.allSatisfy {
                (0x61...0x7A).contains($0 | 0x20) && $0 >= 0x41 || (0x30...0x39).contains($0)
                    || $0 == 0x2E || $0 == 0x5F || $0 == 0x40 || $0 == 0x2D
            }
    }
}
