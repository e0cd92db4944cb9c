// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import CEL
import ParallelWork
package import Values

/// The policies of a loaded catalog, compiled, and what they say of it and of a plan's changes. It reads no clock: the
/// day is the load's. Judging is shared out among all cores; the answer does not depend on how.
package struct PolicySet: Sendable {
    let policies: [CompiledPolicy]
    let values: PolicyValues
    private let catalog: Catalog
    private let types: [String: ResourceType]
    private let today: CalendarDate

    private static let sliceCount = 128

    /// Nil where the catalog has none. A policy that is wrong is left out: the load has told of it.
    package init?(_ catalog: Catalog, load: LoadRequest) {
        guard !catalog.policies.isEmpty else { return nil }
        var compiler = PolicyCompiler(catalog, providers: load.providers)
        policies = catalog.policies.values.sorted {
            $0.head.id.value.precedesByBytes($1.head.id.value)
        }.compactMap { compiler.compile($0) }
        values = PolicyValues(catalog, today: load.today)
        self.catalog = catalog
        types = Dictionary(
            load.providers.flatMap { $0.types.map { ($0.name, $0) } }, uniquingKeysWith: { $1 })
        today = load.today
    }

    /// As the city sets them, with the defaults of what it does not.
    package func parameters(of policy: String) -> Value? {
        policies.first { $0.policy.head.id.value == policy }?.parameters
    }

    /// Rules about one kind of thing, and the values that are the same for all of them.
    private struct Bench: Sendable {
        let rules: [CompiledRule]
        let frame: PolicyFrame
        let activation: CELActivation
        let variables: Set<PolicyVariable>

        func rules(service: String, type: String?) -> [CompiledRule] {
            rules.filter { $0.isAbout(service: service, type: type) }
        }
    }

    private func bench(_ subject: PolicyRule.Subject, _ environment: String? = nil) -> Bench? {
        let rules = policies.flatMap(\.rules).filter { $0.rule.scope.subject == subject }
        guard !rules.isEmpty else { return nil }
        let frame = PolicyFrame.of(subject)
        let variables = rules.reduce(into: Set<PolicyVariable>()) { $0.formUnion($1.variables) }
        var activation = CELActivation(frame.environment)
        for variable in variables {
            guard let slot = frame.slots[variable] else { continue }
            activation[slot] = values.shared(variable)
        }
        if let environment, let slot = frame.slots[.environment] {
            activation[slot] = CELValue(["id": .string(environment)])
        }
        return Bench(rules: rules, frame: frame, activation: activation, variables: variables)
    }

    private func judge(
        _ rules: [CompiledRule], _ subject: Judgement.Subject, _ frame: PolicyFrame,
        _ activation: inout CELActivation
    ) -> [Judgement] {
        var found: [Judgement] = []
        for rule in rules {
            if let slot = frame.slots[.policy] { activation[slot] = rule.parameters }
            let verdict = rule.verdict(activation)
            if let judgement = Judgement(verdict, of: rule, on: subject, today: today) {
                found.append(judgement)
            }
        }
        return found
    }

    // MARK: The catalog

    /// What rules about the catalog, its services and its subscriptions say, in a fixed order.
    package func judgeCatalog() -> [Judgement] {
        judgeWhole() + judgeServices() + judgeSubscriptions()
    }

    private func judgeWhole() -> [Judgement] {
        guard let bench = bench(.catalog) else { return [] }
        var activation = bench.activation
        if bench.variables.contains(.subscriptions), let slot = bench.frame.slots[.subscriptions] {
            activation[slot] = values.subscriptions()
        }
        return judge(
            bench.rules,
            Judgement.Subject(
                name: "catalog", department: nil, place: catalog.city?.head.idPlace,
                aliases: ["catalog"]), bench.frame, &activation)
    }

    private func judgeServices() -> [Judgement] {
        guard let bench = bench(.service) else { return [] }
        let services = catalog.services.values.sorted {
            $0.head.id.value.precedesByBytes($1.head.id.value)
        }
        var activation = bench.activation
        return services.flatMap { service in
            let id = service.head.id.value
            if let slot = bench.frame.slots[.service] { activation[slot] = values.service(id) }
            return judge(
                bench.rules(service: id, type: nil),
                Judgement.Subject(
                    name: id, department: nil, place: service.head.idPlace, aliases: [id]),
                bench.frame, &activation)
        }
    }

    /// Those that the day has ended are not looked at: nothing of them is asked for.
    private func judgeSubscriptions() -> [Judgement] {
        guard let bench = bench(.subscription) else { return [] }
        let subscriptions = catalog.subscriptions.filter { subscription in
            subscription.keeping.expires.map { $0.value >= today } ?? true
        }
        let byService = Dictionary(
            uniqueKeysWithValues: catalog.services.keys.map {
                ($0, bench.rules(service: $0, type: nil))
            })
        let slices = subscriptions.slices(of: Self.sliceCount)
        return onAllCores(slices.count) { slice in
            var activation = bench.activation
            return subscriptions[slices[slice]].flatMap { subscription -> [Judgement] in
                let rules = byService[subscription.service.value] ?? []
                guard !rules.isEmpty else { return [] }
                set(bench, subscription, &activation)
                return judge(rules, .init(subscription), bench.frame, &activation)
            }
        }.flatMap(\.self)
    }

    private func set(
        _ bench: Bench, _ subscription: Subscription, _ activation: inout CELActivation
    ) {
        for variable in bench.variables {
            if let slot = bench.frame.slots[variable],
                let value = values.value(of: variable, for: subscription)
            {
                activation[slot] = value
            }
        }
    }

    // MARK: Resources and changes

    /// What rules about resources say of those of one environment, which are sorted by address.
    package func judge(_ resources: [Resource], in environment: String) -> [Judgement] {
        guard let bench = bench(.resource, environment) else { return [] }
        let slices = resources.slices(of: Self.sliceCount)
        return onAllCores(slices.count) { slice in
            judge(resources[slices[slice]], bench)
        }.flatMap(\.self)
    }

    private func judge(_ resources: ArraySlice<Resource>, _ bench: Bench) -> [Judgement] {
        var activation = bench.activation
        var last: (path: Substring, subscription: Subscription?) = ("", nil)
        var found: [Judgement] = []
        for resource in resources {
            let rules = bench.rules(service: resource.origin.service, type: resource.type)
            guard !rules.isEmpty, let type = types[resource.type] else { continue }
            let path = resource.address.subscription
            if path != last.path {
                last = (path, catalog.subscription(String(path)))
                if let subscription = last.subscription { set(bench, subscription, &activation) }
            }
            if let slot = bench.frame.slots[.resource] {
                activation[slot] = PolicyValues.resource(resource, type)
            }
            let subject = Judgement.Subject(resource.address, last.subscription)
            found += judge(rules, subject, bench.frame, &activation)
        }
        return found
    }

    /// What rules about changes say of what an apply would do.
    package func judge(_ changes: [Change], in environment: String) -> [Judgement] {
        guard let bench = bench(.change, environment) else { return [] }
        let slices = changes.slices(of: Self.sliceCount)
        return onAllCores(slices.count) { slice in
            var activation = bench.activation
            return changes[slices[slice]].flatMap { change -> [Judgement] in
                let rules = bench.rules(
                    service: change.keeping.origin.service, type: change.object.type)
                guard change.kind.isChange, !rules.isEmpty else { return [] }
                if let slot = bench.frame.slots[.change] {
                    activation[slot] = CELValue(PolicyValues.change(change))
                }
                let subscription = catalog.subscription(String(change.address.subscription))
                return judge(
                    rules, .init(change.address, subscription), bench.frame, &activation)
            }
        }.flatMap(\.self)
    }
}

extension Judgement.Subject {
    init(_ subscription: Subscription) {
        self.init(
            name: subscription.path, department: subscription.department.value,
            place: subscription.head.idPlace, aliases: [subscription.path])
    }

    /// Of a resource or a change; there is no subscription any more for what is taken away.
    init(_ address: Address, _ subscription: Subscription?) {
        self.init(
            name: address.text, department: String(address.department),
            place: subscription?.head.idPlace,
            aliases: [address.text, String(address.subscription)])
    }
}
