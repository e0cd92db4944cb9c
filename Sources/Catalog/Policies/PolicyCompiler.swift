// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CEL
import JSONSchema
import Values
import YAMLSource

/// Compiles policies: settles their parameters, checks the types of their expressions, and tells what is wrong with
/// either where it stands. It evaluates nothing.
struct PolicyCompiler {
    private let catalog: Catalog
    private let types: [String: ResourceType]
    private let settings: [String: YAMLNode]
    private(set) var diagnostics: [Diagnostic] = []

    init(_ catalog: Catalog, providers: [Provider]) {
        self.catalog = catalog
        types = Dictionary(
            providers.flatMap { $0.types.map { ($0.name, $0) } }, uniquingKeysWith: { $1 })
        settings = Dictionary(
            (catalog.city?.policies ?? []).map { ($0.policy.value, $0.parameters) },
            uniquingKeysWith: { first, _ in first })
    }

    /// Nil where something is wrong with it.
    mutating func compile(_ policy: Policy) -> CompiledPolicy? {
        guard let schema = schema(of: policy) else { return nil }
        guard let parameters = parameters(of: policy, schema) else { return nil }
        checkExceptions(policy)
        let seen = ExpressionTypes.parameters(
            of: "policy \(policy.head.id.value)", schema: policy.parameters.value)
        let given = Given(type: seen, parameters: CELValue(parameters))
        let rules = policy.rules.map { rule in
            parts(rule, of: policy, given).map { CompiledRule(rule, of: policy, in: catalog, $0) }
        }
        guard rules.allSatisfy({ $0 != nil }) else { return nil }
        return CompiledPolicy(
            policy: policy, rules: rules.compactMap(\.self), schema: schema, parameters: parameters)
    }

    // MARK: Parameters

    private mutating func schema(of policy: Policy) -> JSONSchema? {
        switch JSONSchema.ofParameters(policy.parameters, in: policy.head) {
        case .success(let schema): return schema
        case .failure(let wrong):
            diagnostics += wrong.diagnostics
            return nil
        }
    }

    private mutating func parameters(of policy: Policy, _ schema: JSONSchema) -> Value? {
        let node = settings[policy.head.id.value]
        let value = schema.fillingDefaults(node?.value ?? [:])
        let violations = schema.validate(value)
        for violation in violations {
            diagnostics.append(
                Diagnostic(
                    .badParameter, violation.message, at: place(of: violation, node, policy),
                    help: violation.suggestion.map { "a similar one: `\($0)`" }
                ).relating(policy.head.place(policy.parameters.span), "the parameters' schema"))
        }
        return violations.isEmpty ? value : nil
    }

    /// In the City's settings, where it has some; a default that its own schema refuses is the policy's.
    private func place(
        of violation: SchemaViolation, _ node: YAMLNode?, _ policy: Policy
    ) -> Diagnostic.Place {
        guard let node, let city = catalog.city else {
            return policy.head.place(policy.parameters.span)
        }
        return city.head.place(violation.span(in: node))
    }

    // MARK: Rules

    /// What a policy's rules see as `policy`.
    private struct Given {
        let type: CELType
        let parameters: CELValue
    }

    private mutating func parts(
        _ rule: PolicyRule, of policy: Policy, _ given: Given
    ) -> CompiledRule.Parts? {
        guard scopeIsRight(rule, policy) else { return nil }
        let environment = environment(of: rule.scope, given.type)
        var compiler = ExpressionCompiler(environment: environment, file: policy.head.file)
        let when = rule.scope.condition.map { compiler.raw($0, expecting: .bool) }
        let condition = compiler.raw(rule.condition, expecting: .bool)
        let message = compiler.text(rule.message)
        var problems = compiler.diagnostics
        if let message {
            problems += PersonalText(rule, of: policy, catalog).diagnostics(of: message)
        }
        diagnostics += problems
        guard problems.isEmpty, let condition, let message else { return nil }
        return CompiledRule.Parts(
            parameters: given.parameters, environment: environment, when: when ?? nil,
            condition: condition, message: message)
    }

    /// With the types that the rule's service and resource type give.
    private func environment(
        of scope: PolicyRule.Scope, _ parameters: CELType
    ) -> CELEnvironment {
        var declarations = [CELDeclaration(PolicyVariable.policy.rawValue, parameters)]
        let isOfSubscription = scope.subject == .subscription || scope.subject == .resource
        if isOfSubscription, let service = scope.service.flatMap({ catalog.services[$0.value] }) {
            declarations.append(
                CELDeclaration(
                    PolicyVariable.parameters.rawValue,
                    ExpressionTypes.parameters(
                        of: service.head.id.value, schema: service.parameters.value)))
        }
        if scope.subject == .resource, let type = scope.type.flatMap({ types[$0.value] }) {
            let required = Set(type.attributes.filter(\.isRequired).map(\.name))
            let attributes = ExpressionTypes.attributes(
                of: type, at: "resource.attributes", stated: required)
            declarations.append(
                CELDeclaration(
                    PolicyVariable.resource.rawValue, PolicyTypes.resource(attributes: attributes)))
        }
        return PolicyFrame.of(scope.subject).environment.adding(declarations)
    }

    private mutating func scopeIsRight(_ rule: PolicyRule, _ policy: Policy) -> Bool {
        let subject = rule.scope.subject
        if let service = rule.scope.service, subject == .catalog {
            return refuse(
                .badValue, "a rule about the catalog is about no one service", service, policy)
        }
        guard let type = rule.scope.type else { return true }
        guard subject == .resource || subject == .change else {
            return refuse(
                .badValue, "a rule about a \(subject.rawValue) has no `type`", type, policy,
                help: "`about: resource` looks at what subscriptions become")
        }
        guard types[type.value] != nil else {
            return refuse(
                .unknownResourceType, "no resource type is named `\(type.value)`", type, policy,
                help: nearestName(to: type.value, among: types.keys).map {
                    "a similar one exists: `\($0)`"
                })
        }
        return true
    }

    private mutating func refuse(
        _ code: DiagnosticCode, _ message: String, _ text: Located<String>, _ policy: Policy,
        help: String? = nil
    ) -> Bool {
        diagnostics.append(
            Diagnostic(code, message, at: policy.head.place(text.span), help: help))
        return false
    }

    private mutating func checkExceptions(_ policy: Policy) {
        let ids = policy.rules.map(\.id.value)
        for exception in policy.exceptions where !ids.contains(exception.rule.value) {
            diagnostics.append(.unknownRule(exception.rule, in: policy))
        }
    }
}

extension Diagnostic {
    static func unknownRule(_ rule: Located<String>, in policy: Policy) -> Diagnostic {
        Diagnostic(
            .unknownReference, "policy `\(policy.head.id.value)` has no rule `\(rule.value)`",
            at: policy.head.place(rule.span),
            help: nearestName(to: rule.value, among: policy.rules.map(\.id.value)).map {
                "a rule with a similar name exists: `\($0)`"
            })
    }
}
