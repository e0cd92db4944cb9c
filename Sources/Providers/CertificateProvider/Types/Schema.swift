// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Parts of the schemas that the three types share.
enum Schema {
    static let text: Value = ["type": "string"]

    static let fileName: Value = [
        "type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$",
    ]

    /// RFC 5280, appendix A: a common name or an organization has at most 64 characters.
    static let shortText: Value = ["type": "string", "minLength": 1, "maxLength": 64]

    static let span: Value = ["type": "string", "pattern": "^[1-9][0-9]{0,4}[smhdw]$"]

    static let condition = AttributeSchema(
        "condition", .derived, schema: text,
        summary: "`sound`, or what is wrong with its files that no other attribute says.")
}

extension Fields<Value> {
    func withNormalSpans(_ names: [String]) -> Fields<Value> {
        var result = self
        for name in names {
            if let text = self[name]?.string { result[name] = .string(normalSpanText(text)) }
        }
        return result
    }
}

/// What is wrong with the parts of a subject.
enum SubjectProblems {
    private static let charactersMax = 64

    static func all(in attributes: Fields<Value>) -> [AttributeProblem] {
        ["common_name", "organization"].compactMap { name in
            guard let text = attributes[name]?.string else { return nil }
            return message(text).map { AttributeProblem(name, $0) }
        } + fileNames(attributes)
    }

    private static func message(_ text: String) -> String? {
        if text.isEmpty { return "the text is empty" }
        let count = text.unicodeScalars.count
        if count > charactersMax {
            return "the text has \(count) characters, and a certificate holds \(charactersMax)"
        }
        let isPrintable = !text.unicodeScalars.contains {
            $0.properties.generalCategory == .control
        }
        return isPrintable ? nil : "the text holds a control character"
    }

    private static func fileNames(_ attributes: Fields<Value>) -> [AttributeProblem] {
        ["name", "authority"].compactMap { name in
            guard let text = attributes[name]?.string, !isFileName(text) else { return nil }
            return AttributeProblem(
                name, "`\(printable(text))` can't be a file's name",
                help: "letters, digits, `.`, `_` and `-`, a letter or digit first, at most 100")
        }
    }
}

/// What is wrong with lengths of time.
enum SpanProblems {
    static func length(
        _ name: String, of attributes: Fields<Value>, daysMax: Int64
    ) -> [AttributeProblem] {
        guard let text = attributes[name]?.string else { return [] }
        guard let span = Span(text) else {
            return [
                AttributeProblem(
                    name, "`\(printable(text))` is no length of time",
                    help: "a number and a unit, as in `90d`; units are `s`, `m`, `h`, `d`, `w`")
            ]
        }
        guard span.seconds > daysMax * 86_400 else { return [] }
        return [AttributeProblem(name, "`\(text)` is longer than \(daysMax) days")]
    }

    static func order(
        _ shorter: String, below longer: String, of attributes: Fields<Value>
    ) -> [AttributeProblem] {
        guard let low = attributes[shorter]?.string.flatMap({ Span($0) }),
            let high = attributes[longer]?.string.flatMap({ Span($0) }),
            low.seconds >= high.seconds
        else { return [] }
        return [AttributeProblem(shorter, "`\(shorter)` is not shorter than `\(longer)`")]
    }
}

/// A text of the catalog inside a message: control characters escaped, cut at a hundred.
func printable(_ text: String) -> String {
    var shown = ""
    for scalar in text.unicodeScalars.prefix(100) {
        shown +=
            scalar.properties.generalCategory == .control
            ? scalar.escaped(asASCII: true) : String(scalar)
    }
    return shown
}
