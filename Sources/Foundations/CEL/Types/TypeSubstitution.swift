// SPDX-License-Identifier: Apache-2.0

/// What the checker knows so far about the types it is finding out, and whether one type may stand
/// where another is wanted. The rules are those of the reference checkers: `dyn` fits everywhere,
/// a variable takes the first type it meets and the more general of those that follow.
struct TypeSubstitution {
    private var bindings: [CELType?] = []

    mutating func freshVariable() -> CELType {
        bindings.append(nil)
        return .variable(bindings.count - 1)
    }

    /// The type with all known variables replaced.
    func resolve(_ type: CELType, unknownBecomesDyn: Bool = false) -> CELType {
        if case .variable(let number) = type {
            if let bound = bindings[number] {
                return resolve(bound, unknownBecomesDyn: unknownBecomesDyn)
            }
            return unknownBecomesDyn ? .dyn : type
        }
        guard !type.parameters.isEmpty else { return type }
        return type.mapParameters { resolve($0, unknownBecomesDyn: unknownBecomesDyn) }
    }

    /// Learns what follows from `type` standing where `wanted` is wanted; learns nothing where it may
    /// not.
    mutating func assign(_ type: CELType, to wanted: CELType) -> Bool {
        assign([type], to: [wanted])
    }

    mutating func assign(_ types: [CELType], to wanted: [CELType]) -> Bool {
        guard types.count == wanted.count else { return false }
        var trial = self
        for (type, wanted) in zip(types, wanted) where !trial.fits(type, wanted) { return false }
        self = trial
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
            guard !occurs(number, in: type) else { return (false, false) }
            bindings[number] = type
            return (false, true)
        }
        if bound == type { return (true, true) }
        guard fits(type, bound) else { return (true, false) }
        let general = moreGeneral(type, bound)
        if !occurs(number, in: general) { bindings[number] = general }
        return (true, true)
    }

    private func occurs(_ number: Int, in type: CELType) -> Bool {
        if case .variable(let other) = type {
            if other == number { return true }
            return bindings[other].map { occurs(number, in: $0) } ?? false
        }
        return type.parameters.contains { occurs(number, in: $0) }
    }

    private func moreGeneral(_ first: CELType, _ second: CELType) -> CELType {
        isAsGeneral(first, second) ? first : second
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
    /// Null stands for an absent value of these types.
    fileprivate var takesNull: Bool {
        switch self {
        case .timestamp, .duration, .address, .network, .object, .abstract, .optional, .wrapper:
            true
        default: false
        }
    }
}
