// SPDX-License-Identifier: Apache-2.0

/// A type of the language, as the checker knows it (cel-spec, "Gradual Type Checking"). `opaque` and
/// `pending` are Burnham-neutral additions for values that may only be passed on whole.
package indirect enum CELType: Sendable {
    /// Known only at run time.
    case dyn
    case null
    case bool
    case int
    case uint
    case double
    case string
    case bytes
    case timestamp
    case duration
    /// `net.IP`.
    case address
    /// `net.CIDR`.
    case network
    case list(CELType)
    case map(CELType, CELType)
    case optional(CELType)
    /// The type of a type value.
    case type(CELType)
    /// A primitive or null.
    case wrapper(CELType)
    /// A map from text whose keys are declared.
    case object(CELObjectType)
    /// A type made and used by functions only.
    case abstract(String, [CELType])
    /// A secret of the named kind.
    case opaque(String)
    /// A value of the type that is known later.
    case pending(CELType)
    /// A type parameter in a function's declaration.
    case parameter(String)
    /// A type that the checker is still finding out.
    case variable(Int)
}

extension CELType {
    var isDyn: Bool { if case .dyn = self { true } else { false } }

    /// The type a pending value will have; the type itself for any other.
    package var settled: CELType {
        if case .pending(let type) = self { type.settled } else { self }
    }

    /// A shallow copy with its parameters replaced.
    func mapParameters(_ transform: (CELType) -> CELType) -> CELType {
        switch self {
        case .list(let element): .list(transform(element))
        case .map(let key, let value): .map(transform(key), transform(value))
        case .optional(let type): .optional(transform(type))
        case .type(let type): .type(transform(type))
        case .wrapper(let type): .wrapper(transform(type))
        case .abstract(let name, let parameters): .abstract(name, parameters.map(transform))
        case .pending(let type): .pending(transform(type))
        default: self
        }
    }

    var parameters: [CELType] {
        switch self {
        case .list(let type), .optional(let type), .type(let type), .wrapper(let type),
            .pending(let type):
            [type]
        case .map(let key, let value): [key, value]
        case .abstract(_, let parameters): parameters
        default: []
        }
    }
}

extension CELType: Hashable {
    package static func == (left: CELType, right: CELType) -> Bool {
        left.hasSameHead(as: right) && left.parameters == right.parameters
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(parameters)
    }

    /// Whether the two differ in their parameters only.
    func hasSameHead(as other: CELType) -> Bool {
        switch (self, other) {
        case (.object(let left), .object(let right)): left === right || left.name == right.name
        case (.parameter(let left), .parameter(let right)): left == right
        case (.variable(let left), .variable(let right)): left == right
        case (.abstract(let left, let first), .abstract(let right, let second)):
            left == right && first.count == second.count
        case (.opaque(let left), .opaque(let right)): left == right
        case (.abstract, _), (.object, _), (.parameter, _), (.variable, _), (.opaque, _): false
        case (_, .abstract), (_, .object), (_, .parameter), (_, .variable), (_, .opaque): false
        default: tag == other.tag
        }
    }
}

extension CELType {
    private var tag: Int {
        switch self {
        case .dyn: 0
        case .null: 1
        case .bool: 2
        case .int: 3
        case .uint: 4
        case .double: 5
        case .string: 6
        case .bytes: 7
        case .timestamp: 8
        case .duration: 9
        case .address: 10
        case .network: 11
        case .list: 12
        case .map: 13
        case .optional: 14
        case .type: 15
        case .wrapper: 16
        case .object: 17
        case .abstract: 18
        case .opaque: 19
        case .pending: 20
        case .parameter: 21
        case .variable: 22
        }
    }
}

extension CELType: CustomStringConvertible {
    /// The name as `type()` shows it, without parameters.
    package var name: String {
        switch self {
        case .dyn: "dyn"
        case .null: "null_type"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .timestamp: "google.protobuf.Timestamp"
        case .duration: "google.protobuf.Duration"
        case .address: "net.IP"
        case .network: "net.CIDR"
        case .list: "list"
        case .map: "map"
        case .optional: "optional_type"
        case .type: "type"
        case .wrapper: "wrapper"
        case .object(let type): type.name
        case .abstract(let name, _): name
        case .opaque(let name): name
        case .pending: "pending"
        case .parameter(let name): name
        case .variable(let number): "_\(number)"
        }
    }

    /// The name with its parameters, for messages: `map(string, list(int))`.
    package var description: String {
        switch self {
        case .timestamp: return "timestamp"
        case .duration: return "duration"
        case .null: return "null"
        default: break
        }
        guard !parameters.isEmpty else { return name }
        return "\(name)(\(parameters.map(\.description).joined(separator: ", ")))"
    }
}
