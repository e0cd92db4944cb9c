// SPDX-License-Identifier: Apache-2.0

import Patterns
import Values

/// Keywords for values of any type, numbers and text: validation, sections 6.1 to 6.3 and 7.
extension Evaluation {
    mutating func checkChoices(_ node: SchemaNode.Number, _ value: Value) -> Bool {
        var isValid = true
        if let constant = program.nodes[node].constant,
            !SchemaEquality.areEqual(constant, value)
        {
            report(node, "const", suggestion: constant.string) { .constant($0, constant) }
            isValid = false
        }
        if isValid || isCollecting, let choices = program.nodes[node].choices,
            !choices.contains(value)
        {
            let meant = isCollecting ? Message.choiceMeant(by: value, choices.values) : nil
            report(node, "enum", suggestion: meant) { .choices($0, choices.values) }
            isValid = false
        }
        return isValid
    }

    mutating func checkNumber(_ node: SchemaNode.Number, _ value: Value) -> Bool {
        guard let rules = program.nodes[node].number?.rules else { return true }
        var isValid = true
        func orders(_ limit: Value?, _ isRight: (Int) -> Bool) -> Bool {
            guard let limit else { return true }
            return NumberOrder.compare(value, limit).map(isRight) ?? false
        }
        if !orders(rules.minimum, { $0 >= 0 }) {
            isValid = fail(node, "minimum") { .number($0, "has to be at least", rules.minimum) }
        }
        if isValid || isCollecting, !orders(rules.exclusiveMinimum, { $0 > 0 }) {
            isValid = fail(node, "exclusiveMinimum") {
                .number($0, "has to be more than", rules.exclusiveMinimum)
            }
        }
        if isValid || isCollecting, !orders(rules.maximum, { $0 <= 0 }) {
            isValid = fail(node, "maximum") { .number($0, "may be at most", rules.maximum) }
        }
        if isValid || isCollecting, !orders(rules.exclusiveMaximum, { $0 < 0 }) {
            isValid = fail(node, "exclusiveMaximum") {
                .number($0, "has to be less than", rules.exclusiveMaximum)
            }
        }
        if isValid || isCollecting, let divisor = rules.multipleOf,
            DecimalNumber(value)?.isMultiple(of: divisor) != true
        {
            isValid = fail(node, "multipleOf") {
                .number($0, "has to be a multiple of", rules.multipleOfValue)
            }
        }
        return isValid
    }

    mutating func checkText(_ node: SchemaNode.Number, _ text: String) -> Bool {
        guard let shared = program.nodes[node].text else { return true }
        return checkText(node, text, shared)
    }

    private mutating func checkText(
        _ node: SchemaNode.Number, _ text: String, _ shared: Shared<TextRules>
    ) -> Bool {
        var isValid = true
        if let least = shared.rules.lengthMin, text.utf8.count < 4 * least,
            Self.characterCount(of: text) < least
        {
            isValid = fail(node, "minLength") { .length($0, atLeast: least) }
        }
        if isValid || isCollecting, let most = shared.rules.lengthMax, text.utf8.count > most,
            Self.characterCount(of: text) > most
        {
            isValid = fail(node, "maxLength") { .length($0, atMost: most) }
        }
        if isValid || isCollecting, let pattern = shared.rules.pattern {
            switch found(pattern, in: text) {
            case true?: break
            case false?: isValid = fail(node, "pattern") { .pattern($0, pattern.source) }
            case nil: isValid = fail(node, "pattern") { .tooCostly($0, pattern.source) }
            }
        }
        if isValid || isCollecting, let format = shared.rules.format, !format.isValid(text) {
            isValid = fail(node, "format") { .format($0, format) }
        }
        return isValid
    }

    /// nil when the search was given up; the whole pass then is, because `not` could turn it round.
    mutating func found(_ pattern: Pattern, in text: String) -> Bool? {
        do {
            return try pattern.matches(text)
        } catch {
            isBeyondPatternLimit = true
            return nil
        }
    }

    /// RFC 8259 characters: code points.
    static func characterCount(of text: String) -> Int {
        var text = text
        return text.withUTF8 { bytes in
            bytes.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
        }
    }
}
