// SPDX-License-Identifier: Apache-2.0

import Values

/// Fields and elements of values at run time (cel-spec, "Field Selection"; on optionals as cel-go's
/// optional extension).
extension CELValue {
    /// `self.field`.
    func selecting(_ field: FieldKey) throws(CELError) -> CELValue {
        switch self {
        case .map(let map):
            guard let value = map[field] else { throw CELError(.noSuchKey(field.text)) }
            return value
        case .optional(let inner):
            guard let inner else { return .absent }
            return .optional(try inner.find(field))
        default: throw CELError.mismatch(".\(field.text)", self)
        }
    }

    /// The field's value; nil where a map does not have it.
    func find(_ field: FieldKey) throws(CELError) -> CELValue? {
        switch self {
        case .map(let map): return map[field]
        case .optional(let inner): return try inner?.find(field)
        default: throw CELError.mismatch(".\(field.text)", self)
        }
    }

    /// `has(self.field)`.
    func hasField(_ field: FieldKey) throws(CELError) -> Bool {
        switch self {
        case .map(let map): return map.contains(field)
        case .optional(let inner): return try inner?.hasField(field) ?? false
        default: throw CELError.mismatch("has", self)
        }
    }

    /// `self[index]`.
    func element(at index: CELValue) throws(CELError) -> CELValue {
        if case .optional(let inner) = self {
            guard let inner else { return .absent }
            return .optional(try inner.find(at: index))
        }
        if let value = try find(at: index) { return value }
        if case .list = self { throw CELError(.indexOutOfBounds) }
        throw CELError(.noSuchKey(index.keyText))
    }

    /// The element; nil where the list ends before it or the map does not have the key.
    func find(at index: CELValue) throws(CELError) -> CELValue? {
        switch self {
        case .map(let map):
            guard index.mayFindKey else { throw CELError.mismatch("[]", self, index) }
            return map[index]
        case .list(let list):
            guard let position = index.wholeNumber else {
                throw CELError.mismatch("[]", self, index)
            }
            return position >= 0 && position < Int64(list.count) ? list[Int(position)] : nil
        case .optional(let inner): return try inner?.find(at: index)
        default: throw CELError.mismatch("[]", self, index)
        }
    }

    fileprivate var mayFindKey: Bool {
        switch self {
        case .string, .bool, .int, .uint, .double: true
        default: false
        }
    }

    private var wholeNumber: Int64? {
        switch self {
        case .int(let number): number
        case .uint(let number): Int64(clamping: number)
        case .double(let number): Int64(exactly: number)
        default: nil
        }
    }

    private var keyText: String {
        switch self {
        case .string(let text): text
        case .int(let number): String(number)
        case .uint(let number): String(number)
        case .double(let number): String(number)
        case .bool(let flag): String(flag)
        default: runtimeType.name
        }
    }
}

/// `element in container`.
func contains(
    _ container: CELValue, _ element: CELValue, _ budget: inout CELBudget
) throws(CELError) -> Bool {
    switch (container, element) {
    case (_, .opaque), (_, .pending): throw CELError.mismatch("in", element, container)
    case (.map(let map), _):
        guard element.mayFindKey else { throw CELError.mismatch("in", element, container) }
        return map[element] != nil
    case (.list(let list), _):
        try budget.charge(list.count)
        for index in 0..<list.count where try areEqual(list[index], element, &budget) {
            return true
        }
        return false
    default: throw CELError.mismatch("in", element, container)
    }
}
