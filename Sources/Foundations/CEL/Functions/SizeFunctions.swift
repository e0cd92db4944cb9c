// SPDX-License-Identifier: Apache-2.0

/// `size` of text in code points, of bytes, lists and maps.
enum SizeFunctions {
    static let all: [CELOverload] = types.flatMap { type in
        [
            CELOverload.global("size", type, .int, size),
            CELOverload.member(type, "size", .int, size),
        ]
    }

    private static let types: [CELType] = [
        .string, .bytes, .list(.parameter("A")), .map(.parameter("A"), .parameter("B")),
    ]

    private static let size: CELOverload.Unary = { value, budget throws(CELError) in
        switch value {
        case .string(let text):
            try budget.charge(bytes: text.utf8.count)
            return .int(Int64(text.unicodeScalars.count))
        case .bytes(let bytes): return .int(Int64(bytes.count))
        case .list(let list): return .int(Int64(list.count))
        case .map(let map): return .int(Int64(map.count))
        default: throw CELError.mismatch("size", value)
        }
    }
}
