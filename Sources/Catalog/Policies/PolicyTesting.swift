// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import CEL
import JSONSchema
import Values
import YAMLSource

/// Runs the cases of policies: each gives a rule what it looks at and compares what it says. The city's own settings
/// and its catalog have no part in it, but for the city's words and the services that rules name.
package struct PolicyTesting: Sendable {
    package private(set) var outcomes: [CaseOutcome] = []
    /// Cases that are wrong themselves, and rules that no case shows.
    package private(set) var diagnostics: [Diagnostic] = []
    private let policies: PolicySet
    private let values: PolicyValues

    /// Of the policies with these ids; of all where none is named.
    package init(_ policies: PolicySet, only ids: Set<String>) {
        self.policies = policies
        values = policies.allValues
        for policy in policies.policies
        where ids.isEmpty || ids.contains(policy.policy.head.id.value) {
            for policyCase in policy.policy.cases { run(policyCase, of: policy) }
            tellUntested(policy)
        }
        diagnostics.sort(by: Diagnostic.precedes)
    }

    private mutating func run(_ policyCase: PolicyCase, of compiled: CompiledPolicy) {
        let policy = compiled.policy
        var differences: [String] = []
        var messages: [String] = []
        var fragment = CaseFragment(file: policy.head.file)
        let rules = rules(of: policyCase, in: compiled)
        checkNames(policyCase, rules.map(\.rule), &fragment)
        for (rule, expected) in rules {
            fragment.words = policies.words(for: rule)
            let verdict = verdict(of: rule, in: compiled, policyCase, &fragment)
            if case .fail(let message) = verdict { messages.append(message) }
            let word = Self.word(for: verdict, of: rule)
            if word != expected.verdict {
                differences.append(
                    "`\(rule.rule.id.value)`: \(expected.verdict.rawValue) is expected, and it is"
                        + " \(Self.words(for: verdict, word))")
            }
        }
        if let message = policyCase.message?.value, !messages.contains(message) {
            let said = messages.map { "`\($0)`" }.joined(separator: " and ")
            differences.append(
                "the message `\(message)` is expected, and it is \(said.isEmpty ? "none" : said)")
        }
        diagnostics += fragment.diagnostics
        outcomes.append(
            CaseOutcome(
                policy: policy.head.id.value, name: policyCase.name.value,
                place: policy.head.place(policyCase.name.span), differences: differences))
    }

    private mutating func rules(
        of policyCase: PolicyCase, in compiled: CompiledPolicy
    ) -> [(rule: CompiledRule, expected: PolicyCase.Expectation)] {
        var rules: [(CompiledRule, PolicyCase.Expectation)] = []
        for expected in policyCase.expected {
            let id = expected.rule.value
            if let rule = compiled.rules.first(where: { $0.rule.id.value.hasSameBytes(as: id) }) {
                rules.append((rule, expected))
            } else {
                diagnostics.append(.unknownRule(expected.rule, in: compiled.policy))
            }
        }
        return rules
    }

    /// What no rule of the case sees was meant for another one, or is misspelt.
    private func checkNames(
        _ policyCase: PolicyCase, _ rules: [CompiledRule], _ fragment: inout CaseFragment
    ) {
        guard let given = policyCase.given else { return }
        guard let entries = given.mapping else {
            return fragment.refuse("`given` is a mapping of variables to values", at: given)
        }
        let names = Set(
            rules.flatMap { PolicyVariable.all(of: $0.rule.scope.subject).map(\.rawValue) })
        for entry in entries where !names.contains(entry.keyText) {
            fragment.refuse(
                "no rule of this case sees `\(entry.keyText)`", at: entry.key,
                help: nearestName(to: entry.keyText, among: names).map {
                    "a similar variable: `\($0)`"
                })
        }
    }

    // MARK: One rule

    private func verdict(
        of rule: CompiledRule, in compiled: CompiledPolicy, _ policyCase: PolicyCase,
        _ fragment: inout CaseFragment
    ) -> CompiledRule.Verdict {
        let given = policyCase.given
        guard isAsked(rule, given) else { return .skip }
        let frame = PolicyFrame.of(rule.rule.scope.subject)
        var activation = CELActivation(frame.environment)
        for declaration in rule.environment.declarations {
            guard let variable = PolicyVariable(rawValue: declaration.name),
                let slot = frame.slots[variable]
            else { continue }
            let node = given?.child(declaration.name)
            guard node != nil || rule.variables.contains(variable) else { continue }
            if variable == .today, node == nil {
                return .error("the case gives no `today`", rule.condition.place(nil))
            }
            if let node, let schema = schema(of: variable, for: rule, in: compiled) {
                fragment.check(node, by: schema)
            }
            activation[slot] = fragment.value(
                declaration.type, node, at: declaration.name,
                base: base(of: variable, for: rule, in: compiled))
        }
        return rule.verdict(activation)
    }

    /// Where the case says nothing else it is of the rule's service and type.
    private func isAsked(_ rule: CompiledRule, _ given: YAMLNode?) -> Bool {
        func differs(_ wanted: Located<String>?, _ path: [String]) -> Bool {
            let stated = path.reduce(given) { $0?.child($1) }?.scalar?.text
            guard let wanted, let stated else { return false }
            return stated != wanted.value
        }
        let scope = rule.rule.scope
        let isOfAnother =
            differs(scope.service, ["service", "id"])
            || differs(scope.service, ["change", "service"])
        return !isOfAnother && !differs(scope.type, ["resource", "type"])
            && !differs(scope.type, ["change", "type"])
    }

    private func schema(
        of variable: PolicyVariable, for rule: CompiledRule, in compiled: CompiledPolicy
    ) -> JSONSchema? {
        switch variable {
        case .policy: compiled.schema
        case .parameters: rule.rule.scope.service.flatMap { values.schema(of: $0.value) }
        default: nil
        }
    }

    private func base(
        of variable: PolicyVariable, for rule: CompiledRule, in compiled: CompiledPolicy
    ) -> Value? {
        let scope = rule.rule.scope
        let type = scope.type.map { Value.string($0.value) }
        switch variable {
        case .city: return values.shared(.city)?.plain()
        case .policy: return compiled.schema.fillingDefaults([:])
        case .parameters:
            return scope.service.map { values.filledParameters([:], of: $0.value) }
        case .service: return scope.service.flatMap { values.service($0.value).plain() }
        case .resource: return type.map { ["type": $0] }
        case .change:
            var fields = Fields<Value>()
            fields["type"] = type
            fields["service"] = scope.service.map { .string($0.value) }
            return .object(fields)
        default: return nil
        }
    }

    private static func word(
        for verdict: CompiledRule.Verdict, of rule: CompiledRule
    ) -> PolicyCase.Verdict {
        switch verdict {
        case .skip: .skip
        case .pass: .pass
        case .error, .open: .error
        case .fail:
            switch rule.rule.effect {
            case .deny: .deny
            case .warn: .warn
            case .audit: .audit
            }
        }
    }

    private static func words(
        for verdict: CompiledRule.Verdict, _ word: PolicyCase.Verdict
    ) -> String {
        switch verdict {
        case .skip, .pass: word.rawValue
        case .fail(let message), .error(let message, _): "\(word.rawValue): \(message)"
        case .open(let name): "\(word.rawValue): `\(name)` is known only after an apply"
        }
    }

    // MARK: Coverage

    private mutating func tellUntested(_ compiled: CompiledPolicy) {
        let expected = compiled.policy.cases.flatMap(\.expected)
        for rule in compiled.policy.rules {
            let verdicts = expected.filter { $0.rule.value == rule.id.value }.map(\.verdict)
            let isKept = verdicts.contains(.pass)
            let isBroken = verdicts.contains { [.deny, .warn, .audit].contains($0) }
            guard !isKept || !isBroken else { continue }
            let lacks = isKept ? "it is not kept" : isBroken ? "it is kept" : "it is asked"
            diagnostics.append(
                Diagnostic(
                    .policyUntested, "rule `\(rule.id.value)` has no case in which \(lacks)",
                    at: compiled.policy.head.place(rule.id.span), severity: .warning))
        }
    }
}
