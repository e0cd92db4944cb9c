// SPDX-License-Identifier: Apache-2.0

/// The body of a macro that goes through a list or a map. Every turn is charged for.
struct Loop: Sendable {
    /// The place of the first variable.
    let local: Int
    let variables: Int
    let condition: Code?
    let conditionRange: Range<Int>
    let result: Code?
    let resultRange: Range<Int>

    /// Most lists of a catalog are that short: one piece of memory holds what of them is kept.
    private static let roomAtFirst = 8

    private func enter(_ index: Int, _ range: LoopRange, _ frame: inout Frame) throws(CELError) {
        try frame.budget.charge(1 + (condition?.weight ?? 0) + (result?.weight ?? 0))
        if variables == 1 {
            frame.locals[local] = .value(range.single(index))
        } else {
            let pair = range.pair(index)
            frame.locals[local] = .value(pair.key)
            frame.locals[local + 1] = .value(pair.value)
        }
    }

    private func holds(_ frame: inout Frame) throws(CELError) -> Bool {
        guard let condition else { return true }
        let value = try condition.step(&frame)
        guard case .bool(let flag) = value else {
            throw CELError.mismatch("?:", value).located(conditionRange)
        }
        return flag
    }

    private func made(_ frame: inout Frame) throws(CELError) -> CELValue {
        guard let result else {
            preconditionFailure("a macro without result; this is a bug in burnham")
        }
        return try result.step(&frame)
    }
}

extension Loop {
    /// `all` and `exists`: one decisive outcome decides, whatever failed before it.
    func test(
        _ range: LoopRange, _ frame: inout Frame, decisive: Bool
    ) throws(CELError) -> CELValue {
        var failure: CELError?
        for index in 0..<range.count {
            try enter(index, range, &frame)
            do throws(CELError) {
                if try holds(&frame) == decisive { return .bool(decisive) }
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return .bool(!decisive)
    }

    func existsOne(_ range: LoopRange, _ frame: inout Frame) throws(CELError) -> CELValue {
        var count = 0
        for index in 0..<range.count {
            try enter(index, range, &frame)
            if try holds(&frame) { count += 1 }
        }
        return .bool(count == 1)
    }

    func filter(_ range: LoopRange, _ frame: inout Frame) throws(CELError) -> CELValue {
        var items: [CELValue] = []
        items.reserveCapacity(min(range.count, Self.roomAtFirst))
        for index in 0..<range.count {
            try enter(index, range, &frame)
            if try holds(&frame) { items.append(range.single(index)) }
        }
        return .list(items)
    }

    func list(_ range: LoopRange, _ frame: inout Frame) throws(CELError) -> CELValue {
        var items: [CELValue] = []
        items.reserveCapacity(condition == nil ? range.count : 0)
        for index in 0..<range.count {
            try enter(index, range, &frame)
            if try holds(&frame) { items.append(try made(&frame)) }
        }
        return .list(items)
    }

    func map(_ range: LoopRange, _ frame: inout Frame) throws(CELError) -> CELValue {
        var entries: [(key: CELValue, value: CELValue)] = []
        for index in 0..<range.count {
            try enter(index, range, &frame)
            if try holds(&frame) { entries.append((range.pair(index).key, try made(&frame))) }
        }
        return .map(try CELMap(entries))
    }

    func entries(_ range: LoopRange, _ frame: inout Frame) throws(CELError) -> CELValue {
        var entries: [(key: CELValue, value: CELValue)] = []
        for index in 0..<range.count {
            try enter(index, range, &frame)
            guard try holds(&frame) else { continue }
            let value = try made(&frame)
            guard case .map(let map) = value else {
                throw CELError.mismatch("transformMapEntry", value).located(resultRange)
            }
            try frame.budget.charge(map.count)
            entries.append(contentsOf: map.entries)
        }
        return .map(try CELMap(entries))
    }
}
