// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CEL
import Values
import YAMLSource

/// Compiles the expressions of YAML nodes in one environment of variables, and tells what is wrong with them at
/// the bytes that are wrong. It evaluates nothing.
struct ExpressionCompiler {
    let environment: CELEnvironment
    let file: String
    private(set) var diagnostics: [Diagnostic] = []

    init(environment: CELEnvironment, file: String) {
        self.environment = environment
        self.file = file
    }

    // MARK: Raw expressions

    /// `when`, `for_each`, rules: the whole text is CEL.
    mutating func raw(_ text: Located<String>, expecting: CELType? = nil) -> CompiledExpression? {
        let scalar = YAMLScalar(text: text.value, style: .plain, isVerbatim: false)
        return compile(text.value, in: scalar, at: 0, span: text.span, expecting: expecting)
    }

    /// The same for a text's own node: what is wrong is told of at its own bytes.
    mutating func raw(_ node: YAMLNode, expecting: CELType? = nil) -> CompiledExpression? {
        guard let scalar = node.scalar else { return nil }
        return compile(scalar.text, in: scalar, at: 0, span: node.span, expecting: expecting)
    }

    /// The node of a text with expressions in it: also an expression that is the whole of it becomes text.
    mutating func text(_ node: YAMLNode) -> CompiledValue? {
        let value = value(node)
        if case .expression(let expression)? = value { checkJoins(expression) }
        return value
    }

    // MARK: Values with expressions in them

    mutating func value(_ node: YAMLNode) -> CompiledValue? {
        switch node.content {
        case .scalar(let scalar):
            return self.scalar(scalar, node.span)
        case .sequence(let items):
            let values = items.map { value($0) }
            let known = values.compactMap(\.self)
            guard known.count == values.count else { return nil }
            return literal(of: known).map { .literal(.list($0)) } ?? .list(known)
        case .mapping(let entries):
            var fields: [(String, CompiledValue)] = []
            for entry in entries {
                guard let value = value(entry.value) else { return nil }
                fields.append((entry.keyText, value))
            }
            if let values = literal(of: fields.map(\.1)) {
                return .literal(.object(Fields(zip(fields.map(\.0), values).map { ($0, $1) })))
            }
            return .object(Fields(fields))
        }
    }

    private func literal(of values: [CompiledValue]) -> [Value]? {
        let literals = values.compactMap { value in
            if case .literal(let value) = value { value } else { nil }
        }
        return literals.count == values.count ? literals : nil
    }

    private mutating func scalar(_ scalar: YAMLScalar, _ span: SourceSpan) -> CompiledValue? {
        guard TemplateText.hasExpression(scalar.text) else { return .literal(scalar.value) }
        let text: TemplateText
        do throws(TemplateText.Unclosed) {
            text = try TemplateText(scalar.text)
        } catch {
            add(
                .badExpression, "`${` is not closed",
                at: scalar.span(ofUTF8: error.range, in: span),
                help: "`$${` stands for a literal `${`")
            return nil
        }
        if text.pieces.count == 1, case .expression(let source, let range) = text.pieces[0] {
            return compile(source, in: scalar, at: range.lowerBound, span: span, expecting: nil)
                .map { .expression($0) }
        }
        return pieces(text, scalar, span)
    }

    private mutating func pieces(
        _ text: TemplateText, _ scalar: YAMLScalar, _ span: SourceSpan
    ) -> CompiledValue? {
        var pieces: [CompiledValue.Piece] = []
        for piece in text.pieces {
            switch piece {
            case .text(let plain): pieces.append(.text(plain))
            case .expression(let source, let range):
                guard
                    let compiled = compile(
                        source, in: scalar, at: range.lowerBound, span: span, expecting: nil)
                else { return nil }
                checkJoins(compiled)
                pieces.append(.expression(compiled))
            }
        }
        let isPlain = pieces.allSatisfy { if case .text = $0 { true } else { false } }
        if isPlain {
            let joined = pieces.map { if case .text(let text) = $0 { text } else { "" } }.joined()
            return .literal(.string(joined))
        }
        return .text(pieces)
    }

    /// Inside text stand only what has one obvious text form.
    private mutating func checkJoins(_ expression: CompiledExpression) {
        switch expression.program.resultType.settled {
        case .string, .int, .uint, .bool, .timestamp, .duration, .dyn: break
        case .opaque:
            add(
                .secretUse, "a secret can't stand inside a text",
                at: expression.place(nil).span,
                help: "a secret is passed on whole, to an attribute that is sensitive")
        case let type:
            add(
                .badExpression, "a value of type \(type) can't stand inside a text",
                at: expression.place(nil).span)
        }
    }

    private mutating func compile(
        _ source: String, in scalar: YAMLScalar, at offset: Int, span: SourceSpan,
        expecting: CELType?
    ) -> CompiledExpression? {
        switch environment.compile(source, expecting: expecting) {
        case .success(let program):
            let compiled = CompiledExpression(
                program: program, scalar: scalar, span: span, offset: offset, file: file)
            for select in program.unguardedOptionalSelects {
                diagnostics.append(
                    Diagnostic(
                        .unguardedOptional, "`\(select)` may be absent",
                        at: compiled.place(select.range),
                        help: select.root.isEmpty
                            ? "`has()` around all of the select asks whether it is there"
                            : "`has(\(select))` asks whether it is there"))
            }
            return compiled
        case .failure(let issues):
            for issue in issues.all {
                let range = issue.range.lowerBound + offset..<issue.range.upperBound + offset
                add(
                    .badExpression, issue.message, at: scalar.span(ofUTF8: range, in: span),
                    help: issue.suggestion.map { "a similar name: `\($0)`" })
            }
            return nil
        }
    }

    private mutating func add(
        _ code: DiagnosticCode, _ message: String, at span: SourceSpan, help: String? = nil
    ) {
        diagnostics.append(
            Diagnostic(code, message, at: Diagnostic.Place(file: file, span: span), help: help))
    }

    mutating func report(
        _ code: DiagnosticCode, _ message: String, at span: SourceSpan, help: String? = nil
    ) {
        add(code, message, at: span, help: help)
    }
}
