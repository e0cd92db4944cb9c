// SPDX-License-Identifier: Apache-2.0

/// What the checker knows so far about the types it is finding out, and whether one type may stand
/// where another is wanted. The rules are those of the reference checkers: `dyn` fits everywhere,
/// a variable takes the first type it meets and the more general of those that follow.
///
/// Types can grow with the power of the number of variables. What is larger or deeper than the limits
/// below counts as `dyn`, so that the work on each stays small.
struct TypeSubstitution {
    static let depthMax = 64
    static let stepsMax = 2000

    private var bindings: [CELType?] = []
    /// What was bound since the current assignment began, with what it was before.
    private var trail: [(number: Int, before: CELType?)] = []
    private var steps = 0
    private var depth = 0

    mutating func freshVariable() -> CELType {
        bindings.append(nil)
        return .variable(bindings.count - 1)
    }

    /// The type with all known variables replaced.
    func resolve(_ type: CELType, unknownBecomesDyn: Bool = false) -> CELType {
        var steps = Self.stepsMax
        return resolve(type, unknownBecomesDyn, depth: 0, &steps)
    }

    private func resolve(
        _ type: CELType, _ unknownBecomesDyn: Bool, depth: Int, _ steps: inout Int
    ) -> CELType {
        let type = followed(type)
        if case .variable = type { return unknownBecomesDyn ? .dyn : type }
        guard !type.parameters.isEmpty else { return type }
        steps -= 1
        guard steps > 0, depth < Self.depthMax else { return .dyn }
        return type.mapParameters { resolve($0, unknownBecomesDyn, depth: depth + 1, &steps) }
    }

    /// What a variable stands for, as far as variables go.
    private func followed(_ type: CELType) -> CELType {
        var type = type
        while case .variable(let number) = type, let bound = bindings[number] { type = bound }
        return type
    }

    /// Learns what follows from `type` standing where `wanted` is wanted; learns nothing where it may
    /// not.
    mutating func assign(_ type: CELType, to wanted: CELType) -> Bool {
        assign([type], to: [wanted])
    }

    mutating func assign(_ types: [CELType], to wanted: [CELType]) -> Bool {
        guard types.count == wanted.count else { return false }
        steps = Self.stepsMax
        defer { trail.removeAll(keepingCapacity: true) }
        guard fitsAll(types, wanted) else {
            for (number, before) in trail.reversed() { bindings[number] = before }
            return false
        }
        return true
    }

    /// The type that holds values of both: the more general one, or `dyn`.
    mutating func join(_ first: CELType?, _ second: CELType) -> CELType {
        guard let first else { return second }
        if case .pending = first { return .pending(join(first.settled, second.settled)) }
        if case .pending = second { return .pending(join(first, second.settled)) }
        return assign(first, to: second) ? moreGeneral(first, second) : .dyn
    }
}

extension TypeSubstitution {
    private mutating func fits(_ type: CELType, _ wanted: CELType) -> Bool {
        steps -= 1
        guard steps > 0, depth < Self.depthMax else { return true }
        depth += 1
        defer { depth -= 1 }
        let (type, wanted) = (representative(type), representative(wanted))
        if type == wanted { return true }
        if case .variable(let number) = wanted {
            let (isBound, isFit) = bind(number, to: type)
            if isFit { return true }
            if isBound { return false }
        }
        if case .variable(let number) = type { return bind(number, to: wanted).isFit }
        if type.isDyn || wanted.isDyn { return true }
        if case .null = type { return wanted.takesNull }
        if case .null = wanted { return type.takesNull }
        return fitsByShape(type, wanted)
    }

