// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import TargetFiles
import Values

/// `secret.token` as a value: random text for a machine, rotated on request, the former value kept for a
/// while so that whoever uses it can change over. It never shows the value.
enum TokenType {
    static let name = "secret.token"
    static let lengths: ClosedRange<Int64> = 16...4096

    static let type = ResourceType(
        name: name, summary: "A random text that only its file holds, rotated with an overlap.",
        attributes: inputs + [
            AttributeSchema(
                "path", .derived, schema: ["type": "string"],
                summary: "Its file, from the target's folder."),
            AttributeSchema(
                "condition", .derived, schema: ["type": "string"],
                summary: "`sound`, or what is wrong with its files that no other attribute says."),
            AttributeSchema(
                "value", .computed, schema: ["type": "string"], [.sensitive],
                summary: "The token itself."),
            AttributeSchema(
                "rotated_at", .computed, schema: ["type": "string"],
                summary: "When the value was made."),
            AttributeSchema(
                "previous_until", .computed, schema: ["type": "string"],
                summary: "Until when the former value lies beside it, at `<path>.previous`."),
        ],
        removal: .init(.delete),
        relations: .init(referenceKey: "name"),
        functions: .init(
            identity: { attributes, _ in attributes["name"]?.string ?? "" },
            normalise: { attributes, _ in normal(attributes) },
            derive: { attributes, _ in derived(attributes) },
            problems: { attributes, _ in problems(attributes) }, due: due))

    private static let span: Value = ["type": "string", "pattern": "^[1-9][0-9]{0,4}[smhdw]$"]

    private static let inputs = [
        AttributeSchema(
            "name",
            schema: ["type": "string", "pattern": .string(AttributeProblems.fileNamePattern)],
            [.required, .identity], summary: "What its file is called."),
        AttributeSchema(
            "length",
            schema: [
                "type": "integer", "minimum": .int(lengths.lowerBound),
                "maximum": .int(lengths.upperBound),
            ],
            defaultValue: 32, summary: "How many characters it has."),
        AttributeSchema(
            "alphabet",
            schema: ["enum": .list(TokenAlphabet.allCases.map { .string($0.rawValue) })],
            defaultValue: "alphanumeric", summary: "The characters that it is made of."),
        AttributeSchema(
            "rotate_every", schema: span,
            summary: "After how long a new value takes its place; unstated: never."),
        AttributeSchema(
            "overlap", schema: span, defaultValue: "7d",
            summary: "How long the former value is kept after a rotation."),
    ]

    private static func normal(_ attributes: Fields<Value>) -> Fields<Value> {
        var result = attributes
        for name in ["rotate_every", "overlap"] {
            if let text = attributes[name]?.string { result[name] = .string(Span.normalText(text)) }
        }
        return result
    }

    private static func derived(_ attributes: Fields<Value>) -> Fields<Value> {
        var result = attributes
        result["condition"] = .string(TokenPicture.sound)
        if let name = attributes["name"]?.string { result["path"] = .string("tokens/\(name)") }
        return result
    }

    private static func problems(_ attributes: Fields<Value>) -> [AttributeProblem] {
        var problems = AttributeProblems.fileName("name", of: attributes)
        if let name = attributes["name"]?.string, TokenPlaces.isTaken(name) {
            let shown = AttributeProblems.printable(name)
            problems.append(
                AttributeProblem("name", "`\(shown)` is what a file beside a token is called"))
        }
        if let length = attributes["length"]?.int, !lengths.contains(length) {
            problems.append(
                AttributeProblem(
                    "length",
                    "a token has \(lengths.lowerBound) to \(lengths.upperBound) characters"))
        }
        for name in ["rotate_every", "overlap"] {
            problems += AttributeProblems.length(
                name, of: attributes, shortest: hour, longest: century)
        }
        return problems
            + AttributeProblems.order("overlap", below: "rotate_every", of: attributes)
    }

    private static let hour = length("1h")
    private static let century = length("36500d")

    private static func length(_ text: String) -> Span {
        guard let span = Span(text) else {
            preconditionFailure("`\(text)` is no span; this is a bug in burnham")
        }
        return span
    }

    @Sendable private static func due(
        _ recorded: Fields<Value>, _ observed: Fields<Value>, _ now: Instant
    ) -> String? {
        if let made = observed["rotated_at"]?.string.flatMap({ Instant($0) }),
            let text = observed["rotate_every"]?.string, let span = Span(text),
            made.advanced(bySeconds: span.seconds) <= now
        {
            return "its value is of \(made.day) and is rotated every \(text)"
        }
        if let end = observed["previous_until"]?.string.flatMap({ Instant($0) }), end <= now {
            return "the overlap with its former value ended on \(end.day)"
        }
        return nil
    }
}
