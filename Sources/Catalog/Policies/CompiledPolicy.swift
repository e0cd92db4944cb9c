// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CEL
import JSONSchema
import Values

/// A policy with its rules compiled and its parameters settled. It holds no values of what rules are about.
struct CompiledPolicy: Sendable {
    let policy: Policy
    /// In the order of the file.
    let rules: [CompiledRule]
    /// Fills in what is not set.
    let schema: JSONSchema
    /// As the city sets them.
    let parameters: Value
}

/// One rule, compiled. It never changes once made.
package final class CompiledRule: Sendable {
    let rule: PolicyRule
    /// `policy/rule`.
    package let name: String
    let owner: String
    /// The policy's parameters.
    let parameters: CELValue
    let when: CompiledExpression?
    let condition: CompiledExpression
    let message: CompiledValue
    let file: String
    /// With the types that its service and resource type give.
    let environment: CELEnvironment
    let exceptions: [String: PolicyException]

    init(_ rule: PolicyRule, of policy: Policy, parameters: Value, _ parts: Parts) {
        self.rule = rule
        name = "\(policy.head.id.value)/\(rule.id.value)"
        owner = policy.owner
        self.parameters = CELValue(parameters)
        when = parts.when
        condition = parts.condition
        message = parts.message
        file = policy.head.file
        environment = parts.environment
        exceptions = Dictionary(
            policy.exceptions.filter { $0.rule.value == rule.id.value }.map {
                ($0.subject.value, $0)
            }, uniquingKeysWith: { $0.until.value < $1.until.value ? $1 : $0 })
    }

    struct Parts: Sendable {
        let environment: CELEnvironment
        let when: CompiledExpression?
        let condition: CompiledExpression
        let message: CompiledValue
    }

    /// The variables that it looks at.
    var variables: Set<PolicyVariable> {
        let expressions = [when, condition].compactMap(\.self) + message.expressions
        return Set(
            expressions.flatMap(\.program.references).compactMap {
                PolicyVariable(rawValue: $0.root)
            })
    }

    /// Whether it is asked of what is of this service and, where it has one, of this resource type.
    func isAbout(service: String, type: String?) -> Bool {
        (rule.scope.service.map { $0.value == service } ?? true)
            && (rule.scope.type.map { $0.value == type } ?? true)
    }

    // MARK: Evaluating

    enum Verdict: Sendable {
        case skip, pass
        case fail(String)
        /// It can't say, and where that comes from.
        case error(String, Diagnostic.Place)
    }

    func verdict(_ activation: CELActivation) -> Verdict {
        do throws(Stopped) {
            if let when, try !holds(when, activation) { return .skip }
            if try holds(condition, activation) { return .pass }
            return .fail(try text(activation))
        } catch {
            return .error(error.message, error.place)
        }
    }

    private struct Stopped: Error {
        let message: String
        let place: Diagnostic.Place
    }

    private func holds(
        _ expression: CompiledExpression, _ activation: CELActivation
    ) throws(Stopped) -> Bool {
        guard case .bool(let holds) = try value(of: expression, activation) else {
            throw Stopped(
                message: "a condition is true or false, and this is neither",
                place: expression.place(nil))
        }
        return holds
    }

    private func value(
        of expression: CompiledExpression, _ activation: CELActivation
    ) throws(Stopped) -> CELValue {
        do throws(CELError) {
            return try expression.program.value(activation)
        } catch {
            throw Stopped(message: error.message, place: expression.place(error.range))
        }
    }

    private func text(_ activation: CELActivation) throws(Stopped) -> String {
        switch message {
        case .literal(let value): return value.textForJoining ?? ""
        case .expression(let expression): return try joined(expression, activation)
        case .text(let pieces):
            var text = ""
            for piece in pieces {
                switch piece {
                case .text(let plain): text += plain
                case .expression(let expression): text += try joined(expression, activation)
                }
            }
            return text
        case .list, .object: return ""
        }
    }

    private func joined(
        _ expression: CompiledExpression, _ activation: CELActivation
    ) throws(Stopped) -> String {
        let value = try value(of: expression, activation)
        guard let text = value.plain()?.textForJoining else {
            throw Stopped(
                message: "a value of type \(value.runtimeType) can't stand inside a text",
                place: expression.place(nil))
        }
        return text
    }
}
