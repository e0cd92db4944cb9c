// SPDX-License-Identifier: Apache-2.0

import Values

/// How two values stand to each other.
enum Order {
    case less, equal, greater

    init<Element: Comparable>(_ left: Element, _ right: Element) {
        self = left < right ? .less : left == right ? .equal : .greater
    }
}

/// How two values of ordered kinds stand; nil where one is NaN (cel-spec, "Equality and Ordering").
func order(
    _ left: CELValue, _ right: CELValue, function: String
) throws(CELError) -> Order? {
    switch (left, right) {
    case (.int(let left), .int(let right)): return Order(left, right)
    case (.string(let left), .string(let right)):
        return left.hasSameBytes(as: right)
            ? .equal : left.precedesByBytes(right) ? .less : .greater
    case (.bytes(let left), .bytes(let right)):
        return left == right ? .equal : left.lexicographicallyPrecedes(right) ? .less : .greater
    case (.bool(let left), .bool(let right)): return Order(left ? 1 : 0, right ? 1 : 0)
    case (.timestamp(let left), .timestamp(let right)): return Order(left, right)
    case (.duration(let left), .duration(let right)): return Order(left, right)
    default:
        guard let order = numericOrder(left, right) else {
            throw CELError.mismatch(function, left, right)
        }
        return order.known
    }
}

/// The order of two numbers, which NaN does not have.
enum NumericOrder: Equatable {
    case some(Order)
    case unordered

    var known: Order? {
        if case .some(let order) = self { order } else { nil }
    }
}

/// Integers compare exactly, an integer and a double as doubles; nil for what is no number.
func numericOrder(_ left: CELValue, _ right: CELValue) -> NumericOrder? {
    switch (left, right) {
    case (.int(let left), .int(let right)): return .some(Order(left, right))
    case (.uint(let left), .uint(let right)): return .some(Order(left, right))
    case (.int(let left), .uint(let right)):
        return .some(left < 0 ? .less : Order(UInt64(left), right))
    case (.uint(let left), .int(let right)):
        return .some(right < 0 ? .greater : Order(left, UInt64(right)))
    default:
        guard let left = left.asDouble, let right = right.asDouble else { return nil }
        return left.isNaN || right.isNaN ? .unordered : .some(Order(left, right))
    }
}

extension CELValue {
    var asDouble: Double? {
        switch self {
        case .int(let number): Double(number)
        case .uint(let number): Double(number)
        case .double(let number): number
        default: nil
        }
    }
}
