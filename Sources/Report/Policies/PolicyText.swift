// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
package import Values
import YAMLSource

/// Policies for people: a line each, or one with its rules, its parameters and what they are set to, and what is excused.
package enum PolicyText {
    package static func table(_ policies: [Policy], on screen: Screen) -> String {
        var table = TextTable([
            TextTable.Column("policy"), TextTable.Column("name"), TextTable.Column("rules"),
            TextTable.Column("exceptions", .right), TextTable.Column("cases", .right),
        ])
        for policy in policies {
            table.append([
                policy.head.id.value, policy.name.text(), effects(of: policy),
                Counts.text(policy.exceptions.count), Counts.text(policy.cases.count),
            ])
        }
        return table.render(on: screen)
    }

    /// `2 deny, 1 warn`.
    private static func effects(of policy: Policy) -> String {
        PolicyRule.Effect.allCases.compactMap { effect in
            let count = policy.rules.count { $0.effect == effect }
            return count > 0 ? "\(count) \(effect.rawValue)" : nil
        }.joined(separator: ", ")
    }

    /// `parameters` are as the city sets them; `today` says which exceptions are over.
    package static func render(
        _ policy: Policy, parameters: Value, today: CalendarDate, on screen: Screen
    ) -> String {
        var buffer = TextBuffer(screen)
        buffer.write(policy.head.id.value, .strong)
        buffer.write(": ")
        buffer.words(policy.name.text(), indent: 2)
        buffer.line()
        if let summary = policy.summary {
            buffer.space(2)
            buffer.words(summary.text(), indent: 2)
            buffer.line()
        }
        field("owner", policy.owner, &buffer)
        for (name, value) in parameters.object ?? [:] {
            field(name, ValueText.text(of: value), &buffer)
        }
        for rule in policy.rules { write(rule, &buffer) }
        write(policy.exceptions, today: today, &buffer)
        return buffer.text
    }

    private static let indent = 14

    private static func field(
        _ label: String, _ text: String, _ buffer: inout TextBuffer, at start: Int = 2
    ) {
        buffer.space(start)
        buffer.write(label, .faint)
        buffer.align(to: indent)
        buffer.words(text, indent: indent)
        buffer.line()
    }

    private static func write(_ rule: PolicyRule, _ buffer: inout TextBuffer) {
        buffer.line()
        buffer.write(rule.id.value, .strong)
        buffer.space()
        buffer.write(rule.effect.rawValue, rule.effect == .deny ? .removed : .changed)
        buffer.line()
        let about = [
            rule.scope.subject.rawValue, rule.scope.service.map { "of service \($0.value)" },
            rule.scope.type.map { "of type \($0.value)" },
        ].compactMap(\.self)
        field("about", about.joined(separator: " "), &buffer)
        if let when = rule.scope.condition?.scalar { field("when", when.text, &buffer) }
        field("rule", rule.condition.scalar?.text ?? "", &buffer)
        field("message", rule.message.scalar?.text ?? "", &buffer)
        if let help = rule.help { field("help", help.text(), &buffer) }
    }

    private static func write(
        _ exceptions: [PolicyException], today: CalendarDate, _ buffer: inout TextBuffer
    ) {
        guard !exceptions.isEmpty else { return }
        buffer.line()
        buffer.write("Exceptions", .strong)
        buffer.line()
        for exception in exceptions {
            let until = exception.until.value
            let state = until < today ? "ended on" : "until"
            buffer.space(2)
            buffer.words(
                "\(exception.subject.value) from \(exception.rule.value) \(state) \(until):"
                    + " \(exception.reason) (\(exception.owner.value))", indent: 4)
            buffer.line()
        }
    }
}
