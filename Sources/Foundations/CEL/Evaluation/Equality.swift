// SPDX-License-Identifier: Apache-2.0

import Values

/// Whether two values are equal (cel-spec, "Equality and Ordering"): values of different kinds are
/// not, save numbers. Fails only on opaque and pending values, and at the limits.
func areEqual(
    _ left: CELValue, _ right: CELValue, _ budget: inout CELBudget, depth: Int = 0
) throws(CELError) -> Bool {
    switch (left, right) {
    case (.string(let left), .string(let right)): return left.hasSameBytes(as: right)
    case (.int(let left), .int(let right)): return left == right
    case (.bool(let left), .bool(let right)): return left == right
    case (.null, .null): return true
    case (.uint(let left), .uint(let right)): return left == right
    case (.bytes(let left), .bytes(let right)): return left == right
    case (.list(let left), .list(let right)):
        return try areEqual(left, right, &budget, depth: depth + 1)
    case (.map(let left), .map(let right)):
        return try areEqual(left, right, &budget, depth: depth + 1)
    case (.optional(let left), .optional(let right)):
        guard let left, let right else { return left == nil && right == nil }
        return try areEqual(left, right, &budget, depth: depth + 1)
    case (.timestamp(let left), .timestamp(let right)): return left == right
    case (.duration(let left), .duration(let right)): return left == right
    case (.type(let left), .type(let right)): return left.name.hasSameBytes(as: right.name)
    case (.address(let left), .address(let right)): return left == right
    case (.network(let left), .network(let right)): return left == right
    case (.opaque, _), (.pending, _), (_, .opaque), (_, .pending):
        throw CELError.mismatch("==", left, right)
    default: return numericOrder(left, right) == .some(.equal)
    }
}

private func areEqual(
    _ left: CELList, _ right: CELList, _ budget: inout CELBudget, depth: Int
) throws(CELError) -> Bool {
    guard depth <= CELBudget.valueDepthMax else { throw CELError(.depthLimit) }
    guard left.count == right.count else { return false }
    try budget.charge(left.count)
    for index in 0..<left.count {
        guard try areEqual(left[index], right[index], &budget, depth: depth) else { return false }
    }
    return true
}

private func areEqual(
    _ left: CELMap, _ right: CELMap, _ budget: inout CELBudget, depth: Int
) throws(CELError) -> Bool {
    guard depth <= CELBudget.valueDepthMax else { throw CELError(.depthLimit) }
    guard left.count == right.count else { return false }
    try budget.charge(left.count)
    for entry in left.entries {
        guard let other = right[entry.key],
            try areEqual(entry.value, other, &budget, depth: depth)
        else { return false }
    }
    return true
}
