// SPDX-License-Identifier: Apache-2.0

package import Values

/// Values and types written so that nothing is lost: `{"t": "int", "v": "42"}`, `list(map(string, dyn))`.
/// It is the notation of the conformance cases, for programs that drive the evaluator from outside. It
/// has no form for opaque and pending values.
package enum CELNotation {
    /// Nil for what is no value of the notation.
    package static func value(_ written: Value) -> CELValue? {
        guard let kind = written["t"]?.string else { return nil }
        let content = written["v"]
        switch kind {
        case "null": return .null
        case "bool": return content?.bool.map { .bool($0) }
        case "int": return content?.string.flatMap { Int64($0) }.map { .int($0) }
        case "uint": return content?.string.flatMap { UInt64($0) }.map { .uint($0) }
        case "double": return content?.string.flatMap { Double($0) }.map { .double($0) }
        case "string": return content?.string.map { .string($0) }
        case "bytes":
            return content?.string.flatMap { Base64.decode(Array($0.utf8)) }.map { .bytes($0) }
        case "list": return content?.list.flatMap { list($0) }
        case "map": return content?.list.flatMap { map($0) }
        case "type": return content?.string.map { .type(type($0) ?? .abstract($0, [])) }
        case "timestamp":
            guard let (seconds, nanoseconds) = moment(written) else { return nil }
            return CELTimestamp(seconds: seconds, nanoseconds: nanoseconds).map { .timestamp($0) }
        case "duration":
            guard let (seconds, nanoseconds) = moment(written) else { return nil }
            return CELDuration(seconds: seconds, nanoseconds: nanoseconds).map { .duration($0) }
        default: return nil
        }
    }

    private static func list(_ items: [Value]) -> CELValue? {
        let values = items.compactMap { value($0) }
        return values.count == items.count ? .list(values) : nil
    }

    private static func map(_ pairs: [Value]) -> CELValue? {
        var entries: [(key: CELValue, value: CELValue)] = []
        for pair in pairs {
            guard let pair = pair.list, pair.count == 2, let key = value(pair[0]),
                let value = value(pair[1])
            else { return nil }
            entries.append((key, value))
        }
        return (try? CELMap(entries)).map { .map($0) }
    }

    private static func moment(_ written: Value) -> (Int64, Int32)? {
        guard let seconds = written["s"]?.string.flatMap({ Int64($0) }),
            let nanoseconds = written["n"]?.int.flatMap({ Int32(exactly: $0) })
        else { return nil }
        return (seconds, nanoseconds)
    }
}

/// The other way.
extension CELNotation {
    /// Nil for values the notation has no form for.
    package static func written(_ value: CELValue) -> Value? {
        switch value {
        case .null: return ["t": "null"]
        case .bool(let flag): return ["t": "bool", "v": .bool(flag)]
        case .int(let number): return ["t": "int", "v": .string(String(number))]
        case .uint(let number): return ["t": "uint", "v": .string(String(number))]
        case .double(let number): return ["t": "double", "v": .string(text(number))]
        case .string(let text): return ["t": "string", "v": .string(text)]
        case .bytes(let bytes):
            return [
                "t": "bytes", "v": .string(String(decoding: Base64.encode(bytes), as: UTF8.self)),
            ]
        case .list(let list):
            let items = list.items.compactMap { written($0) }
            return items.count == list.count ? ["t": "list", "v": .list(items)] : nil
        case .map(let map):
            let pairs = map.entries.compactMap { entry -> Value? in
                guard let key = written(entry.key), let value = written(entry.value) else {
                    return nil
                }
                return [key, value]
            }
            return pairs.count == map.count ? ["t": "map", "v": .list(pairs)] : nil
        case .timestamp(let time):
            return moment("timestamp", time.description, time.seconds, time.nanoseconds)
        case .duration(let span):
            return moment("duration", span.description, span.seconds, span.nanoseconds)
        case .type(let type): return ["t": "type", "v": .string(type.name)]
        case .optional(let content):
            guard let content else { return ["t": "optional"] }
            return written(content).map { ["t": "optional", "v": $0] }
        case .address(let address): return ["t": "net.IP", "v": .string(address.description)]
        case .network(let network): return ["t": "net.CIDR", "v": .string(network.description)]
        case .opaque, .pending: return nil
        }
    }

    private static func text(_ number: Double) -> String {
        DoubleText.special(number) ?? number.description
    }

    private static func moment(
        _ kind: String, _ text: String, _ seconds: Int64, _ nanoseconds: Int32
    ) -> Value {
        [
            "t": .string(kind), "v": .string(text), "s": .string(String(seconds)),
            "n": .int(Int64(nanoseconds)),
        ]
    }
}
