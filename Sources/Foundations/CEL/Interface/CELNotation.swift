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
        case "optional":
            guard let content else { return .optional(nil) }
            return value(content).map { .optional($0) }
        case "net.IP": return content?.string.flatMap { IPAddress($0) }.map { .address($0) }
        case "net.CIDR": return content?.string.flatMap { IPNetwork($0) }.map { .network($0) }
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
