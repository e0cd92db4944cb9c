// SPDX-License-Identifier: Apache-2.0

import Values

/// The types that `type` allows. `number` includes `integer`.
struct TypeSet: OptionSet, Sendable {
    let rawValue: UInt8

    static let null = TypeSet(rawValue: 1)
    static let boolean = TypeSet(rawValue: 2)
    static let integer = TypeSet(rawValue: 4)
    /// A number that is no integer.
    static let fraction = TypeSet(rawValue: 8)
    static let string = TypeSet(rawValue: 16)
    static let array = TypeSet(rawValue: 32)
    static let object = TypeSet(rawValue: 64)
    static let number: TypeSet = [.integer, .fraction]
    static let any = TypeSet(rawValue: 127)

    /// Names as `type` has them, in the order that messages list them.
    static let names: [(name: String, types: TypeSet)] = [
        ("null", .null), ("boolean", .boolean), ("integer", .integer), ("number", .number),
        ("string", .string), ("array", .array), ("object", .object),
    ]

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(of value: Value) {
        switch value {
        case .null: self = .null
        case .bool: self = .boolean
        case .int: self = .integer
        case .double(let number):
            self = number.isFinite && number == number.rounded() ? .integer : .fraction
        case .string: self = .string
        case .list: self = .array
        case .object: self = .object
        }
    }

    /// The names with articles, such as "a string or a list".
    var words: String {
        var words: [String] = []
        for (name, types) in Self.names where isSuperset(of: types) {
            if name == "integer", isSuperset(of: .number) { continue }
            words.append(name == "array" ? "a list" : Value.withArticle(name))
        }
        guard let last = words.popLast() else { return "nothing" }
        return words.isEmpty ? last : words.joined(separator: ", ") + " or " + last
    }
}

extension Value {
    static func withArticle(_ name: String) -> String {
        switch name {
        case "null": "null"
        case "integer", "object", "array": "an " + name
        default: "a " + name
        }
    }

    var typeNameWithArticle: String { Self.withArticle(typeName) }
}
