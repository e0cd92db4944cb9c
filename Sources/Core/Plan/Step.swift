// SPDX-License-Identifier: Apache-2.0

import Values

/// One operation of a plan. A change has none, one, or two for a replace.
package struct Step: Sendable, Equatable {
    package enum Action: String, Sendable {
        case create, update, suspend, resume, delete, purge, mark, unmark
        /// Nothing is written on the target, only the row.
        case record

        /// What the provider is asked to do; nil for `record`.
        package var operation: Operation.Kind? { Operation.Kind(rawValue: rawValue) }
    }

    /// Its place among the plan's changes.
    package let change: Int
    package let action: Action
    /// Whether this is the step of a replace that takes the former object away.
    package let isOnFormer: Bool
    /// Places of the steps that have to be done before, sorted.
    package var after: [Int] = []

    /// Whether an object of ours is no longer in use after it.
    package var takesAway: Bool { isOnFormer || action.takesAway }

    package init(change: Int, action: Action, isOnFormer: Bool = false) {
        self.change = change
        self.action = action
        self.isOnFormer = isOnFormer
    }

    /// A step's key: the digest of the plan's digest, the address and the operation.
    package func key(plan: String, address: Address) -> String {
        let name = isOnFormer ? "\(action.rawValue)-former" : action.rawValue
        return Digest.canonical([.string(plan), .string(address.text), .string(name)]).hex
    }
}

extension Change {
    /// What an apply does for this change, in the order in which it has to be done.
    package var actions: [(action: Step.Action, isOnFormer: Bool)] {
        switch kind {
        case .create: [(.create, false)]
        case .update: [(writes ? .update : .record, false)]
        case .replace: replaceActions
        case .move: [(writes ? .update : .record, false)]
        case .recover: isBegun ? [] : [(writes ? .update : .mark, false)]
        case .suspend: [(.suspend, false)]
        case .resume: [(.resume, false)]
        case .delete: [(.delete, isBegun)]
        case .purge: [(.purge, false)]
        case .adopt: writes ? [(.mark, false), (.update, false)] : [(.mark, false)]
        case .forget: [(object.precondition == .absent ? .record : .unmark, false)]
        case .unchanged, .conflict, .uncertain, .unobserved, .orphan, .held, .waiting, .reported,
            .barred:
            []
        }
    }

    /// Another identity: the new one first, so that dependants can change over. The same identity, or one that
    /// the old object is in the way of: that has to go first.
    private var replaceActions: [(action: Step.Action, isOnFormer: Bool)] {
        object.newGoesFirst
            ? [(.create, false), (.delete, true)] : [(.delete, true), (.create, false)]
    }

    /// Whether anything on the target is to be written.
    package var writes: Bool { attributes.contains(where: \.differs) || dueReason != nil }

    /// The reason that a renewal, a rotation or a followed removal gives an otherwise unchanged object.
    package var dueReason: String? { kind == .update || kind == .recover ? reason : nil }
}
