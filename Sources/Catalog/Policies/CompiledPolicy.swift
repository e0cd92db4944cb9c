// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
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
    /// The variables that it looks at.
    let variables: Set<PolicyVariable>
    /// Whether it looks at the attributes of a change, or at a change as a whole.
    let readsChangeAttributes: Bool
    private let exemptions: [String: Exemption]

    /// More than this of a message is cut: it goes into logs and comments that others read.
    private static let messageCharactersMax = 500

    init(_ rule: PolicyRule, of policy: Policy, in catalog: Catalog, _ parts: Parts) {
        self.rule = rule
        name = "\(policy.head.id.value)/\(rule.id.value)"
        owner = policy.owner
        parameters = parts.parameters
        when = parts.when
        condition = parts.condition
        message = parts.message
        file = policy.head.file
        environment = parts.environment
        variables = parts.variables
        readsChangeAttributes = parts.references.contains { path in
            path.root == PolicyVariable.change.rawValue
                && (path.steps.first.map { $0 == .field("attributes") } ?? true)
        }
        exemptions = Dictionary(
            policy.exceptions.filter { $0.rule.value == rule.id.value }.map {
                ($0.subject.value, Exemption($0, catalog))
            }, uniquingKeysWith: Exemption.longer)
    }

    struct Parts: Sendable {
        /// The policy's, as the city sets them.
        let parameters: CELValue
        let environment: CELEnvironment
        let when: CompiledExpression?
        let condition: CompiledExpression
        let message: CompiledValue

        var references: [CELSelectPath] {
            let expressions = [when, condition].compactMap(\.self) + message.expressions
            return expressions.flatMap(\.program.references)
        }

        var variables: Set<PolicyVariable> {
            Set(references.compactMap { PolicyVariable(rawValue: $0.root) })
        }
    }

    var looksAtPeople: Bool { variables.contains(.people) }

    package var subject: PolicyRule.Subject { rule.scope.subject }
    package var effect: PolicyRule.Effect { rule.effect }

    /// Whether it is asked of what is of this service and, where it has one, of this resource type.
    func isAbout(service: String, type: String?) -> Bool {
        (rule.scope.service.map { $0.value == service } ?? true)
            && (rule.scope.type.map { $0.value == type } ?? true)
    }

    /// The exception for what has these names; of several the one that excuses longest.
    func exemption(of aliases: [String]) -> Exemption? {
        guard !exemptions.isEmpty, let first = aliases.first else { return nil }
        return aliases.dropFirst().reduce(exemptions[first]) { found, alias in
            guard let found, let next = exemptions[alias] else { return found ?? exemptions[alias] }
            return Exemption.longer(found, next)
        }
    }

    // MARK: Evaluating

    enum Verdict: Sendable {
        case skip, pass
        case fail(String)
        /// It can't say, and where that comes from.
        case error(String, Diagnostic.Place)
        /// It can't say before an apply: what has this name is known only then.
        case open(String)
    }

    func verdict(_ activation: CELActivation) -> Verdict {
        var cost = 0
        return verdict(activation, cost: &cost)
    }

    /// Adds what the evaluations cost.
    func verdict(_ activation: CELActivation, cost: inout Int) -> Verdict {
        var evaluation = Evaluation(activation: activation, cost: cost)
        defer { cost = evaluation.cost }
        do throws(Stopped) {
            if let when, try !holds(when, &evaluation) { return .skip }
            if try holds(condition, &evaluation) { return .pass }
            return .fail(Self.cut(try text(&evaluation)))
        } catch {
            switch error {
            case .error(let message, let place): return .error(message, place)
            case .open(let name): return .open(name)
            }
        }
    }

    private struct Evaluation {
        let activation: CELActivation
        var cost: Int
    }

    private static func cut(_ message: String) -> String {
        guard message.utf8.count > messageCharactersMax, message.count > messageCharactersMax else {
            return message
        }
        return message.prefix(messageCharactersMax - 1) + "…"
    }

    private enum Stopped: Error {
        case error(String, Diagnostic.Place)
        case open(String)
    }

    private func holds(
        _ expression: CompiledExpression, _ evaluation: inout Evaluation
    ) throws(Stopped) -> Bool {
        let value = try value(of: expression, &evaluation)
        if case .pending(let reference) = value { throw .open(reference.name) }
        guard case .bool(let holds) = value else {
            throw .error(
                "a condition is true or false, and this is neither", expression.place(nil))
        }
        return holds
    }

    private func value(
        of expression: CompiledExpression, _ evaluation: inout Evaluation
    ) throws(Stopped) -> CELValue {
        do throws(CELError) {
            return try expression.program.value(
                evaluation.activation, cost: &evaluation.cost)
        } catch {
            if case .pending(let name) = error.kind { throw .open(name) }
            throw .error(
                Self.words(for: error, in: expression.program), expression.place(error.range))
        }
    }

    /// A key that the rule itself does not name may be somebody's id: it is not told.
    private static func words(for error: CELError, in program: CELProgram) -> String {
        guard case .noSuchKey(let key) = error.kind, !program.source.contains(key) else {
            return error.message
        }
        return "the map has no such key"
    }

    private func text(_ evaluation: inout Evaluation) throws(Stopped) -> String {
        switch message {
        case .literal(let value): return value.textForJoining ?? ""
        case .expression(let expression): return try joined(expression, &evaluation)
        case .text(let pieces):
            var text = ""
            for piece in pieces {
                switch piece {
                case .text(let plain): text += plain
                case .expression(let expression): text += try joined(expression, &evaluation)
                }
            }
            return text
        case .list, .object: return ""
        }
    }

    private func joined(
        _ expression: CompiledExpression, _ evaluation: inout Evaluation
    ) throws(Stopped) -> String {
        let value = try value(of: expression, &evaluation)
        guard let text = value.plain()?.textForJoining else {
            if case .pending(let reference) = value { throw .open(reference.name) }
            throw .error(
                "a value of type \(value.runtimeType) can't stand inside a text",
                expression.place(nil))
        }
        return text
    }
}
