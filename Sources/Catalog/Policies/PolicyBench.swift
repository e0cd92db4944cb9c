// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CEL
import Synchronization
import Values

/// The rules about one kind of thing in one pass over all of it: with the values that are the same everywhere, and with
/// what each rule has cost so far. What it answers does not depend on which core looks at what, or when.
struct PolicyBench: Sendable {
    let activation: CELActivation
    let panels: Panels
    private let frame: PolicyFrame
    private let rules: [AskedRule]
    private let today: CalendarDate

    init(
        _ rules: [CompiledRule], about subject: PolicyRule.Subject, _ values: PolicyValues,
        _ shared: Shared
    ) {
        frame = PolicyFrame.of(subject)
        self.rules = rules.map {
            AskedRule(rule: $0, share: RuleShare(costMax: shared.ruleCostMax))
        }
        today = shared.today
        panels = Panels(self.rules)
        var activation = CELActivation(frame.environment)
        for variable in Set(rules.flatMap(\.variables)) {
            guard let slot = frame.slots[variable] else { continue }
            activation[slot] = values.shared(variable)
        }
        if let environment = shared.environment, let slot = frame.slots[.environment] {
            activation[slot] = CELValue(["id": .string(environment)])
        }
        self.activation = activation
    }

    /// What is the same for all rules of a pass.
    struct Shared {
        let today: CalendarDate
        let environment: String?
        let ruleCostMax: Int
    }

    /// A rule and what it may cost in one pass.
    struct AskedRule: Sendable {
        let rule: CompiledRule
        let share: RuleShare
    }

    func set(_ variable: PolicyVariable, _ value: CELValue, _ activation: inout CELActivation) {
        if let slot = frame.slots[variable] { activation[slot] = value }
    }

    func judge(
        _ panel: Panel, _ subject: @autoclosure () -> Judgement.Subject,
        _ activation: inout CELActivation
    ) -> [Judgement] {
        var found: [Judgement] = []
        for asked in panel.rules where !asked.share.isSpent {
            set(.policy, asked.rule.parameters, &activation)
            var cost = 0
            let verdict = asked.rule.verdict(activation, cost: &cost)
            asked.share.take(cost)
            switch verdict {
            case .skip, .pass: continue
            case .fail, .error, .open: break
            }
            if let judgement = Judgement(verdict, of: asked.rule, on: subject(), today: today) {
                found.append(judgement)
            }
        }
        return found
    }

    /// What was found, once all is looked at: of a rule that took more than its share nothing but that.
    func settled(_ found: [Judgement]) -> [Judgement] {
        let spent = rules.filter(\.share.isSpent).map(\.rule)
        guard !spent.isEmpty else { return found }
        return found.filter { judgement in !spent.contains { $0 === judgement.rule } }
            + spent.compactMap { rule in
                Judgement(
                    .error(
                        "all evaluations of it cost more than its share", rule.condition.place(nil)),
                    of: rule,
                    on: Judgement.Subject(
                        name: "catalog", department: nil, subscription: nil,
                        place: rule.condition.place(nil), aliases: []), today: today)
            }
    }
}

/// What one rule has cost in a pass, on all cores together. That it is spent does not depend on their order: it is where
/// the cost of all evaluations is above the limit.
package final class RuleShare: Sendable {
    /// About ten seconds of one core.
    package static let standardCostMax = 100_000_000

    private let costMax: Int
    private let cost = Atomic<Int>(0)

    init(costMax: Int) { self.costMax = costMax }

    var isSpent: Bool { cost.load(ordering: .relaxed) > costMax }

    func take(_ units: Int) { cost.wrappingAdd(units, ordering: .relaxed) }
}

extension PolicyBench {
    /// Rules that are asked of things alike, and what these look at.
    struct Panel: Sendable {
        let rules: [AskedRule]
        let variables: Set<PolicyVariable>
        /// Whether one looks at the attributes of a change.
        let readsAttributes: Bool

        init(_ rules: [AskedRule]) {
            self.rules = rules
            variables = rules.reduce(into: []) { $0.formUnion($1.rule.variables) }
            readsAttributes = rules.contains { $0.rule.readsChangeAttributes }
        }
    }

    /// The panels for things of each service and type, made when the first of them comes.
    struct Panels: Sendable {
        private struct Key: Hashable {
            let service: String
            let type: String?
        }

        private let rules: [AskedRule]
        private var made: [Key: Panel] = [:]

        init(_ rules: [AskedRule]) { self.rules = rules }

        func all() -> Panel { Panel(rules) }

        mutating func panel(service: String, type: String?) -> Panel {
            let key = Key(service: service, type: type)
            if let panel = made[key] { return panel }
            let panel = Panel(rules.filter { $0.rule.isAbout(service: service, type: type) })
            made[key] = panel
            return panel
        }
    }
}
