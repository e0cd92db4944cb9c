// SPDX-License-Identifier: Apache-2.0

package import Values

/// Values, the other way.
extension CELNotation {
    /// Values share what they hold, so that a small evaluation may give what is large once it is written: it may not
    /// cost more than an evaluation. Opaque and pending values fail.
    package static func written(
        _ value: CELValue, costMax: Int = CELLimits().costMax
    ) throws(CELError) -> Value {
        var budget = CELBudget(costMax)
        return try written(value, &budget, depth: 0)
    }

    private static func written(
        _ value: CELValue, _ budget: inout CELBudget, depth: Int
    ) throws(CELError) -> Value {
        guard depth <= CELBudget.valueDepthMax else { throw CELError(.depthLimit) }
        try budget.charge(1)
        switch value {
        case .list(let list): return try written(list, &budget, depth: depth)
        case .map(let map): return try written(map, &budget, depth: depth)
        case .optional(let content):
            guard let content else { return ["t": "optional"] }
            return ["t": "optional", "v": try written(content, &budget, depth: depth + 1)]
        case .opaque, .pending: throw CELError.mismatch("eval", value)
        default: return try leaf(value, &budget)
        }
    }

    private static func written(
        _ list: CELList, _ budget: inout CELBudget, depth: Int
    ) throws(CELError) -> Value {
        var items: [Value] = []
        for item in list.items { items.append(try written(item, &budget, depth: depth + 1)) }
        return ["t": "list", "v": .list(items)]
    }

    private static func written(
        _ map: CELMap, _ budget: inout CELBudget, depth: Int
    ) throws(CELError) -> Value {
        var pairs: [Value] = []
        for entry in map.entries {
            let key = try leaf(entry.key, &budget)
            pairs.append([key, try written(entry.value, &budget, depth: depth + 1)])
        }
        return ["t": "map", "v": .list(pairs)]
    }

    private static func leaf(
        _ value: CELValue, _ budget: inout CELBudget
    ) throws(CELError) -> Value {
        let text = Self.text(of: value)
        try budget.charge(bytes: text.utf8.count)
        let kind = Value.string(kind(of: value))
        switch value {
        case .null: return ["t": kind]
        case .bool(let flag): return ["t": kind, "v": .bool(flag)]
        case .timestamp(let time): return moment(kind, text, time.seconds, time.nanoseconds)
        case .duration(let span): return moment(kind, text, span.seconds, span.nanoseconds)
        default: return ["t": kind, "v": .string(text)]
        }
    }

    /// Content and, for bytes, its encoding; nothing for null.
    private static func text(of value: CELValue) -> String {
        switch value {
        case .int(let number): String(number)
        case .uint(let number): String(number)
        case .double(let number): DoubleText.special(number) ?? number.description
        case .string(let text): text
        case .bytes(let bytes): String(decoding: Base64.encode(bytes), as: UTF8.self)
        case .timestamp(let time): time.description
        case .duration(let span): span.description
        case .type(let type): type.name
        case .address(let address): address.description
        case .network(let network): network.description
        default: ""
        }
    }

    /// The word for what a value is.
    private static func kind(of value: CELValue) -> String {
        switch value {
        case .timestamp: "timestamp"
        case .duration: "duration"
        case .null: "null"
        default: value.runtimeType.name
        }
    }

    private static func moment(
        _ kind: Value, _ text: String, _ seconds: Int64, _ nanoseconds: Int32
    ) -> Value {
        [
            "t": kind, "v": .string(text), "s": .string(String(seconds)),
            "n": .int(Int64(nanoseconds)),
        ]
    }
}
