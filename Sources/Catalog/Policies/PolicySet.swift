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
    /// Rules that look at people where nothing is known of any: they are not asked.
    package let unanswerable: [CompiledRule]
    private let asked: [CompiledRule]
    private let catalog: Catalog
    private let types: [String: ResourceType]
    private let today: CalendarDate
    private let ruleCostMax: Int

    private static let sliceCount = 128

    /// Nil where the catalog has none. A policy that is wrong is left out: the load has told of it.
    /// All evaluations of one rule in a pass cost no more than `ruleCostMax`, else it denies.
    package init?(
        _ catalog: Catalog, load: LoadRequest, ruleCostMax: Int = RuleShare.standardCostMax
    ) {
        guard !catalog.policies.isEmpty else { return nil }
        var compiler = PolicyCompiler(catalog, providers: load.providers)
        policies = catalog.policies.values.sorted {
            $0.head.id.value.precedesByBytes($1.head.id.value)
        }.compactMap { compiler.compile($0) }
        let rules = policies.flatMap(\.rules)
        unanswerable = catalog.lacksPeople ? rules.filter(\.looksAtPeople) : []
        asked = catalog.lacksPeople ? rules.filter { !$0.looksAtPeople } : rules
        values = PolicyValues(
            catalog, today: load.today,
            reading: asked.reduce(into: []) { $0.formUnion($1.variables) })
        self.catalog = catalog
        types = Dictionary(
            load.providers.flatMap { $0.types.map { ($0.name, $0) } }, uniquingKeysWith: { $1 })
        today = load.today
        self.ruleCostMax = ruleCostMax
    }

    /// With those, too, that no rule of this catalog looks at now.
    var allValues: PolicyValues {
        PolicyValues(catalog, today: today, reading: Set(PolicyVariable.allCases))
    }

    func words(for rule: CompiledRule) -> CaseWords {
        CaseWords(for: rule.rule, in: catalog, types: types.keys)
    }

    /// As the city sets them, with the defaults of what it does not.
    package func parameters(of policy: String) -> Value? {
        policies.first { $0.policy.head.id.value == policy }?.parameters
    }

    private func bench(_ subject: PolicyRule.Subject, _ environment: String? = nil) -> PolicyBench?
    {
        let rules = asked.filter { $0.subject == subject }
        guard !rules.isEmpty else { return nil }
        let shared = PolicyBench.Shared(
            today: today, environment: environment, ruleCostMax: ruleCostMax)
        return PolicyBench(rules, about: subject, values, shared)
    }

    // MARK: The catalog

    /// What rules about the catalog, its services and its subscriptions say, in a fixed order.
    package func judgeCatalog() -> [Judgement] {
        judgeWhole() + judgeServices() + judgeSubscriptions()
    }

    private func judgeWhole() -> [Judgement] {
        guard let bench = bench(.catalog) else { return [] }
        let panel = bench.panels.all()
        var activation = bench.activation
        if panel.variables.contains(.subscriptions) {
            bench.set(.subscriptions, values.subscriptions(), &activation)
        }
        return bench.settled(
            bench.judge(
                panel,
                Judgement.Subject(
                    name: "catalog", department: nil, subscription: nil,
                    place: catalog.city?.head.idPlace, aliases: ["catalog"]), &activation))
    }

    private func judgeServices() -> [Judgement] {
        guard let bench = bench(.service) else { return [] }
        let services = catalog.services.values.sorted {
            $0.head.id.value.precedesByBytes($1.head.id.value)
        }
        var activation = bench.activation
        var panels = bench.panels
        return bench.settled(
            services.flatMap { service in
                let id = service.head.id.value
                bench.set(.service, values.service(id), &activation)
                return bench.judge(
                    panels.panel(service: id, type: nil),
                    Judgement.Subject(
                        name: id, department: nil, subscription: nil, place: service.head.idPlace,
                        aliases: [id]), &activation)
            })
    }

    /// Those that the day has ended are not looked at: nothing of them is asked for.
    private func judgeSubscriptions() -> [Judgement] {
        guard let bench = bench(.subscription) else { return [] }
        let subscriptions = catalog.subscriptions.filter { subscription in
            subscription.keeping.expires.map { $0.value >= today } ?? true
        }
        return bench.settled(
            inSlices(of: subscriptions) { slice in
                var activation = bench.activation
                var panels = bench.panels
                return subscriptions[slice].flatMap { subscription -> [Judgement] in
                    let panel = panels.panel(service: subscription.service.value, type: nil)
                    guard !panel.rules.isEmpty else { return [] }
                    set(panel.variables, of: subscription, bench, &activation)
                    return bench.judge(panel, .init(subscription), &activation)
                }
            })
    }

    private func inSlices<Thing>(
        of things: [Thing], _ judge: @Sendable (Range<Int>) -> [Judgement]
    ) -> [Judgement] {
        let slices = things.slices(of: Self.sliceCount)
        return onAllCores(slices.count) { judge(slices[$0]) }.flatMap(\.self)
    }

    private func set(
        _ variables: Set<PolicyVariable>, of subscription: Subscription, _ bench: PolicyBench,
        _ activation: inout CELActivation
    ) {
        for variable in variables {
            if let value = values.value(of: variable, for: subscription) {
                bench.set(variable, value, &activation)
            }
        }
    }

    // MARK: Resources and changes

    /// What rules about resources say of those of one environment, which are sorted by address.
    package func judge(_ resources: [Resource], in environment: String) -> [Judgement] {
        guard let bench = bench(.resource, environment) else { return [] }
        return bench.settled(
            inSlices(of: resources) { judge($0, of: resources, bench) })
    }

    private func judge(
        _ slice: Range<Int>, of resources: [Resource], _ bench: PolicyBench
    ) -> [Judgement] {
        var activation = bench.activation
        var panels = bench.panels
        var last: (path: Substring, subscription: Subscription?) = ("", nil)
        /// Variables of that subscription that have their values.
        var isSet: Set<PolicyVariable> = []
        var found: [Judgement] = []
        for place in slice {
            let resource = resources[place]
            let panel = panels.panel(service: resource.origin.service, type: resource.type)
            guard !panel.rules.isEmpty, let type = types[resource.type] else { continue }
            let path = resource.address.subscription
            if path != last.path {
                last = (path, catalog.subscription(String(path)))
                isSet = []
            }
            let missing = panel.variables.subtracting(isSet)
            isSet.formUnion(missing)
            if let subscription = last.subscription {
                set(missing, of: subscription, bench, &activation)
            }
            if missing.contains(.resources) {
                let siblings = CELList(siblings(of: place, in: resources))
                bench.set(.resources, .list(siblings), &activation)
            }
            bench.set(.resource, PolicyValues.resource(resource, type), &activation)
            found += bench.judge(
                panel, .init(resource: resource.address, of: last.subscription), &activation)
        }
        return found
    }

    /// All resources of the subscription that one is of, also those that stand in another slice.
    private func siblings(of place: Int, in resources: [Resource]) -> [CELValue] {
        let path = resources[place].address.subscription
        func isSibling(_ resource: Resource) -> Bool { resource.address.subscription == path }
        let first = resources[..<place].lastIndex { !isSibling($0) }.map { $0 + 1 } ?? 0
        return resources[first...].prefix(while: isSibling).compactMap { resource in
            types[resource.type].map { PolicyValues.resource(resource, $0) }
        }
    }

    /// What rules about changes say of what an apply would do.
    package func judge(_ changes: [Change], in environment: String) -> [Judgement] {
        guard let bench = bench(.change, environment) else { return [] }
        return bench.settled(
            inSlices(of: changes) { slice in
                var activation = bench.activation
                var panels = bench.panels
                return changes[slice].flatMap { change -> [Judgement] in
                    guard change.kind.isChange else { return [] }
                    let panel = panels.panel(
                        service: change.keeping.origin.service, type: change.object.type)
                    guard !panel.rules.isEmpty else { return [] }
                    let value = PolicyValues.change(change, withAttributes: panel.readsAttributes)
                    bench.set(.change, CELValue(value), &activation)
                    return bench.judge(
                        panel,
                        .init(
                            change: change.address,
                            of: catalog.subscription(String(change.address.subscription))),
                        &activation)
                }
            })
    }
}

extension Judgement.Subject {
    init(_ subscription: Subscription) {
        self.init(
            name: subscription.path, department: subscription.department.value,
            subscription: subscription.path, place: subscription.head.idPlace,
            aliases: [subscription.path])
    }

    /// Of a resource, which is a part of what its subscription is.
    init(resource address: Address, of subscription: Subscription?) {
        self.init(address, of: subscription, path: String(address.subscription))
    }

    /// Of a change; there is no subscription any more for what is taken away.
    init(change address: Address, of subscription: Subscription?) {
        self.init(address, of: subscription, path: nil)
    }

    private init(_ address: Address, of subscription: Subscription?, path: String?) {
        self.init(
            name: address.text, department: String(address.department), subscription: path,
            place: subscription?.head.idPlace,
            aliases: [address.text, String(address.subscription)])
    }
}
