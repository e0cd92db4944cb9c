// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import ParallelWork
import Values

/// The edges between resources of different subscriptions, and what is wrong with all of them together: two
/// that claim one object, and resources that wait for each other.
struct ResourceLinking {
    private(set) var resources: [Resource]
    private let sources: [ResourceSource]
    private let types: [String: ResourceType]

    init(_ found: EvaluationFindings, types: [String: ResourceType]) {
        self.types = types
        let unsorted = found.resources
        let isSorted = unsorted.indices.dropFirst().allSatisfy {
            unsorted[$0 - 1].address < unsorted[$0].address
        }
        guard !isSorted else {
            (resources, sources) = (unsorted, found.sources)
            return
        }
        let order = unsorted.indices.sorted { unsorted[$0].address < unsorted[$1].address }
        resources = order.map { unsorted[$0] }
        sources = order.map { found.sources[$0] }
    }

    mutating func link() -> [Diagnostic] {
        addReferences()
        let checks: [@Sendable (ResourceLinking) -> [Diagnostic]] = [
            { $0.claimedTwice() }, { $0.crowded() }, { $0.cycles() },
        ]
        return onAllCores(checks.count) { [self] in checks[$0](self) }.flatMap { $0 }
    }

    /// An attribute that `references` a type names an object of it: whoever makes that object comes first, and
    /// what nobody makes has to be there already.
    private mutating func addReferences() {
        let referencing = Set(
            types.values.flatMap { type in
                type.attributes.contains { $0.references != nil } ? [type.name] : []
            })
        guard resources.indices.contains(where: { referencing.contains(resources[$0].type) }) else {
            return
        }
        let wanted = Set(types.values.flatMap { $0.attributes.compactMap(\.references) })
        let providers = index(of: wanted)
        for place in resources.indices where referencing.contains(resources[place].type) {
            let resource = resources[place]
            var added: [Address] = []
            var outside: [OutsideReference] = []
            for reference in references(of: resource) {
                if let address = providers["\(reference.type)\u{0}\(reference.name)"] {
                    if address != resources[place].address { added.append(address) }
                } else {
                    outside.append(reference)
                }
            }
            guard !added.isEmpty || !outside.isEmpty else { continue }
            let dependsOn =
                added.isEmpty ? resource.dependsOn : Set(resource.dependsOn + added).sorted()
            resources[place] = resource.linked(dependsOn: dependsOn, outside: outside)
        }
    }

    private func references(of resource: Resource) -> [OutsideReference] {
        (types[resource.type]?.attributes ?? []).compactMap { attribute in
            guard let type = attribute.references,
                let name = resource.attributes[attribute.name]?.known?.string
            else { return nil }
            return OutsideReference(attribute: attribute.name, type: type, name: name)
        }
    }

    private func index(of wanted: Set<String>) -> [String: Address] {
        var index: [String: Address] = [:]
        for resource in resources where wanted.contains(resource.type) {
            guard let key = types[resource.type]?.referenceKey,
                let name = resource.attributes[key]?.known?.string
            else { continue }
            index["\(resource.type)\u{0}\(name)"] = resource.address
        }
        return index
    }

    private func claimedTwice() -> [Diagnostic] {
        var spaces = ClaimSpaces(types)
        var claims: [[String: Int]] = []
        return resources.indices.compactMap { place in
            let resource = resources[place]
            let space = spaces.number(of: resource)
            if space == claims.count { claims.append([:]) }
            guard let first = claims[space].updateValue(place, forKey: resource.identity) else {
                return nil
            }
            return Diagnostic(
                .claimedTwice,
                "\(resources[first].address) and \(resource.address) claim one object: `\(resource.identity)`",
                at: sources[place].subscription.head.idPlace
            ).relating(sources[first].subscription.head.idPlace, "claimed here too")
                .relating(sources[place].resource.place, "by this resource of the template")
        }
    }

    /// Objects of one room of which one stands alone there.
    private func crowded() -> [Diagnostic] {
        var spaces = ClaimSpaces(types)
        var rooms: [[String: (place: Int, room: Room)]] = []
        return resources.indices.compactMap { place in
            let resource = resources[place]
            let space = spaces.number(of: resource)
            if space == rooms.count { rooms.append([:]) }
            guard let room = types[resource.type]?.functions.room(resource.identity) else {
                return nil
            }
            guard let first = rooms[space][room.name] else {
                rooms[space][room.name] = (place, room)
                return nil
            }
            if room.isAlone { rooms[space][room.name] = (place, room) }
            guard room.excludes(first.room), resources[first.place].identity != resource.identity
            else { return nil }
            return Diagnostic(
                .claimedTwice,
                "\(resources[first.place].address) and \(resource.address) can't both stand at `\(room.name)`",
                at: sources[place].subscription.head.idPlace
            ).relating(sources[first.place].subscription.head.idPlace, "the other one")
                .relating(sources[place].resource.place, "by this resource of the template")
        }
    }

    private func cycles() -> [Diagnostic] {
        guard resources.indices.contains(where: { !resources[$0].dependsOn.isEmpty }) else {
            return []
        }
        let numbers = Dictionary(
            resources.enumerated().map { ($1.address, $0) }, uniquingKeysWith: { $1 })
        let edges = resources.map { $0.dependsOn.compactMap { numbers[$0] } }
        guard case .failure(let cycle) = GraphOrder.order(edges) else { return [] }
        let names = cycle.places.map { resources[$0].address.text }
        return [
            Diagnostic(
                .cycle,
                "resources wait for each other: \((names + names.prefix(1)).joined(separator: " → "))",
                at: sources[cycle.places[0]].resource.place)
        ]
    }
}
