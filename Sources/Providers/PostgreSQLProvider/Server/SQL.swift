// SPDX-License-Identifier: Apache-2.0

/// A statement in pieces: code that stands in this program, and names and texts from elsewhere, which the
/// connection quotes with libpq's own functions when it sends them. It is made from literals only, so that
/// nothing from outside becomes code.
struct SQL: ExpressibleByStringInterpolation, Sendable {
    enum Piece: Sendable {
        case code(StaticString)
        /// An identifier.
        case name(String)
        /// A string literal.
        case text(String)
        case number(Int64)
    }

    private(set) var pieces: [Piece]

    init(stringLiteral code: StaticString) { pieces = [.code(code)] }

    init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var pieces: [Piece] = []

        init(literalCapacity _: Int, interpolationCount count: Int) {
            pieces.reserveCapacity(2 * count + 1)
        }

        mutating func appendLiteral(_ code: StaticString) {
            if code.utf8CodeUnitCount > 0 { pieces.append(.code(code)) }
        }

        mutating func appendInterpolation(name: String) { pieces.append(.name(name)) }
        mutating func appendInterpolation(text: String) { pieces.append(.text(text)) }
        mutating func appendInterpolation(_ number: Int64) { pieces.append(.number(number)) }
        mutating func appendInterpolation(_ part: SQL) { pieces += part.pieces }
    }

    static func + (left: SQL, right: SQL) -> SQL {
        var both = left
        both.pieces += right.pieces
        return both
    }

    static func += (left: inout SQL, right: SQL) { left.pieces += right.pieces }
}

extension [SQL] {
    func joined(by separator: SQL) -> SQL {
        guard var all = first else { return "" }
        for part in dropFirst() { all += separator + part }
        return all
    }
}
