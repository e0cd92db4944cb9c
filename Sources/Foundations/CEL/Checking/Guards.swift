// SPDX-License-Identifier: Apache-2.0

/// A path by its meaning, without its position. An index may be a path itself: `people[each.key].title`.
struct PathKey: Hashable {
    indirect enum Step: Hashable {
        case constant(CELSelectPath.Step)
        case computed(PathKey)
    }

    let root: String
    let local: Int?
    var steps: [Step]
}

/// The paths that are known to be present where the checker stands, because a `has()` decides whether
/// it is evaluated there at all.
struct Guards {
    private var counts: [PathKey: Int] = [:]

    mutating func add(_ keys: [PathKey]) {
        for key in keys { counts[key, default: 0] += 1 }
    }

    mutating func remove(_ keys: [PathKey]) {
        for key in keys { counts[key, default: 0] -= 1 }
    }

    func contains(_ key: PathKey) -> Bool { counts[key, default: 0] > 0 }
}

extension Checker {
    /// What is present wherever the expression gives `outcome`.
    func knownPresent(by expression: Expression, when outcome: Bool) -> [PathKey] {
        switch expression.kind {
        case .presence(let select) where outcome:
            guard let key = key(select.operand) else { return [] }
            return prefixes(of: key.appending(.constant(.field(select.field))))
        case .binary(let binary) where outcome && binary.operator == .isIn:
            guard let step = step(binary.left), step.isKey, let key = key(binary.right) else {
                return []
            }
            return prefixes(of: key.appending(step))
        case .unary(.not, let operand): return knownPresent(by: operand, when: !outcome)
        case .logical(let isAnd, let operands) where isAnd == outcome:
            return operands.flatMap { knownPresent(by: $0, when: outcome) }
        default: return []
        }
    }

    /// What holds `a.b.c` holds `a.b` as well.
    private func prefixes(of key: PathKey) -> [PathKey] {
        key.steps.indices.map { end in
            PathKey(root: key.root, local: key.local, steps: Array(key.steps[...end]))
        }
    }

    /// Whether a `has()` says that this field of what `operand` gives is there.
    func isGuarded(_ field: String, of operand: Expression) -> Bool {
        key(operand).map { guards.contains($0.appending(.constant(.field(field)))) } ?? false
    }

    private func step(_ index: Expression) -> PathKey.Step? {
        index.constantStep.map { .constant($0) } ?? key(index).map { .computed($0) }
    }

    private func key(_ expression: Expression) -> PathKey? {
        switch expression.kind {
        case .name(let name, let isAbsolute):
            if !isAbsolute, let local = local(name) {
                return PathKey(root: name, local: local.index, steps: [])
            }
            let written = isAbsolute ? ".\(name)" : name
            let full = environment.resolve(written) { environment.slot(of: $0) == nil ? nil : $0 }
            return full.map { PathKey(root: $0, local: nil, steps: []) }
        case .select(let select):
            if let name = expression.qualifiedName, !beginsWithLocal(name),
                let full = environment.resolve(
                    name, { environment.slot(of: $0) == nil ? nil : $0 })
            {
                return PathKey(root: full, local: nil, steps: [])
            }
            return key(select.operand)?.appending(.constant(.field(select.field)))
        case .index(let operand, let index, _):
            guard let step = step(index) else { return nil }
            return key(operand)?.appending(step)
        default: return nil
        }
    }
}

extension PathKey {
    fileprivate func appending(_ step: Step) -> PathKey {
        var key = self
        key.steps.append(step)
        return key
    }
}

extension PathKey.Step {
    /// Whether it may be the key of a map: a number is the place in a list.
    fileprivate var isKey: Bool {
        if case .constant(.index) = self { false } else { true }
    }
}
