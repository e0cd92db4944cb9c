// SPDX-License-Identifier: Apache-2.0

import Values

/// The texts of violations, all in one place. `subject` is what the value is called. A value of the
/// instance is never repeated, since it may be a secret.
struct Message {
    let text: String

    private static let choicesMax = 8

    static func notAllowed(_ subject: String) -> Message {
        .init(text: "\(subject) is not allowed")
    }

    static func type(_ subject: String, _ types: TypeSet, _ value: Value) -> Message {
        .init(text: "\(subject) is \(value.typeNameWithArticle), \(types.words) is expected")
    }

    static func constant(_ subject: String, _ constant: Value) -> Message {
        .init(text: "\(subject) has to be \(quoted(constant))")
    }

    static func choices(_ subject: String, _ choices: [Value]) -> Message {
        guard choices.count <= choicesMax else {
            return .init(text: "\(subject) is none of the \(choices.count) values that it may have")
        }
        return .init(
            text: "\(subject) is not one of \(choices.map(quoted).joined(separator: ", "))")
    }

    static func number(_ subject: String, _ rule: String, _ limit: Value?) -> Message {
        .init(text: "\(subject) \(rule) \(limit.map(CanonicalJSON.text) ?? "")")
    }

    static func length(_ subject: String, atLeast count: Int) -> Message {
        .init(text: "\(subject) needs at least \(counted(count, "character"))")
    }

    static func length(_ subject: String, atMost count: Int) -> Message {
        .init(text: "\(subject) may have at most \(counted(count, "character"))")
    }

    static func pattern(_ subject: String, _ source: String) -> Message {
        .init(text: "\(subject) does not match `\(source)`")
    }

    static func tooCostly(_ subject: String, _ source: String) -> Message {
        .init(text: "matching \(subject) with `\(source)` takes more steps than are allowed")
    }

    static func format(_ subject: String, _ format: Format) -> Message {
        .init(text: "\(subject) is not \(format.words)")
    }

    static func items(_ subject: String, atLeast count: Int) -> Message {
        .init(text: "\(subject) needs at least \(counted(count, "item"))")
    }

    static func items(_ subject: String, atMost count: Int) -> Message {
        .init(text: "\(subject) may have at most \(counted(count, "item"))")
    }

    static func repeated(_ subject: String, first: Int) -> Message {
        .init(text: "\(subject) repeats item \(first + 1)")
    }

    static func contains(_ subject: String, atLeast count: Int) -> Message {
        .init(text: "\(subject) needs at least \(counted(count, "item")) of the wanted kind")
    }

    static func contains(_ subject: String, atMost count: Int) -> Message {
        .init(text: "\(subject) may have at most \(counted(count, "item")) of the counted kind")
    }

    static func members(_ subject: String, atLeast count: Int) -> Message {
        .init(text: "\(subject) needs at least \(counted(count, "key"))")
    }

    static func members(_ subject: String, atMost count: Int) -> Message {
        .init(text: "\(subject) may have at most \(counted(count, "key"))")
    }

    static func required(_ subject: String, _ name: String) -> Message {
        .init(text: "\(subject) lacks the required key `\(name)`")
    }

    static func required(_ subject: String, _ name: String, besides key: String) -> Message {
        .init(text: "\(subject) lacks the key `\(name)`, which `\(key)` requires")
    }

    static func unknownKey(_ key: String) -> Message { .init(text: "`\(key)` is not a known key") }

    static func noAlternative(_ subject: String, of count: Int) -> Message {
        .init(text: "\(subject) fits none of \(count) alternatives")
    }

    static func severalAlternatives(_ subject: String) -> Message {
        .init(text: "\(subject) fits several alternatives where exactly one has to fit")
    }

    static func excluded(_ subject: String) -> Message {
        .init(text: "\(subject) is what the schema excludes")
    }

    static func halted(_ subject: String, _ halt: Evaluation.Halt) -> Message {
        switch halt {
        case .depth: .init(text: "\(subject) and its schema are nested too deeply to check")
        case .steps: .init(text: "\(subject) takes more steps to check than are allowed")
        }
    }

    /// The choice that a text was probably meant to be.
    static func choiceMeant(by value: Value, _ choices: [Value]) -> String? {
        value.string.flatMap { nearestName(to: $0, among: choices.compactMap(\.string)) }
    }

    private static func quoted(_ value: Value) -> String {
        "`" + (value.string ?? CanonicalJSON.text(of: value)) + "`"
    }

    private static func counted(_ count: Int, _ noun: String) -> String {
        "\(count) \(noun)\(count == 1 ? "" : "s")"
    }
}
