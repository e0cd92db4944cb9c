// SPDX-License-Identifier: Apache-2.0

/// `join`, `split`, `replace`.
extension StringExtension {
    static let pieces: [CELOverload] = [
        .member(.list(.string), "join", .string) { value, budget throws(CELError) in
            try join(value, separator: "", &budget)
        },
        .member(.list(.string), "join", .string, .string) {
            value, separator, budget throws(CELError) in
            guard case .string(let text) = separator else {
                throw CELError.mismatch("join", value, separator)
            }
            return try join(value, separator: text, &budget)
        },
        .member(.string, "split", [.string], .list(.string)) { values, budget throws(CELError) in
            try split(Arguments(function: "split", values: values), limit: -1, &budget)
        },
        .member(.string, "split", [.string, .int], .list(.string)) {
            values, budget throws(CELError) in
            let arguments = Arguments(function: "split", values: values)
            return try split(arguments, limit: try arguments.int(2), &budget)
        },
        .member(.string, "replace", [.string, .string], .string) {
            values, budget throws(CELError) in
            try replace(Arguments(function: "replace", values: values), limit: -1, &budget)
        },
        .member(.string, "replace", [.string, .string, .int], .string) {
            values, budget throws(CELError) in
            let arguments = Arguments(function: "replace", values: values)
            return try replace(arguments, limit: try arguments.int(3), &budget)
        },
    ]

    private static func join(
        _ value: CELValue, separator: String, _ budget: inout CELBudget
    ) throws(CELError) -> CELValue {
        guard case .list(let list) = value else { throw CELError.mismatch("join", value) }
        var result = ""
        for index in 0..<list.count {
            guard case .string(let text) = list[index] else {
                throw CELError.mismatch("join", list[index])
            }
            try budget.charge(bytes: separator.utf8.count + text.utf8.count)
            if index > 0 { result += separator }
            result += text
        }
        return .string(result)
    }

    private static func split(
        _ arguments: Arguments, limit: Int, _ budget: inout CELBudget
    ) throws(CELError) -> CELValue {
        let (text, separator) = (try arguments.text(0), try arguments.text(1))
        try budget.charge(bytes: text.utf8.count)
        guard limit != 0 else { return .list([CELValue]()) }
        let cuts = occurrences(of: separator, in: text, countMax: limit < 0 ? .max : limit - 1)
        try budget.charge(cuts.count)
        // An empty separator cuts between code points, not at either end.
        let inner = separator.isEmpty ? cuts.filter { $0 > 0 && $0 < text.utf8.count } : cuts
        var pieces: [CELValue] = []
        pieces.reserveCapacity(inner.count + 1)
        let bytes = Array(text.utf8)
        var start = 0
        for cut in inner {
            pieces.append(.string(String(decoding: bytes[start..<cut], as: UTF8.self)))
            start = cut + separator.utf8.count
        }
        pieces.append(.string(String(decoding: bytes[start...], as: UTF8.self)))
        return .list(pieces)
    }

    private static func replace(
        _ arguments: Arguments, limit: Int, _ budget: inout CELBudget
    ) throws(CELError) -> CELValue {
        let text = try arguments.text(0)
        let (old, new) = (try arguments.text(1), try arguments.text(2))
        try budget.charge(1 + text.utf8.count / 4)
        let places = occurrences(of: old, in: text, countMax: limit < 0 ? .max : limit)
        let (added, isTooLarge) = places.count.multipliedReportingOverflow(by: new.utf8.count + 1)
        try budget.charge(bytes: isTooLarge ? .max : added)
        let (bytes, insertion) = (Array(text.utf8), Array(new.utf8))
        var result: [UInt8] = []
        var start = 0
        for place in places {
            result.append(contentsOf: bytes[start..<place])
            result.append(contentsOf: insertion)
            start = place + old.utf8.count
        }
        result.append(contentsOf: bytes[start...])
        return .string(String(decoding: result, as: UTF8.self))
    }

    /// Offsets from left to right, not overlapping; of nothing, the start of every code point and the
    /// end.
    private static func occurrences(
        of other: String, in text: String, countMax: Int
    ) -> [Int] {
        var offsets: [Int] = []
        guard !other.isEmpty else {
            for (offset, byte) in text.utf8.enumerated() where byte & 0xC0 != 0x80 {
                guard offsets.count < countMax else { return offsets }
                offsets.append(offset)
            }
            if offsets.count < countMax { offsets.append(text.utf8.count) }
            return offsets
        }
        let search = TextSearch(other)
        var start = 0
        while offsets.count < countMax, let next = search.offset(in: text.utf8.span, from: start) {
            offsets.append(next)
            start = next + other.utf8.count
        }
        return offsets
    }
}
