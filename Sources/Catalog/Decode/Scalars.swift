// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values
import YAMLSource

/// Reads single scalars as the types that fields have. Each tells what is wrong at the scalar's own span;
/// ambiguous plain scalars are told of once, for the whole document, by the sink. The name of what is read is
/// made only where something is wrong with it.
enum Scalars {
    /// Text. A plain number, boolean or null has to be quoted.
    static func string(_ node: YAMLNode, _ name: @autoclosure () -> String, _ sink: DiagnosticSink)
        -> Located<
            String
        >?
    {
        guard let scalar = node.scalar else {
            sink.add(.wrongType, "\(name()) is a text", at: node.span)
            return nil
        }
        if scalar.isPlain, scalar.ambiguity == nil {
            switch scalar.value {
            case .string: break
            case .null:
                sink.add(.wrongType, "\(name()) has no value", at: node.span)
                return nil
            default:
                sink.add(
                    .wrongType, "\(name()) is a text, and `\(scalar.text)` is none without quotes",
                    at: node.span, help: "quoted it is a text: \"\(scalar.text)\"")
                return nil
            }
        }
        return Located(scalar.text, span: node.span)
    }

    /// `[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?`.
    static func id(_ node: YAMLNode, _ name: @autoclosure () -> String, _ sink: DiagnosticSink)
        -> Located<String>?
    {
        guard let text = string(node, name(), sink) else { return nil }
        guard text.value.isID else {
            sink.add(
                .badID, "\(name()) is no id: an id has 1 to 63 of a to z, 0 to 9 and inner hyphens",
                at: text.span)
            return nil
        }
        return text
    }

    /// A resource, parameter or tier: `[a-z][a-z0-9_]{0,39}`, and no reserved word of CEL.
    static func name(_ node: YAMLNode, _ what: @autoclosure () -> String, _ sink: DiagnosticSink)
        -> Located<String>?
    {
        guard let text = string(node, what(), sink) else { return nil }
        guard text.value.isExpressionName else {
            sink.add(
                .badName,
                "\(what()) is no name: a name has 1 to 40 of a to z, 0 to 9 and `_`, begins with a letter"
                    + " and is no word that expressions reserve",
                at: text.span)
            return nil
        }
        return text
    }

    static func bool(_ node: YAMLNode, _ name: @autoclosure () -> String, _ sink: DiagnosticSink)
        -> Bool?
    {
        if case .bool(let flag)? = node.scalarValue { return flag }
        sink.add(.wrongType, "\(name()) is `true` or `false`", at: node.span)
        return nil
    }

    static func integer(
        _ node: YAMLNode, _ name: @autoclosure () -> String, in range: ClosedRange<Int64>,
        _ sink: DiagnosticSink
    ) -> Located<Int64>? {
        if case .int(let number)? = node.scalarValue, range.contains(number) {
            return Located(number, span: node.span)
        }
        sink.add(
            .wrongType,
            "\(name()) is a whole number from \(range.lowerBound) to \(range.upperBound)",
            at: node.span)
        return nil
    }

    /// A part of one, as it is written: `0.95`.
    static func fraction(_ node: YAMLNode, _ name: String, _ sink: DiagnosticSink) -> String? {
        if let text = node.scalar?.text, let part = Double(text), (0...1).contains(part) {
            return text
        }
        sink.add(.badValue, "\(name) is a part of one, such as 0.95", at: node.span)
        return nil
    }

    /// A plain date is taken as it is.
    static func date(_ node: YAMLNode, _ name: @autoclosure () -> String, _ sink: DiagnosticSink)
        -> Located<
            CalendarDate
        >?
    {
        sink.accept(node.span)
        if let text = node.scalar?.text, let date = CalendarDate(text) {
            return Located(date, span: node.span)
        }
        sink.add(.badValue, "\(name()) is a day of the calendar, `YYYY-MM-DD`", at: node.span)
        return nil
    }

    static func duration(
        _ node: YAMLNode, _ name: @autoclosure () -> String, _ sink: DiagnosticSink
    ) -> Span? {
        if let text = node.scalar?.text, let span = Span(text) { return span }
        sink.add(
            .badValue,
            "\(name()) is a length of time: a number and `s`, `m`, `h`, `d` or `w`, such as `24h`",
            at: node.span)
        return nil
    }

    /// One text, or a mapping of languages to texts.
    static func text(_ node: YAMLNode, _ name: @autoclosure () -> String, _ sink: DiagnosticSink)
        -> LocalizedText?
    {
        guard let entries = node.mapping else {
            return string(node, name(), sink).map { LocalizedText($0.value) }
        }
        let texts = entries.compactMap { entry -> (String, String)? in
            guard entry.keyText.isLanguageTag else {
                sink.add(
                    .badValue, "`\(entry.keyText)` is no language tag, such as `en` or `es`",
                    at: entry.key.span)
                return nil
            }
            return string(entry.value, name(), sink).map { (entry.keyText, $0.value) }
        }
        return LocalizedText(byLanguage: Fields(texts))
    }

    static func choice<Choice: RawRepresentable & CaseIterable>(
        _ node: YAMLNode, _ name: @autoclosure () -> String, _ sink: DiagnosticSink
    ) -> Choice? where Choice.RawValue == String {
        guard let text = string(node, name(), sink) else { return nil }
        if let choice = Choice(rawValue: text.value) { return choice }
        report(text, isNot: name(), oneOf: Choice.allCases.map(\.rawValue), sink)
        return nil
    }

    static func report(
        _ text: Located<String>, isNot name: String, oneOf choices: [String], _ sink: DiagnosticSink
    ) {
        let list = choices.map { "`\($0)`" }.joined(separator: ", ")
        sink.add(
            .badValue, "\(name) is one of \(list)", at: text.span,
            help: nearestName(to: text.value, among: choices).map { "a similar one: `\($0)`" })
    }
}
