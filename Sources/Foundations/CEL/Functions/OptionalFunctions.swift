// SPDX-License-Identifier: Apache-2.0

/// cel-go's "optional" extension. `or` and `orValue` look at their argument only where they need it;
/// the compiler sees to that.
enum OptionalFunctions {
    private static let element = CELType.parameter("T")
    private static let optional = CELType.optional(.parameter("T"))

    static let all: [CELOverload] =
        [
            .global("optional.of", element, optional) { value, _ throws(CELError) in
                .optional(value)
            },
            .global("optional.ofNonZeroValue", element, optional) { value, _ throws(CELError) in
                .optional(isZero(value) ? nil : value)
            },
            CELOverload(
                "optional.none", [], optional, .general { _, _ throws(CELError) in .absent }),
            .member(optional, "hasValue", .bool) { value, _ throws(CELError) in
                .bool(try content(value, "hasValue") != nil)
            },
            .member(optional, "value", element) { value, _ throws(CELError) in
                guard let content = try content(value, "value") else {
                    throw CELError(.absentOptional)
                }
                return content
            },
            .member(optional, "or", optional, optional) { value, other, _ throws(CELError) in
                guard case .optional = other else { throw CELError.mismatch("or", value, other) }
                return try content(value, "or") == nil ? other : value
            },
            .member(optional, "orValue", element, element) { value, other, _ throws(CELError) in
                try content(value, "orValue") ?? other
            },
        ] + lists

    private static let lists: [CELOverload] = [
        .member(.list(element), "first", optional) { value, _ throws(CELError) in
            guard case .list(let list) = value else { throw CELError.mismatch("first", value) }
            return .optional(list.count > 0 ? list[0] : nil)
        },
        .member(.list(element), "last", optional) { value, _ throws(CELError) in
            guard case .list(let list) = value else { throw CELError.mismatch("last", value) }
            return .optional(list.count > 0 ? list[list.count - 1] : nil)
        },
        .global("optional.unwrap", .list(optional), .list(element)) {
            value, budget throws(CELError) in
            try unwrapped(value, "optional.unwrap", &budget)
        },
        .member(.list(optional), "unwrapOpt", .list(element)) { value, budget throws(CELError) in
            try unwrapped(value, "unwrapOpt", &budget)
        },
    ]

    private static func unwrapped(
        _ value: CELValue, _ name: String, _ budget: inout CELBudget
    ) throws(CELError) -> CELValue {
        guard case .list(let list) = value else { throw CELError.mismatch(name, value) }
        try budget.charge(list.count)
        var items: [CELValue] = []
        for index in 0..<list.count {
            if let item = try content(list[index], name) { items.append(item) }
        }
        return .list(items)
    }

    static func content(_ value: CELValue, _ name: String) throws(CELError) -> CELValue? {
        guard case .optional(let content) = value else { throw CELError.mismatch(name, value) }
        return content
    }

    private static func isZero(_ value: CELValue) -> Bool {
        switch value {
        case .null: true
        case .bool(let flag): !flag
        case .int(let number): number == 0
        case .uint(let number): number == 0
        case .double(let number): number == 0
        case .string(let text): text.isEmpty
        case .bytes(let bytes): bytes.isEmpty
        case .list(let list): list.count == 0
        case .map(let map): map.count == 0
        case .timestamp(let time): time.seconds == 0 && time.nanoseconds == 0
        case .duration(let span): span.seconds == 0 && span.nanoseconds == 0
        case .type, .optional, .address, .network, .opaque, .pending: false
        }
    }
}