    private mutating func fitsByShape(_ type: CELType, _ wanted: CELType) -> Bool {
        switch (type, wanted) {
        case (.wrapper(let primitive), _): fits(primitive, wanted)
        case (_, .wrapper(let primitive)): fits(type, primitive)
        case (.type, .type): true
        case (.object, .map(let key, let value)): fits(.string, key) && fits(.dyn, value)
        case (.map(let key, let value), .object): fits(key, .string) && fits(value, .dyn)
        case (.pending(let type), .pending(let wanted)): fits(type, wanted)
        case (.list, .list), (.map, .map), (.optional, .optional), (.abstract, .abstract):
            type.hasSameHead(as: wanted) && fitsAll(type.parameters, wanted.parameters)
        default: false
        }
    }

    private mutating func fitsAll(_ types: [CELType], _ wanted: [CELType]) -> Bool {
        for (type, wanted) in zip(types, wanted) where !fits(type, wanted) { return false }
        return true
    }

    private mutating func bind(_ number: Int, to type: CELType) -> (isBound: Bool, isFit: Bool) {
        guard let bound = bindings[number] else {
            // Of two open variables the younger follows, which keeps the ways short.
            if case .variable(let other) = type, other > number, bindings[other] == nil {
                set(other, .variable(number))
                return (false, true)
            }
            guard !occurs(number, in: type) else { return (false, false) }
            set(number, type)
            return (false, true)
        }
        if bound == type { return (true, true) }
        guard fits(type, bound) else { return (true, false) }
        let general = moreGeneral(type, bound)
        if !occurs(number, in: general) { set(number, general) }
        return (true, true)
    }

    /// For a variable the last of those that stand for each other; the way there is shortened.
    private mutating func representative(_ type: CELType) -> CELType {
        guard case .variable(let first) = type else { return type }
        var last = first
        while case .variable(let next)? = bindings[last] { last = next }
        var number = first
        while number != last, case .variable(let next)? = bindings[number] {
            if next != last { set(number, .variable(last)) }
            number = next
        }
        return .variable(last)
    }

    private mutating func set(_ number: Int, _ type: CELType) {
        trail.append((number, bindings[number]))
        bindings[number] = type
    }

    private func occurs(_ number: Int, in type: CELType) -> Bool {
        var steps = Self.stepsMax
        return occurs(number, in: type, depth: 0, &steps)
    }

    /// Also where it would take too long to see that it does not.
    private func occurs(
        _ number: Int, in type: CELType, depth: Int, _ steps: inout Int
    ) -> Bool {
        steps -= 1
        guard steps > 0, depth < Self.depthMax else { return true }
        var type = type
        while case .variable(let other) = type {
            if other == number { return true }
            guard let bound = bindings[other] else { return false }
            type = bound
        }
        return type.parameters.contains { occurs(number, in: $0, depth: depth + 1, &steps) }
    }

    private func moreGeneral(_ first: CELType, _ second: CELType) -> CELType {
        switch (first, second) {
        case (.object, .map), (.map, .object): return .map(.string, .dyn)
        default: break
        }
        if isAsGeneral(first, second) { return first }
        if isAsGeneral(second, first) { return second }
        guard first.hasSameHead(as: second) else { return .dyn }
        var others = second.parameters.makeIterator()
        return first.mapParameters { moreGeneral($0, others.next() ?? .dyn) }
    }

    private func isAsGeneral(_ first: CELType, _ second: CELType) -> Bool {
        if first.isDyn { return true }
        if case .variable = first { return true }
        if second.isDyn { return false }
        if case .variable = second { return false }
        if case .wrapper(let primitive) = first, primitive == second { return true }
        if case .null = second, first.takesNull { return true }
        guard first.hasSameHead(as: second) else { return false }
        return zip(first.parameters, second.parameters).allSatisfy { isAsGeneral($0, $1) }
    }
}

extension CELType {
    /// Null stands for an absent value of these types: the checker lets it pass where one of them is wanted.
    package var takesNull: Bool {
        switch self {
        case .timestamp, .duration, .address, .network, .object, .abstract, .optional, .wrapper:
            true
        default: false
        }
    }
}
