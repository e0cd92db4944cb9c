// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Synchronization
import TargetFiles
import Values

/// Writes a target through its program. Each operation is compared with its precondition by what the program
/// observes just before; the program gets that with the operation, and writes only where it still holds, as
/// closely as its server can say so.
final class ExternalPerformer: Performer {
    private let target: ExternalTarget
    private let marks: RegistryMarks
    private let isFirst = Atomic(true)

    init(_ target: ExternalTarget) {
        self.target = target
        marks = RegistryMarks(target)
    }

    func perform(_ batch: [Operation]) async -> [OperationResult] { performed(batch) }

    func performed(_ batch: [Operation]) -> [OperationResult] {
        var results: [OperationResult] = []
        do throws(ProviderFailure) {
            if isFirst.exchange(false, ordering: .relaxed) { try removeLostMarks() }
        } catch {
            return batch.map { _ in .failed(error) }
        }
        var rest = batch[...]
        while !rest.isEmpty {
            let round = Self.round(of: rest)
            var run = ExternalRound(Array(round), target, marks)
            results += run.perform()
            rest = rest[round.endIndex...]
        }
        return results
    }

    /// As many as are on an object each: what comes after on the same object is compared with what it is then.
    private static func round(of batch: ArraySlice<Operation>) -> ArraySlice<Operation> {
        var seen: Set<MarkKey> = []
        return batch.prefix {
            seen.insert(MarkKey(type: $0.type, identity: $0.identity)).inserted
        }
    }

    /// A crash, or somebody's hand, can leave a mark without its object: whatever is put there later would count
    /// as ours.
    private func removeLostMarks() throws(ProviderFailure) {
        let keys = target.document.types.filter { !$0.carriesMarks }.map(\.type.name)
        let registry = try marks.load()
        let kept = keys.flatMap(registry.keys(ofType:)).sorted()
        guard !kept.isEmpty else { return }
        let items = kept.map { ObserveItem(type: $0.type, identity: $0.identity, attributes: [:]) }
        let presences = try target.observe(items, lineage: nil).seen.presences
        try marks.change { registry in
            for (key, presence) in zip(kept, presences) {
                if case .absent = presence { registry[key] = nil }
            }
        }
    }
}
