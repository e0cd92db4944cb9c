// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// The objects that resources name and that no resource makes: which ones, where they are looked for, and
/// what the targets said. A change that names one which is not there has to wait for it.
struct OutsideObjects {
    struct Object: Hashable {
        let target: String
        let type: String
        let identity: String
    }

    /// What is known of one reference before the targets are asked.
    private enum Place {
        case object(Object)
        /// No target of the environment has this type.
        case nowhere
    }

    private let targets: [PlanningTarget]
    private(set) var items: [(target: String, item: ObserveItem)] = []
    private var places: [Object: Int] = [:]
    /// Those that are recorded and that the catalog no longer asks for, or calls otherwise now.
    private var leaving: Set<Object> = []

    init(_ pairs: [Pairing.Pair], targets: [PlanningTarget]) {
        self.targets = targets
        for pair in pairs {
            guard let resource = pair.desired else { continue }
            for reference in resource.outside { ask(about: reference, of: resource) }
        }
        guard !places.isEmpty else { return }
        leaving = Set(pairs.compactMap(Self.left).filter { places[$0] != nil })
    }

    private static func left(by pair: Pairing.Pair) -> Object? {
        guard let row = pair.row else { return nil }
        let isLeft =
            pair.desired.map { $0.identity != row.identity || $0.target != row.target }
            ?? (row.onRemoval != .keep)
        return isLeft
            ? Object(target: row.target, type: row.type, identity: row.identity) : nil
    }

    private mutating func ask(about reference: OutsideReference, of resource: Resource) {
        guard case .object(let object) = place(of: reference, of: resource),
            places[object] == nil
        else { return }
        places[object] = items.count
        let key = type(reference.type, in: object.target)?.referenceKey ?? ""
        items.append(
            (
                object.target,
                ObserveItem(
                    type: object.type, identity: object.identity,
                    attributes: [key: .string(reference.name)])
            ))
    }

    /// The target of what names it, where that has the type; else the first that does.
    private func place(of reference: OutsideReference, of resource: Resource) -> Place {
        let target =
            targets.first { $0.name == resource.target && $0.types[reference.type] != nil }
            ?? targets.first { $0.types[reference.type] != nil }
        guard let target, let type = target.types[reference.type], let key = type.referenceKey
        else { return .nowhere }
        let attributes = type.functions.normalise([key: .string(reference.name)], target.settings)
        return .object(
            Object(
                target: target.name, type: type.name,
                identity: type.functions.identity(attributes, target.settings)))
    }

    private func type(_ name: String, in target: String) -> ResourceType? {
        targets.first { $0.name == target }?.types[name]
    }

    // MARK: Answers

    /// Why a change to `resource` can't be made now; nil where all that it names is there. `presences` are
    /// those of `items`.
    func obstacle(to resource: Resource, _ presences: ArraySlice<Presence>) -> String? {
        for reference in resource.outside {
            guard let problem = problem(reference, of: resource, presences) else { continue }
            return
                "`\(reference.attribute)` names \(reference.type) `\(reference.name)`, \(problem)"
        }
        return nil
    }

    private func problem(
        _ reference: OutsideReference, of resource: Resource, _ presences: ArraySlice<Presence>
    ) -> String? {
        guard case .object(let object) = place(of: reference, of: resource),
            let place = places[object]
        else { return "and no target of the environment has this type" }
        if leaving.contains(object) { return "which the catalog no longer makes" }
        return switch presences[presences.startIndex + place] {
        case .present: nil
        case .absent: "which the catalog does not make and target \(object.target) does not have"
        case .unreadable: "which target \(object.target) could not be asked for"
        }
    }
}
