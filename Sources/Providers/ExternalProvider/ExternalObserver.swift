// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import TargetFiles
import Values

/// Reads a target through its program. It writes nothing, and what the program does then is the program's promise.
struct ExternalObserver: Lister {
    /// Items in one question.
    private static let pageCount = 10_000

    private let target: ExternalTarget
    private let marks: RegistryMarks

    init(_ target: ExternalTarget) {
        self.target = target
        marks = RegistryMarks(target)
    }

    func observe(
        _ items: [ObserveItem], lineage: String
    ) async throws(ProviderFailure) -> Observations {
        let registry = try marks.load()
        let named = Set(items.map { MarkKey(type: $0.type, identity: $0.identity) })
        let kept = registry.keys(of: lineage, besides: named)
        let all =
            items + kept.map { ObserveItem(type: $0.type, identity: $0.identity, attributes: [:]) }
        var seen = try pages(of: all, lineage)
        for (place, item) in all.enumerated() {
            seen.presences[place] = marks.marked(seen.presences[place], item, in: registry)
        }
        let found = zip(kept, seen.presences[items.count...]).compactMap { key, presence in
            if case .absent = presence { return MarkedObject?.none }
            return registry[key].map {
                MarkedObject(type: key.type, identity: key.identity, mark: $0)
            }
        }
        let unasked = seen.unasked.filter {
            !named.contains(MarkKey(type: $0.type, identity: $0.identity))
        }
        return Observations(
            presences: Array(seen.presences[..<items.count]), unasked: unasked + found,
            remarks: seen.remarks)
    }

    private func pages(
        of items: [ObserveItem], _ lineage: String
    ) throws(ProviderFailure) -> Observations {
        var seen = try target.observe(Array(items.prefix(Self.pageCount)), lineage: lineage).seen
        var rest = items.dropFirst(Self.pageCount)
        while !rest.isEmpty {
            seen.presences += try target.observe(
                Array(rest.prefix(Self.pageCount)), lineage: nil
            ).seen.presences
            rest = rest.dropFirst(Self.pageCount)
        }
        return seen
    }

    func check(_ operations: OperationSeries) async -> [CheckResult] {
        var results: [CheckResult] = []
        results.reserveCapacity(operations.count)
        var page: [Operation] = []
        for operation in operations {
            page.append(operation)
            if page.count == Self.pageCount || results.count + page.count == operations.count {
                results += check(page)
                page = []
            }
        }
        return results
    }

    /// The program is not asked about what is no business of it.
    private func check(_ page: [Operation]) -> [CheckResult] {
        let asked = page.indices.filter { !marks.isAll(of: page[$0]) }
        var results = page.map { _ in CheckResult.checked }
        guard !asked.isEmpty else { return results }
        for (place, result) in zip(asked, target.check(asked.map { page[$0] })) {
            results[place] = result
        }
        return results
    }

    func examine(at now: Instant) async throws(ProviderFailure) -> [TargetFinding] {
        try target.examine(at: now)
    }

    func list(_ types: Set<String>) async throws(ProviderFailure) -> [ListedObject] {
        try target.list(types.sorted { $0.precedesByBytes($1) }, with: marks)
    }
}
