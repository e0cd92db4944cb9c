// SPDX-License-Identifier: Apache-2.0

import Values

/// Equality as JSON Schema defines it (2020-12 core, section 4.2.2): numbers by what they mean, so
/// that 1 and 1.0 are one value; text by its bytes; objects without regard to order.
enum SchemaEquality {
    static func areEqual(_ left: Value, _ right: Value) -> Bool {
        switch (left, right) {
        case (.string(let left), .string(let right)): left.hasSameBytes(as: right)
        case (.int, .int), (.int, .double), (.double, .int), (.double, .double):
            NumberOrder.compare(left, right) == 0
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.list(let left), .list(let right)):
            left.count == right.count && zip(left, right).allSatisfy { areEqual($0, $1) }
        case (.object(let left), .object(let right)):
            left.count == right.count
                && zip(left.entries, right.entries).allSatisfy {
                    $0.key.hasSameBytes(as: $1.key) && areEqual($0.value, $1.value)
                }
        default: false
        }
    }

    /// Equal values feed the same.
    static func hash(_ value: Value, into hasher: inout Hasher) {
        switch value {
        case .null: hasher.combine(0)
        case .bool(let flag): hasher.combine(flag)
        case .int(let number):
            let double = Double(number)
            if Int64(exactly: double) == number {
                hasher.combine(double)
            } else {
                hasher.combine(number)
            }
        case .double(let number): hasher.combine(number == 0 ? 0 : number)
        case .string(let text): hash(text, into: &hasher)
        case .list(let items):
            hasher.combine(items.count)
            for item in items { hash(item, into: &hasher) }
        case .object(let fields):
            hasher.combine(fields.count)
            for entry in fields {
                hash(entry.key, into: &hasher)
                hash(entry.value, into: &hasher)
            }
        }
    }

    private static func hash(_ text: String, into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        hasher.combine(UInt8(0xFF))
    }

    static func hash(of value: Value) -> Int {
        var hasher = Hasher()
        hash(value, into: &hasher)
        return hasher.finalize()
    }
}

/// Values that are asked whether they hold another one, as `enum` does.
struct ValueSet: Sendable {
    let values: [Value]
    /// Places of values by their hash, where there are enough of them to be worth it.
    private let places: [Int: [Int]]

    private static let fewValues = 12

    init(_ values: [Value]) {
        self.values = values
        places =
            values.count <= Self.fewValues
            ? [:]
            : Dictionary(grouping: values.indices) { SchemaEquality.hash(of: values[$0]) }
    }

    func contains(_ value: Value) -> Bool {
        guard !places.isEmpty else {
            return values.contains { SchemaEquality.areEqual($0, value) }
        }
        return places[SchemaEquality.hash(of: value)]?
            .contains { SchemaEquality.areEqual(values[$0], value) } ?? false
    }

    /// The first two places that hold equal values.
    static func firstRepeat(in values: [Value]) -> (first: Int, second: Int)? {
        if values.count <= fewValues {
            for second in values.indices {
                for first in 0..<second where SchemaEquality.areEqual(values[first], values[second])
                { return (first, second) }
            }
            return nil
        }
        var seen: [Int: [Int]] = [:]
        for second in values.indices {
            let hash = SchemaEquality.hash(of: values[second])
            if let first = seen[hash]?
                .first(where: { SchemaEquality.areEqual(values[$0], values[second]) })
            {
                return (first, second)
            }
            seen[hash, default: []].append(second)
        }
        return nil
    }
}
