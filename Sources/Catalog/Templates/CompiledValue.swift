// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CEL
import Values
import YAMLSource

/// A value of a template with its expressions compiled. It holds no values of any subscription.
indirect enum CompiledValue: Sendable {
    case literal(Value)
    /// The whole of a text: the value keeps its type.
    case expression(CompiledExpression)
    /// Text with expressions in it.
    case text([Piece])
    case list([CompiledValue])
    case object(Fields<CompiledValue>)

    enum Piece: Sendable {
        case text(String)
        case expression(CompiledExpression)
    }

    /// Every expression in it.
    var expressions: [CompiledExpression] {
        switch self {
        case .literal: []
        case .expression(let expression): [expression]
        case .text(let pieces):
            pieces.compactMap {
                if case .expression(let expression) = $0 { expression } else { nil }
            }
        case .list(let items): items.flatMap(\.expressions)
        case .object(let fields): fields.flatMap(\.value.expressions)
        }
    }
}

/// An expression with the place that its errors are shown at. It never changes once made.
final class CompiledExpression: Sendable {
    let program: CELProgram
    let scalar: YAMLScalar
    /// Of the whole scalar.
    let span: SourceSpan
    /// Where the expression's source begins in the scalar's text.
    let offset: Int
    let file: String

    init(
        program: CELProgram, scalar: YAMLScalar, span: SourceSpan, offset: Int, file: String
    ) {
        self.program = program
        self.scalar = scalar
        self.span = span
        self.offset = offset
        self.file = file
    }

    /// The place of bytes of the expression.
    func place(_ range: Range<Int>?) -> Diagnostic.Place {
        let inside = range.map { $0.lowerBound + offset..<$0.upperBound + offset }
        return Diagnostic.Place(
            file: file, span: inside.map { scalar.span(ofUTF8: $0, in: span) } ?? span)
    }
}
