// SPDX-License-Identifier: Apache-2.0

package import Values

/// The way between the program's values and the language's (cel-spec, "JSON Data Conversion").
extension CELValue {
    /// Constant time: lists and maps are wrapped, not copied.
    package init(_ value: Value) {
        switch value {
        case .null: self = .null
        case .bool(let flag): self = .bool(flag)
        case .int(let number): self = .int(number)
        case .double(let number): self = .double(number)
        case .string(let text): self = .string(text)
        case .list(let items): self = .list(CELList(items))
        case .object(let fields): self = .map(CELMap(fields))
        }
    }

    /// The plain value: bytes as base64, timestamps as RFC 3339, durations as seconds with `s`, keys
    /// as text, a present optional as what it holds. Nil where there is none: a uint above the range of
    /// `int`, a type, an absent optional, an opaque or pending value, or more than `nodesMax` values.
    package func plain(nodesMax: Int = 1_000_000) -> Value? {
        var nodes = nodesMax
        return plain(&nodes)
    }

    private func plain(_ nodes: inout Int) -> Value? {
        nodes -= 1
        guard nodes >= 0 else { return nil }
        switch self {
        case .null: return .null
        case .bool(let flag): return .bool(flag)
        case .int(let number): return .int(number)
        case .uint(let number): return Int64(exactly: number).map { .int($0) }
        case .double(let number): return .double(number)
        case .string(let text): return .string(text)
        case .bytes(let bytes):
            return .string(String(decoding: Base64.encode(bytes), as: UTF8.self))
        case .timestamp(let time): return .string(time.description)
        case .duration(let duration): return .string(duration.description)
        case .address(let address): return .string(address.description)
        case .network(let network): return .string(network.description)
        case .optional(let value): return value?.plain(&nodes)
        case .list(let list): return Self.plainList(list, &nodes)
        case .map(let map): return Self.plainMap(map, &nodes)
        case .type, .opaque, .pending: return nil
        }
    }

    private static func plainList(_ list: CELList, _ nodes: inout Int) -> Value? {
        if let outside = list.outside { return .list(outside) }
        var items: [Value] = []
        items.reserveCapacity(list.count)
        for item in list.items {
            guard let item = item.plain(&nodes) else { return nil }
            items.append(item)
        }
        return .list(items)
    }

    private static func plainMap(_ map: CELMap, _ nodes: inout Int) -> Value? {
        if let outside = map.outside { return .object(outside) }
        var pairs: [(String, Value)] = []
        pairs.reserveCapacity(map.count)
        for entry in map.entries {
            guard let key = entry.key.keyText, let value = entry.value.plain(&nodes) else {
                return nil
            }
            pairs.append((key, value))
        }
        return .object(Fields(pairs))
    }

    private var keyText: String? {
        switch self {
        case .string(let text): text
        case .int(let number): String(number)
        case .uint(let number): String(number)
        case .bool(let flag): flag ? "true" : "false"
        default: nil
        }
    }
}
