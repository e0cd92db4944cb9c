// SPDX-License-Identifier: Apache-2.0

package import Values

/// A value of the Common Expression Language at run time (cel-spec, "Values").
///
/// Numbers of different kinds are equal where their mathematical values are; text and bytes compare
/// by their bytes. `opaque` and `pending` are not part of the standard: both may be passed through
/// whole and nothing else. It holds no errors: those are thrown.
package enum CELValue: Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case uint(UInt64)
    case double(Double)
    case string(String)
    case bytes([UInt8])
    case list(CELList)
    case map(CELMap)
    case timestamp(CELTimestamp)
    case duration(CELDuration)
    case type(CELType)
    indirect case optional(CELValue?)
    indirect case address(IPAddress)
    indirect case network(IPNetwork)
    /// A secret: its content never enters an expression.
    case opaque(CELReference)
    /// An attribute that gets its value later.
    case pending(CELReference)
}

extension CELValue {
    package static func list(_ items: [CELValue]) -> CELValue { .list(CELList(items)) }

    package static func map(_ fields: Fields<CELValue>) -> CELValue { .map(CELMap(fields)) }

    package static let absent = CELValue.optional(nil)

    /// The type as the `type()` function gives it: lists and maps without parameters.
    package var runtimeType: CELType {
        switch self {
        case .null: .null
        case .bool: .bool
        case .int: .int
        case .uint: .uint
        case .double: .double
        case .string: .string
        case .bytes: .bytes
        case .list: .list(.dyn)
        case .map: .map(.dyn, .dyn)
        case .timestamp: .timestamp
        case .duration: .duration
        case .type: .type(.dyn)
        case .optional: .optional(.dyn)
        case .address: .address
        case .network: .network
        case .opaque(let reference): .opaque(reference.name)
        case .pending: .pending(.dyn)
        }
    }
}
