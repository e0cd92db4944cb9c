// SPDX-License-Identifier: Apache-2.0

import CEL
import Testing
import Values

/// One line of a table: an expression and what comes of it, as text.
struct Row: Sendable, CustomTestStringConvertible {
    let expression: String
    let expected: String

    init(_ expression: String, _ expected: String) {
        self.expression = expression
        self.expected = expected
    }

    var testDescription: String { expression }
}

/// Text in, text out: a value in canonical JSON of the suite's notation would be long, so values read
/// as expressions do, problems as `kind: message [what is underlined]`.
struct Workbench {
    var environment: CELEnvironment
    var activation: CELActivation

    init(
        _ declarations: [CELDeclaration] = [], values: [String: CELValue] = [:],
        limits: CELLimits = CELLimits()
    ) {
        environment = CELEnvironment(declarations: declarations, limits: limits)
        activation = CELActivation(environment)
        for (name, value) in values { activation[name] = value }
    }

    func run(_ expression: String, expecting: CELType? = nil, isChecking: Bool = true) -> String {
        switch environment.compile(expression, expecting: expecting, isChecking: isChecking) {
        case .failure(let issues):
            return issues.all.map { issue in
                let hint = issue.suggestion.map { " → \($0)" } ?? ""
                return "\(issue.kind): \(issue.message) [\(part(expression, issue.range))]\(hint)"
            }.joined(separator: "\n")
        case .success(let program):
            switch program.evaluate(activation) {
            case .success(let value): return Self.text(value)
            case .failure(let error):
                let place = error.range.map { part(expression, $0) } ?? "?"
                return "fails: \(error.message) [\(place)]"
            }
        }
    }

    func program(_ expression: String) throws -> CELProgram {
        try environment.compile(expression).get()
    }

    private func part(_ text: String, _ range: Range<Int>) -> String {
        String(decoding: Array(text.utf8)[range], as: UTF8.self)
    }

    static func text(_ value: CELValue) -> String {
        switch value {
        case .uint(let number): "\(number)u"
        case .double(let number): "\(number)"
        case .string(let text): "'\(text)'"
        case .bytes(let bytes): "b\(bytes)"
        case .timestamp(let time): "timestamp \(time)"
        case .duration(let span): "duration \(span)"
        case .type(let type): type.name
        case .list(let list): "[\(list.items.map(text).joined(separator: ", "))]"
        case .map(let map):
            "{\(map.entries.map { "\(text($0.key)): \(text($0.value))" }.joined(separator: ", "))}"
        case .optional(let content): content.map { "some \(text($0))" } ?? "none"
        case .address(let address): "ip \(address)"
        case .network(let network): "cidr \(network)"
        case .opaque(let reference): "opaque \(reference.name)"
        case .pending(let reference): "pending \(reference.name)"
        case .null: "null"
        case .bool(let flag): "\(flag)"
        case .int(let number): "\(number)"
        }
    }
}
