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
        for place in changes.indices where !state.rows.isEmpty && changes[place].kind.isChange {
            let address = changes[place].address
            if let row = state.rows[changes[place].formerAddress ?? address] {
                edges.recordedDependsOn[address] = row.dependsOn
            }
        }
        let removals = changes.indices.filter { changes[$0].kind.isRemoval }
        guard !removals.isEmpty else { return edges }
        let types = typesByName(request)
        edges.afterRemoval =
            reusedNames(changes, removals, types) + reusedRooms(changes, removals, types)
            + followers(changes, removals, types)
        return edges
    }

    static func typesByName(_ request: PlanningRequest) -> [String: ResourceType] {
        Dictionary(
            request.targets.flatMap { $0.types.values.map { ($0.name, $0) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// A name that one object gives up and another takes.
    private static func reusedNames(
        _ changes: [Change], _ removals: [Int], _ types: [String: ResourceType]
    ) -> [(change: Int, of: Int)] {
        var leaving: [Claim: Int] = [:]
        for place in removals { leaving[Claim(changes[place], types, former: true)] = place }
        guard !leaving.isEmpty else { return [] }
        return changes.enumerated().compactMap { place, change in
            guard change.kind == .create || change.kind == .replace,
                let other = leaving[Claim(change, types, former: false)], other != place
            else { return nil }
            return (place, other)
        }
    }

    /// A place that one object leaves and another takes, where they can't be there at once.
    private static func reusedRooms(
        _ changes: [Change], _ removals: [Int], _ types: [String: ResourceType]
    ) -> [(change: Int, of: Int)] {
        var leaving: [Claim: [(place: Int, room: Room)]] = [:]
        for place in removals {
            guard let (claim, room) = Claim.room(changes[place], types, former: true) else {
                continue
            }
            leaving[claim, default: []].append((place, room))
        }
        guard !leaving.isEmpty else { return [] }
        return changes.enumerated().flatMap { place, change -> [(change: Int, of: Int)] in
            guard change.kind == .create || change.kind == .replace,
                let (claim, room) = Claim.room(change, types, former: false)
            else { return [] }
            return (leaving[claim] ?? []).filter { $0.place != place && $0.room.excludes(room) }
                .map { (place, $0.place) }
        }
    }

    private static func followers(
        _ changes: [Change], _ removals: [Int], _ types: [String: ResourceType]
    ) -> [(change: Int, of: Int)] {
        var byType: [String: [Int]] = [:]
        for place in removals { byType[changes[place].object.type, default: []].append(place) }
        guard !byType.isEmpty else { return [] }
        return changes.enumerated().flatMap { place, change -> [(change: Int, of: Int)] in
            guard change.kind.isChange, let type = types[change.object.type] else { return [] }
            return type.follows.sorted().flatMap { byType[$0] ?? [] }.map { (place, $0) }
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

    private init(target: String, space: String, identity: String) {
        self.target = target
        self.space = space
        self.identity = identity
    }

    /// The room that an object is in, with its name in the place of the identity.
    static func room(
        _ change: Change, _ types: [String: ResourceType], former: Bool
    ) -> (Claim, Room)? {
        let claim = Claim(change, types, former: former)
        return types[change.object.type]?.functions.room(claim.identity).map {
            (Claim(target: claim.target, space: claim.space, identity: $0.name), $0)
        }
    }
}
