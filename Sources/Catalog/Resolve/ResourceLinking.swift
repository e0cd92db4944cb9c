// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// The edges between resources of different subscriptions, and what is wrong with all of them together: two
/// that claim one object, and resources that wait for each other.
struct ResourceLinking {
    private(set) var resources: [Resource] = []
    private var located: [LocatedResource]
    private let types: [String: ResourceType]

    init(_ located: [LocatedResource], types: [String: ResourceType]) {
        self.located = located.map { ($0.resource.address.text, $0) }
            .sorted { $0.0.precedesByBytes($1.0) }.map(\.1)
        self.types = types
    }

    mutating func link() -> [Diagnostic] {
        addReferences()
        let diagnostics = claimedTwice() + crowded() + cycles()
        resources = located.map(\.resource)
        return diagnostics
    }

    /// An attribute that `references` a type names an object of it: whoever makes that object comes first, and
    /// what nobody makes has to be there already.
    private mutating func addReferences() {
        let referencing = Set(
            types.values.flatMap { type in
                type.attributes.contains { $0.references != nil } ? [type.name] : []
            })
        guard located.contains(where: { referencing.contains($0.resource.type) }) else { return }
        let wanted = Set(types.values.flatMap { $0.attributes.compactMap(\.references) })
        let providers = index(of: wanted)
        for place in located.indices where referencing.contains(located[place].resource.type) {
            let resource = located[place].resource
            var added: [Address] = []
            var outside: [OutsideReference] = []
            for reference in references(of: resource) {
                if let address = providers["\(reference.type)\u{0}\(reference.name)"] {
                    if address != resource.address { added.append(address) }
                } else {
                    outside.append(reference)
                }
            }
            guard !added.isEmpty || !outside.isEmpty else { continue }
            let dependsOn =
                added.isEmpty ? resource.dependsOn : Set(resource.dependsOn + added).sorted()
            located[place].resource = resource.linked(dependsOn: dependsOn, outside: outside)
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
        for item in located where wanted.contains(item.resource.type) {
            guard let key = types[item.resource.type]?.referenceKey,
                let name = item.resource.attributes[key]?.known?.string
            else { continue }
            index["\(item.resource.type)\u{0}\(name)"] = item.resource.address
        }
        return index
    }

    private struct Claim: Hashable {
        let target: String
        let space: String
        let identity: String
    }

    private func claimedTwice() -> [Diagnostic] {
        var claims: [Claim: Int] = [:]
        claims.reserveCapacity(located.count)
        return located.indices.compactMap { place in
            let resource = located[place].resource
            let claim = Claim(
                target: resource.target, space: types[resource.type]?.claimSpace ?? resource.type,
                identity: resource.identity)
            guard let first = claims.updateValue(place, forKey: claim) else { return nil }
            let other = located[first]
            return Diagnostic(
                .claimedTwice,
                "\(other.resource.address) and \(resource.address) claim one object: `\(resource.identity)`",
                at: located[place].subscription
            ).relating(other.subscription, "claimed here too")
                .relating(located[place].place, "by this resource of the template")
        }
    }

    /// Objects of one room of which one stands alone there.
    private func crowded() -> [Diagnostic] {
        var rooms: [Claim: (place: Int, room: Room)] = [:]
        return located.indices.compactMap { place in
            let resource = located[place].resource
            guard let type = types[resource.type], let room = type.functions.room(resource.identity)
            else { return nil }
            let claim = Claim(
                target: resource.target, space: type.claimSpace, identity: room.name)
            guard let first = rooms[claim] else {
                rooms[claim] = (place, room)
                return nil
            }
            if room.isAlone { rooms[claim] = (place, room) }
            let other = located[first.place]
            guard room.excludes(first.room), other.resource.identity != resource.identity else {
                return nil
            }
            return Diagnostic(
                .claimedTwice,
                "\(other.resource.address) and \(resource.address) can't both stand at `\(room.name)`",
                at: located[place].subscription
            ).relating(other.subscription, "the other one")
                .relating(located[place].place, "by this resource of the template")
        }
    }

    private func cycles() -> [Diagnostic] {
        guard located.contains(where: { !$0.resource.dependsOn.isEmpty }) else { return [] }
        let places = Dictionary(
            located.enumerated().map { ($1.resource.address, $0) }, uniquingKeysWith: { $1 })
        let edges = located.map { $0.resource.dependsOn.compactMap { places[$0] } }
        guard case .failure(let cycle) = GraphOrder.order(edges) else { return [] }
        let names = cycle.places.map { located[$0].resource.address.text }
        return [
            Diagnostic(
                .cycle,
                "resources wait for each other: \((names + names.prefix(1)).joined(separator: " → "))",
                at: located[cycle.places[0]].place)
        ]
    }
}
