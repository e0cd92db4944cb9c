// SPDX-License-Identifier: Apache-2.0

import Values

/// Values as `%s` writes them: lists in brackets, maps in braces in the order of their keys' text.
struct ValueText {
    private(set) var result = ""
    private(set) var budget: CELBudget
    private var depth = 0

    init(_ budget: CELBudget) { self.budget = budget }

    mutating func write(_ value: CELValue) throws(CELError) {
        let text = try plain(value)
        if let text {
            try budget.charge(bytes: text.utf8.count)
            result += text
            return
        }
        depth += 1
        defer { depth -= 1 }
        guard depth <= CELBudget.valueDepthMax else { throw CELError(.depthLimit) }
        switch value {
        case .list(let list): try write(list)
        case .map(let map): try write(map)
        default: throw CELError.mismatch("format %s", value)
        }
    }

    /// Nil for lists, maps and what has no text.
    private func plain(_ value: CELValue) throws(CELError) -> String? {
        switch value {
        case .null: return "null"
        case .bool(let flag): return flag ? "true" : "false"
        case .int(let number): return String(number)
        case .uint(let number): return String(number)
        case .double(let number): return DoubleText.general(number)
        case .string(let text): return text
        case .bytes(let bytes):
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw CELError(.unconvertible(to: "string"))
            }
            return text
        case .timestamp(let time): return time.description
        case .duration(let span): return span.description
        case .type(let type): return type.name
        case .address(let address): return address.description
        case .network(let network): return network.description
        case .list, .map, .optional, .opaque, .pending: return nil
        }
    }

    private mutating func write(_ list: CELList) throws(CELError) {
        result += "["
        for index in 0..<list.count {
            if index > 0 { result += ", " }
            try write(list[index])
        }
        result += "]"
    }

    private mutating func write(_ map: CELMap) throws(CELError) {
        var entries: [(key: String, value: CELValue)] = []
        for entry in map.entries {
            guard let key = try plain(entry.key) else {
                throw CELError.mismatch("format %s", entry.key)
            }
            entries.append((key, entry.value))
        }
        entries.sort { $0.key.precedesByBytes($1.key) }
        result += "{"
        for (index, entry) in entries.enumerated() {
            try budget.charge(bytes: entry.key.utf8.count)
            result += "\(index > 0 ? ", " : "")\(entry.key): "
            try write(entry.value)
        }
        result += "}"
    }
}
