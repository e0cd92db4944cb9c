// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import Values

/// The world in which all that one revision of a catalog asks for is recorded and stands just as it asks for it.
/// Planned in it, another revision's plan is what the change of the catalog does, without one target being asked: what
/// is moved, replaced, kept and removed is found as in any plan.
///
/// Nobody knows here what only targets give: computed attributes have words for their values, secrets are the ones
/// that were meant, tasks are done, nothing is due, and what the catalog names and does not make is there.
package struct StandingWorld: Sendable {
    let state: RecordedState
    private let objects: [String: [Subject: ObservedObject]]

    private struct Subject: Hashable, Sendable {
        let type: String
        let identity: String
    }

    /// `targets` are those of the other revision: a resource in a target or of a type that is no longer there has no
    /// rules to be compared by.
    package init(_ resources: [Resource], targets: [PlanningTarget], lineage: String) {
        let given = Self.givenAttributes(resources, targets)
        let targets = Dictionary(targets.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        var rows: [Address: RecordedRow] = [:]
        var uids: [String: Address] = [:]
        var objects: [String: [Subject: ObservedObject]] = [:]
        for resource in resources {
            let target = targets[resource.target]
            let object = ObservedObject(
                attributes: Self.attributes(of: resource, target, given),
                mark: Mark(lineage: lineage, uid: Self.uid(of: resource.address)))
            rows[resource.address] = Self.row(of: resource, standingAs: object, in: target)
            uids[Self.uid(of: resource.address)] = resource.address
            let subject = Subject(type: resource.type, identity: resource.identity)
            objects[resource.target, default: [:]][subject] = object
        }
        self.objects = objects
        state = RecordedState(
            lineage: lineage, head: .empty, rows: rows, rowEntries: rows.mapValues { _ in 0 },
            uids: uids, begun: [], fingerprinter: nil)
    }

    /// The same targets, which answer what stands here.
    func targets(_ targets: [PlanningTarget]) -> [PlanningTarget] {
        targets.map { target in
            PlanningTarget(
                name: target.name, types: target.types.map { $0.value.finished },
                settings: target.settings,
                observer: Standing(objects: objects[target.name] ?? [:]), rules: target.rules)
        }
    }

    private struct Standing: Observer {
        let objects: [Subject: ObservedObject]

        func observe(
            _ items: [ObserveItem], lineage: String
        ) async throws(ProviderFailure) -> Observations {
            Observations(
                presences: items.map { item in
                    let subject = Subject(type: item.type, identity: item.identity)
                    if let object = objects[subject] { return .present(object) }
                    return item.isWanted ? .absent : .present(ObservedObject(attributes: [:]))
                })
        }

        func check(_ operations: OperationSeries) async -> [CheckResult] {
            Array(repeating: .notCheckable, count: operations.count)
        }
    }
}

// MARK: One object

extension StandingWorld {
    private static func uid(of address: Address) -> String {
        String(Digest.sha256(Array(address.text.utf8)).hex.prefix(32))
    }

    private static func row(
        of resource: Resource, standingAs object: ObservedObject, in target: PlanningTarget?
    ) -> RecordedRow {
        let type = target?.types[resource.type]
        let secrets = resource.attributes.filter { entry in
            if case .secret = entry.value { true } else { false }
        }
        return RecordedRow(
            subject: RecordedRow.Subject(
                address: resource.address, uid: uid(of: resource.address), type: resource.type,
                typeVersion: type?.version ?? 1, target: resource.target,
                identity: resource.identity),
            image: RecordedRow.Image(
                attributes: object.attributes, stated: resource.stated,
                fingerprints: Fields<String>(entries: secrets.map { ($0.key, "") }),
                observedDigest: type.map {
                    object.digest(of: $0, settings: target?.settings ?? [:])
                }
                    ?? .sha256([])),
            keeping: RecordedRow.Keeping(
                dependsOn: resource.dependsOn, isProtected: resource.isProtected,
                onRemoval: resource.onRemoval, suspendedAt: nil),
            origin: resource.origin)
    }

    private static func attributes(
        of resource: Resource, _ target: PlanningTarget?, _ given: [Address: Fields<Value>]
    ) -> Fields<Value> {
        var attributes = given[resource.address] ?? [:]
        for (name, value) in resource.attributes {
            switch value {
            case .known(let value): attributes[name] = value
            case .pending(let pending):
                attributes[name] = pending.filled { given[$0]?[$1] }
            case .secret: continue
            }
        }
        guard let target, let type = target.types[resource.type] else { return attributes }
        return type.functions.normalise(attributes, target.settings)
    }

    /// The computed attributes that others are made of.
    private static func givenAttributes(
        _ resources: [Resource], _ targets: [PlanningTarget]
    ) -> [Address: Fields<Value>] {
        let types = Dictionary(
            targets.flatMap { $0.types.map { ($0.key, $0.value) } }, uniquingKeysWith: { $1 })
        let typeNames = Dictionary(
            resources.map { ($0.address, $0.type) }, uniquingKeysWith: { $1 })
        var given: [Address: Fields<Value>] = [:]
        for resource in resources {
            for (_, value) in resource.attributes {
                guard case .pending(let pending) = value else { continue }
                for (address, name) in pending.references where given[address]?[name] == nil {
                    let schema = typeNames[address].flatMap { types[$0]?.attribute(name)?.schema }
                    given[address, default: [:]][name] = words(for: name, of: address, schema)
                }
            }
        }
        return given
    }

    private static func words(
        for name: String, of address: Address, _ schema: Value?
    ) -> Value {
        let text = Value.string("\(address.text).\(name)")
        return switch schema?["type"]?.string {
        case "integer", "number": 0
        case "boolean": true
        case "array": .list([text])
        default: text
        }
    }
}

extension ResourceType {
    /// The same type, whose objects need nothing but what the catalog changes.
    fileprivate var finished: ResourceType {
        let waiting = functions.waiting
        return ResourceType(
            name: name, version: version, summary: summary, attributes: attributes,
            removal: removal,
            relations: Relations(
                referenceKey: referenceKey, claimSpace: claimSpace, follows: follows),
            functions: Functions(
                identity: functions.identity, normalise: functions.normalise,
                derive: functions.derive, problems: functions.problems,
                waiting: { $0 == nil ? waiting(nil) : nil }, room: functions.room))
    }
}
