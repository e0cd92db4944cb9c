// SPDX-License-Identifier: Apache-2.0

/// The one value model of the program: what YAML, JSON, attributes and plans are made of.
///
/// Strings and keys are compared by their UTF-8 bytes, never by Unicode equivalence. An integer and
/// a double are never equal, `1` is not `1.0`. It holds no spans, no secrets and nothing pending.
package enum Value: Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case double(Double)
    case string(String)
    case list([Value])
    case object(Fields<Value>)
}

extension Value: Equatable {
    package static func == (left: Value, right: Value) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.int(let left), .int(let right)): left == right
        case (.double(let left), .double(let right)): left == right
        case (.string(let left), .string(let right)): left.hasSameBytes(as: right)
        case (.list(let left), .list(let right)): left == right
        case (.object(let left), .object(let right)): left == right
        default: false
        }
    }
}

extension Value {
    package var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    package var int: Int64? {
        if case .int(let number) = self { number } else { nil }
    }

    package var bool: Bool? {
        if case .bool(let flag) = self { flag } else { nil }
    }

    package var list: [Value]? {
        if case .list(let items) = self { items } else { nil }
    }

    package var object: Fields<Value>? {
        if case .object(let fields) = self { fields } else { nil }
    }

    package var isNull: Bool {
        if case .null = self { true } else { false }
    }

    /// The member `key` of an object; nil for a missing key and for anything that is no object.
    package subscript(_ key: String) -> Value? { object?[key] }

    /// The word for the value's type in messages, as JSON Schema names it.
    package var typeName: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .int: "integer"
        case .double: "number"
        case .string: "string"
        case .list: "list"
        case .object: "object"
        }
    }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral text: String) { self = .string(text) }
    package init(integerLiteral number: Int64) { self = .int(number) }
    package init(booleanLiteral flag: Bool) { self = .bool(flag) }
    package init(arrayLiteral items: Value...) { self = .list(items) }
    package init(dictionaryLiteral pairs: (String, Value)...) { self = .object(Fields(pairs)) }
}
