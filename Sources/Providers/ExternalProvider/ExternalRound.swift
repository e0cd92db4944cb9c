// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import TargetFiles
import Values

/// Operations on an object each: all are compared in one question and written in one call. Marks of the registry
/// stand before an object is made and until it is gone.
struct ExternalRound {
    private let operations: [Operation]
    private let target: ExternalTarget
    private let marks: RegistryMarks
    /// Those that are known.
    private var results: [Int: OperationResult] = [:]

    init(_ operations: [Operation], _ target: ExternalTarget, _ marks: RegistryMarks) {
        self.operations = operations
        self.target = target
        self.marks = marks
    }

    /// One result for each operation.
    mutating func perform() -> [OperationResult] {
        var unanswered = ProviderFailure(.unreachable, "the operation was not begun")
        do throws(ProviderFailure) {
            let registry = try marks.load()
            let observed = try target.observe(operations.map(\.item), lineage: nil)
            let ready = compare(observed.seen.presences, registry)
            try setMarks(ready)
            for place in ready where marks.isAll(of: operations[place]) {
                results[place] = Self.ended(operations[place], observed.seen.presences[place])
            }
            write(ready.filter { !marks.isAll(of: operations[$0]) }, observed.answers)
            settleMarks(ready, former: registry)
        } catch {
            unanswered = error
        }
        return operations.indices.map { results[$0] ?? .failed(unanswered) }
    }

    /// The places of those whose precondition holds; the others are stale.
    private mutating func compare(_ presences: [Presence], _ registry: MarksRegistry) -> [Int] {
        operations.indices.filter { place in
            let operation = operations[place]
            let presence = marks.marked(presences[place], operation.item, in: registry)
            let holds = operation.precondition.accepts(
                presence, of: target.type(operation.type).type, settings: target.place.settings)
            if !holds { results[place] = .stale(presence) }
            return holds
        }
    }

    private static func ended(_ operation: Operation, _ presence: Presence) -> OperationResult {
        guard operation.kind == .mark, var object = presence.object else { return .gone }
        object.mark = operation.mark
        return .done(object)
    }

    private mutating func write(_ places: [Int], _ expected: [Value]) {
        guard !places.isEmpty else { return }
        let asked = places.map { place in
            WireRequest.operation(
                operations[place], of: target.type(operations[place].type),
                expected: expected[place])
        }
        do throws(ProviderFailure) {
            let outcomes = try target.perform(asked, of: places.map { operations[$0] })
            for (place, outcome) in zip(places, outcomes) {
                results[place] = withMark(outcome, operations[place])
            }
        } catch {
            for place in places { results[place] = .failed(error) }
        }
    }

    private func withMark(_ outcome: OperationResult, _ operation: Operation) -> OperationResult {
        guard marks.isKept(for: operation.type), case .done(var object) = outcome else {
            return outcome
        }
        object.mark = operation.mark
        return .done(object)
    }
}

extension ExternalRound {
    private func key(_ place: Int) -> MarkKey {
        MarkKey(type: operations[place].type, identity: operations[place].identity)
    }

    private func kept(_ places: [Int]) -> [Int] {
        places.filter { marks.isKept(for: operations[$0].type) }
    }

    /// Marks of what is to be there.
    private func setMarks(_ places: [Int]) throws(ProviderFailure) {
        let kept = kept(places).filter { !operations[$0].leavesNothing }
        guard !kept.isEmpty else { return }
        try marks.change { registry in
            for place in kept { registry[key(place)] = operations[place].mark }
        }
    }

    /// Takes off marks of what is gone, and puts back those of what was not written. Where that is not known both
    /// may be, so the mark stays.
    private mutating func settleMarks(_ places: [Int], former: MarksRegistry) {
        let kept = kept(places)
        guard !kept.isEmpty else { return }
        do throws(ProviderFailure) {
            try marks.change { registry in
                for place in kept {
                    switch results[place] {
                    case .gone: registry[key(place)] = nil
                    case .stale: registry[key(place)] = former[key(place)]
                    case .failed(let failure) where !failure.leavesDoubt:
                        registry[key(place)] = former[key(place)]
                    default: break
                    }
                }
            }
        } catch {
            // A mark without its object counts for nothing, but for one that is to be left it does.
            for place in kept where operations[place].kind == .unmark {
                results[place] = .failed(error)
            }
        }
    }
}

extension ProviderFailure {
    /// Whether the object may have been written all the same.
    fileprivate var leavesDoubt: Bool { kind == .unreachable || kind == .timedOut }
}

extension Operation {
    /// How its object is looked up just before.
    fileprivate var item: ObserveItem {
        ObserveItem(
            type: type, identity: identity, attributes: attributes, recorded: recorded,
            isSuspended: kind == .resume || kind == .purge)
    }
}
