// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import TargetFiles
import Values

/// Reads a directory on a server: everything below the base at once, as the server's own dump would.
final class LDAPObserver: Lister {
    private let place: TargetPlace
    private let client: LDAPClient

    init(_ place: TargetPlace) {
        self.place = place
        client = LDAPClient(place)
    }

    func observe(
        _ items: [ObserveItem], lineage: String
    ) async throws(ProviderFailure) -> Observations {
        let registry = try MarksFile(in: place).load()
        var picture = try everything()
        let presences = items.map { picture.find($0, registry) }
        var named: Set<MarkKey> = []
        for item in items { named.insert(MarkKey(type: item.type, identity: item.identity)) }
        return Observations(
            presences: presences,
            unasked: picture.marked(lineage, besides: named)
                + picture.marked(registry.keys(of: lineage, besides: named), registry))
    }

    func check(_ operations: OperationSeries) async -> [CheckResult] {
        do throws(ProviderFailure) {
            var picture = try everything()
            return operations.map { operation in
                if operation.isOnMarkAlone { return .checked }
                do throws(ProviderFailure) {
                    try DirectoryTypes.kind(of: operation.type).apply(
                        operation, to: &picture.tree)
                    return .checked
                } catch {
                    return .refused(error)
                }
            }
        } catch {
            return operations.all(.refused(error))
        }
    }

    func list(_ types: Set<String>) async throws(ProviderFailure) -> [ListedObject] {
        let registry = try MarksFile(in: place).load()
        var picture = try everything()
        let objects = try picture.objects(of: types)
        return objects.compactMap { type, identity in
            let item = ObserveItem(type: type, identity: identity, attributes: [:])
            return picture.find(item, registry).object.map {
                ListedObject(type: type, identity: identity, object: $0)
            }
        }
    }

    func examine(at now: Instant) async throws(ProviderFailure) -> [TargetFinding] {
        let settings = DirectorySettings(place.settings)
        return try client.run { (session) throws(ProviderFailure) in
            try LDAPExamination(session: session, settings: settings, now: now).findings()
        }
    }

    private func everything() throws(ProviderFailure) -> DirectoryPicture {
        let place = place
        return try client.run { (session) throws(ProviderFailure) in
            try DirectoryReader(session, place).everything()
        }
    }
}

extension DirectoryPicture {
    /// One store's entries but for those that are named.
    fileprivate func marked(_ lineage: String, besides named: Set<MarkKey>) -> [MarkedObject] {
        marks.compactMap { key, mark in
            guard mark.lineage.hasSameBytes(as: lineage), let record = tree.position(of: key),
                let (type, identity) = tree.object(at: record),
                !named.contains(MarkKey(type: type, identity: identity))
            else { return nil }
            return MarkedObject(type: type, identity: identity, mark: mark)
        }.sorted { $0.identity.precedesByBytes($1.identity) }
    }

    /// What the registry knows and is there.
    fileprivate mutating func marked(
        _ keys: [MarkKey], _ registry: MarksRegistry
    ) -> [MarkedObject] {
        keys.compactMap { key in
            let item = ObserveItem(type: key.type, identity: key.identity, attributes: [:])
            guard let mark = registry[key] else { return nil }
            if case .absent = find(item, registry) { return nil }
            return MarkedObject(type: key.type, identity: key.identity, mark: mark)
        }
    }

    /// Every object of some types, by the order of their entries.
    fileprivate mutating func objects(
        of types: Set<String>
    ) throws(ProviderFailure) -> [(type: String, identity: String)] {
        var objects: [(type: String, identity: String)] = []
        for record in tree.keys.indices where tree.keys[record].isBelow(tree.settings.base) {
            guard let object = tree.object(at: record) else { continue }
            if types.contains(object.type) { objects.append(object) }
            guard object.type == DirectoryGroup.type.name,
                types.contains(DirectoryMembership.type.name)
            else { continue }
            objects += try tree.memberships(of: record).map { (DirectoryMembership.type.name, $0) }
        }
        return objects
    }
}
