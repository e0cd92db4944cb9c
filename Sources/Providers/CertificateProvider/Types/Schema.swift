// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import TargetFiles
import Values

/// Parts of the schemas that the three types share.
enum Schema {
    static let text: Value = ["type": "string"]

    static let fileName: Value = [
        "type": "string", "pattern": .string(AttributeProblems.fileNamePattern),
    ]

    /// RFC 5280, appendix A: a common name or an organization has at most 64 characters.
    static let shortText: Value = ["type": "string", "minLength": 1, "maxLength": 64]

    static let span: Value = ["type": "string", "pattern": "^[1-9][0-9]{0,4}[smhdw]$"]

    static let hour = length("1h")
    static let year = length("366d")
    static let decade = length("3650d")
    static let century = length("36500d")

    private static func length(_ text: String) -> Span {
        guard let span = Span(text) else {
            preconditionFailure("`\(text)` is no span; this is a bug in burnham")
        }
        return span
    }

    static let condition = AttributeSchema(
        "condition", .derived, schema: text,
        summary: "`sound`, or what is wrong with its files that no other attribute says.")
}

extension Fields<Value> {
    func withNormalSpans(_ names: [String]) -> Fields<Value> {
        var result = self
        for name in names {
            if let text = self[name]?.string { result[name] = .string(Span.normalText(text)) }
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
        }
            + AttributeProblems.fileName("name", of: attributes)
            + AttributeProblems.fileName("authority", of: attributes)
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
}
