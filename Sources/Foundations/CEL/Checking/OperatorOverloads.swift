// SPDX-License-Identifier: Apache-2.0

/// The types that operators take (cel-spec, "List of Standard Definitions"). Numbers of different
/// kinds do not mix unless one of them is `dyn`.
extension BinaryOperator {
    var overloads: [CELOverload] { Self.table[self] ?? [] }

    private static let table: [BinaryOperator: [CELOverload]] = [
        .add: sums + [
            form(.add, .string), form(.add, .bytes), form(.add, .list(.parameter("A"))),
            form(.add, .timestamp, .duration, .timestamp),
            form(.add, .duration, .timestamp, .timestamp), form(.add, .duration),
        ],
        .subtract: numbers.map { form(.subtract, $0) } + [
            form(.subtract, .timestamp, .timestamp, .duration),
            form(.subtract, .timestamp, .duration, .timestamp), form(.subtract, .duration),
        ],
        .multiply: numbers.map { form(.multiply, $0) },
        .divide: numbers.map { form(.divide, $0) },
        .remainder: [form(.remainder, .int), form(.remainder, .uint)],
        .equal: [form(.equal, .parameter("A"), .parameter("A"), .bool)],
        .notEqual: [form(.notEqual, .parameter("A"), .parameter("A"), .bool)],
        .less: ordered.map { form(.less, $0, $0, .bool) },
        .lessOrEqual: ordered.map { form(.lessOrEqual, $0, $0, .bool) },
        .greater: ordered.map { form(.greater, $0, $0, .bool) },
        .greaterOrEqual: ordered.map { form(.greaterOrEqual, $0, $0, .bool) },
        .isIn: [
            form(.isIn, .parameter("A"), .list(.parameter("A")), .bool),
            form(.isIn, .parameter("A"), .map(.parameter("A"), .parameter("B")), .bool),
        ],
    ]

    private static let numbers: [CELType] = [.int, .uint, .double]
    private static let sums = numbers.map { form(.add, $0) }
    private static let ordered: [CELType] = [
        .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration,
    ]

    private static func form(_ symbol: BinaryOperator, _ type: CELType) -> CELOverload {
        form(symbol, type, type, type)
    }

    private static func form(
        _ symbol: BinaryOperator, _ left: CELType, _ right: CELType, _ result: CELType
    ) -> CELOverload {
        CELOverload(symbol.rawValue, [left, right], result, .none)
    }
}

extension UnaryOperator {
    var overloads: [CELOverload] {
        switch self {
        case .not: Self.notOverloads
        case .negate: Self.negateOverloads
        }
    }

    private static let notOverloads = [CELOverload("!", [.bool], .bool, .none)]
    private static let negateOverloads = [
        CELOverload("-", [.int], .int, .none), CELOverload("-", [.double], .double, .none),
    ]
}
