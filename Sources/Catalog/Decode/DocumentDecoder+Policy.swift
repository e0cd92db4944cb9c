// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values
import YAMLSource

extension DocumentDecoder {
    func policy(_ head: DocumentHead, _ fields: FieldReader) -> Policy? {
        let name = fields.text("name")
        let summary = fields.text("summary")
        let owner = fields.string("owner")
        let parameters = fields.node("parameters")
        let schema: Value = parameters?.value ?? ["type": "object", "additionalProperties": false]
        let rules = fields.entries("rules").map(rule)
        let exceptions = fields.list("exceptions").compactMap(exception)
        let cases = fields.list("tests").compactMap(policyCase)
        guard let name, let owner, rules.allSatisfy({ $0 != nil }) else { return nil }
        return Policy(
            head: head,
            words: Policy.Words(name: name, summary: summary, owner: owner.value),
            parameters: Located(schema, span: parameters?.span ?? head.id.span),
            rules: rules.compactMap(\.self), exceptions: exceptions, cases: cases)
    }

    private func rule(_ entry: YAMLEntry) -> PolicyRule? {
        guard let id = Scalars.id(entry.key, "a rule's id", sink),
            let fields = FieldReader(entry.value, as: .policyRule, sink)
        else { return nil }
        let subject: PolicyRule.Subject? = fields.choice("about")
        let service = fields.id("service")
        let type = fields.string("type")
        let when = textNode("when", fields)
        let condition = textNode("rule", fields)
        let effect: PolicyRule.Effect? = fields.choice("effect")
        let message = textNode("message", fields)
        let help = fields.text("help")
        fields.finish()
        guard let subject, let condition, let effect, let message else { return nil }
        return PolicyRule(
            id: id,
            scope: PolicyRule.Scope(
                subject: subject, service: service, type: type, condition: when),
            condition: condition, effect: effect, message: message, help: help)
    }

    /// The node of a text: expressions in it are told of at their own bytes.
    private func textNode(_ key: String, _ fields: FieldReader) -> YAMLNode? {
        fields.node(key).flatMap { Scalars.string($0, "`\(key)`", sink) == nil ? nil : $0 }
    }

    private func exception(_ node: YAMLNode) -> PolicyException? {
        guard let fields = FieldReader(node, as: .policyException, sink) else { return nil }
        let rule = fields.id("rule")
        let subject = fields.string("subject")
        let reason = fields.string("reason")
        let owner = fields.id("owner")
        let until = fields.date("until")
        fields.finish()
        guard let rule, let subject, let reason, let owner, let until else { return nil }
        return PolicyException(
            rule: rule, subject: subject, reason: reason.value, owner: owner, until: until)
    }

    private func policyCase(_ node: YAMLNode) -> PolicyCase? {
        guard let fields = FieldReader(node, as: .policyCase, sink) else { return nil }
        let name = fields.string("name")
        let given = fields.node("given")
        given.map(acceptDates)
        let expected = fields.entries("expect").compactMap { entry -> PolicyCase.Expectation? in
            guard let rule = Scalars.id(entry.key, "a rule's id", sink),
                let verdict: PolicyCase.Verdict = Scalars.choice(
                    entry.value, "what `\(rule.value)` says", sink)
            else { return nil }
            return PolicyCase.Expectation(rule: rule, verdict: verdict)
        }
        let message = fields.string("message")
        fields.finish()
        return name.map {
            PolicyCase(name: $0, given: given, expected: expected, message: message)
        }
    }

    /// Expressions see days as texts: a plain day in a case is one.
    private func acceptDates(_ node: YAMLNode) {
        if let text = node.scalar?.text, CalendarDate(text) != nil { sink.accept(node.span) }
        node.sequence?.forEach(acceptDates)
        node.mapping?.forEach { acceptDates($0.value) }
    }
}
