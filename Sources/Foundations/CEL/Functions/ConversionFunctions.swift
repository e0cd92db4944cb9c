// SPDX-License-Identifier: Apache-2.0

/// Conversions between types, `dyn` and `type` (cel-spec, "List of Standard Definitions").
enum ConversionFunctions {
    static let all: [CELOverload] =
        [
            .global("dyn", .parameter("A"), .dyn) { value, _ throws(CELError) in
                try passed(value, "dyn")
            },
            .global("type", .parameter("A"), .type(.parameter("A"))) { value, _ throws(CELError) in
                .type(try passed(value, "type").runtimeType)
            },
        ]
        + forms("int", .int, from: [.int, .uint, .double, .string, .timestamp], int)
        + forms("uint", .uint, from: [.uint, .int, .double, .string], uint)
        + forms("double", .double, from: [.double, .int, .uint, .string], double)
        + forms(
            "string", .string,
            from: [
                .string, .int, .uint, .double, .bool, .bytes, .timestamp, .duration, .address,
                .network,
            ], string)
        + forms("bytes", .bytes, from: [.bytes, .string], bytes)
        + forms("bool", .bool, from: [.bool, .string], bool)
        + forms("timestamp", .timestamp, from: [.timestamp, .string, .int], timestamp)
        + forms("duration", .duration, from: [.duration, .string], duration)

    private static func forms(
        _ name: String, _ result: CELType, from sources: [CELType],
        _ convert: @escaping @Sendable (CELValue) throws(CELError) -> CELValue
    ) -> [CELOverload] {
        sources.map { source in
            .global(name, source, result) { value, budget throws(CELError) in
                if case .string(let text) = value { try budget.charge(bytes: text.utf8.count) }
                return try convert(value)
            }
        }
    }

    /// Any value that may take part in an operation.
    private static func passed(_ value: CELValue, _ name: String) throws(CELError) -> CELValue {
        switch value {
        case .opaque, .pending: throw CELError.mismatch(name, value)
        default: return value
        }
    }
}

/// Numbers.
extension ConversionFunctions {
    private static func int(_ value: CELValue) throws(CELError) -> CELValue {
        switch value {
        case .int: return value
        case .uint(let number):
            guard let number = Int64(exactly: number) else { throw CELError(.overflow) }
            return .int(number)
        case .double(let number):
            // The bounds themselves are refused: as doubles they stand for numbers beyond them too.
            guard number > -0x1p63, number < 0x1p63 else { throw CELError(.overflow) }
            return .int(Int64(number))
        case .string(let text):
            guard let number = Int64(text) else { throw CELError(.unconvertible(to: "int")) }
            return .int(number)
        case .timestamp(let time): return .int(time.seconds)
        default: throw CELError.mismatch("int", value)
        }
    }

    private static func uint(_ value: CELValue) throws(CELError) -> CELValue {
        switch value {
        case .uint: return value
        case .int(let number):
            guard let number = UInt64(exactly: number) else { throw CELError(.overflow) }
            return .uint(number)
        case .double(let number):
            guard number >= 0, number < 0x1p64 else { throw CELError(.overflow) }
            return .uint(UInt64(number))
        case .string(let text):
            // Swift reads `-0`; CEL's uint has no sign that could be minus.
            guard !text.hasPrefix("-"), let number = UInt64(text) else {
                throw CELError(.unconvertible(to: "uint"))
            }
            return .uint(number)
        default: throw CELError.mismatch("uint", value)
        }
    }

    private static func double(_ value: CELValue) throws(CELError) -> CELValue {
        if let number = value.asDouble { return .double(number) }
        guard case .string(let text) = value else { throw CELError.mismatch("double", value) }
        guard let number = Double(text) else { throw CELError(.unconvertible(to: "double")) }
        return .double(number)
    }
}

/// The other types.
extension ConversionFunctions {
    private static func string(_ value: CELValue) throws(CELError) -> CELValue {
        switch value {
        case .string: return value
        case .int(let number): return .string(String(number))
        case .uint(let number): return .string(String(number))
        case .double(let number): return .string(DoubleText.general(number))
        case .bool(let flag): return .string(flag ? "true" : "false")
        case .bytes(let bytes):
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw CELError(.unconvertible(to: "string"))
            }
            return .string(text)
        case .timestamp(let time): return .string(time.description)
        case .duration(let span): return .string(span.description)
        case .address(let address): return .string(address.description)
        case .network(let network): return .string(network.description)
        default: throw CELError.mismatch("string", value)
        }
    }

    private static func bytes(_ value: CELValue) throws(CELError) -> CELValue {
        switch value {
        case .bytes: return value
        case .string(let text): return .bytes(Array(text.utf8))
        default: throw CELError.mismatch("bytes", value)
        }
    }

    private static func bool(_ value: CELValue) throws(CELError) -> CELValue {
        switch value {
        case .bool: return value
        case .string("1"), .string("t"), .string("true"), .string("TRUE"), .string("True"):
            return .bool(true)
        case .string("0"), .string("f"), .string("false"), .string("FALSE"), .string("False"):
            return .bool(false)
        case .string: throw CELError(.unconvertible(to: "bool"))
        default: throw CELError.mismatch("bool", value)
        }
    }

    private static func timestamp(_ value: CELValue) throws(CELError) -> CELValue {
        switch value {
        case .timestamp: return value
        case .string(let text):
            guard let time = CELTimestamp(text) else {
                throw CELError(.unconvertible(to: "timestamp"))
            }
            return .timestamp(time)
        case .int(let seconds):
            guard let time = CELTimestamp(seconds: seconds) else { throw CELError(.overflow) }
            return .timestamp(time)
        default: throw CELError.mismatch("timestamp", value)
        }
    }

    private static func duration(_ value: CELValue) throws(CELError) -> CELValue {
        switch value {
        case .duration: return value
        case .string(let text):
            guard let span = CELDuration(text) else {
                throw CELError(.unconvertible(to: "duration"))
            }
            return .duration(span)
        default: throw CELError.mismatch("duration", value)
        }
    }
}
