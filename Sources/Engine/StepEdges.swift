// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// The edges between a plan's steps that no reference of the catalog states.
enum StepEdges {
    /// `changes` are sorted by address.
    static func edges(
        of changes: [Change], _ request: PlanningRequest, _ state: RecordedState
    ) -> StepOrder.Edges {
        var edges = StepOrder.Edges()
        for change in changes where change.kind.isChange {
            let recordedAddress = change.formerAddress ?? change.address
            if let row = state.rows[recordedAddress] {
                edges.recordedDependsOn[change.address] = row.dependsOn
            }
        }
        let types = typesByName(request)
        edges.afterRemoval = reusedNames(changes, types) + followers(changes, types)
        return edges
    }

    static func typesByName(_ request: PlanningRequest) -> [String: ResourceType] {
        Dictionary(
            request.targets.flatMap { $0.types.values.map { ($0.name, $0) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// A name that one object gives up and another takes.
    private static func reusedNames(
        _ changes: [Change], _ types: [String: ResourceType]
    ) -> [(change: Int, of: Int)] {
        var leaving: [Claim: Int] = [:]
        for (place, change) in changes.enumerated() where change.kind.isRemoval {
            leaving[Claim(change, types, former: true)] = place
        }
        guard !leaving.isEmpty else { return [] }
        return changes.enumerated().compactMap { place, change in
            guard change.kind == .create || change.kind == .replace,
                let other = leaving[Claim(change, types, former: false)], other != place
            else { return nil }
            return (place, other)
        }
    }

    private static func followers(
        _ changes: [Change], _ types: [String: ResourceType]
    ) -> [(change: Int, of: Int)] {
        var removals: [String: [Int]] = [:]
        for (place, change) in changes.enumerated() where change.kind.isRemoval {
            removals[change.object.type, default: []].append(place)
        }
        guard !removals.isEmpty else { return [] }
        return changes.enumerated().flatMap { place, change -> [(change: Int, of: Int)] in
            guard change.kind.isChange, let type = types[change.object.type] else { return [] }
            return type.follows.sorted().flatMap { removals[$0] ?? [] }.map { (place, $0) }
        }
    }
}

/// What an object is called, where nothing else may be called so.
private struct Claim: Hashable {
    let target: String
    let space: String
    let identity: String

    init(_ change: Change, _ types: [String: ResourceType], former: Bool) {
        let object = change.object
        target = former ? object.formerTarget ?? object.target : object.target
        space = types[object.type]?.claimSpace ?? object.type
        identity = former ? object.formerIdentity ?? object.identity : object.identity
    }
}
