// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import TargetFiles
import Values

/// Whose the objects are that can't carry a mark in their target: the registry of marks in the folder beside it.
/// A mark stands there before its object does and until it is gone, and one without an object counts as absent. A
/// program never hears of them.
struct RegistryMarks: Sendable {
    private let place: TargetPlace
    private let types: Set<String>
    private let file: MarksFile

    init(_ target: ExternalTarget) {
        place = target.place
        types = Set(target.document.types.filter { !$0.carriesMarks }.map(\.type.name))
        file = MarksFile(in: target.place)
    }

    func isKept(for type: String) -> Bool { types.contains(type) }

    /// Whether an object stays as it is, and its mark in the registry is all that an operation changes.
    func isAll(of operation: Operation) -> Bool {
        isKept(for: operation.type) && (operation.kind == .mark || operation.kind == .unmark)
    }

    /// Empty where all objects carry their marks themselves.
    func load() throws(ProviderFailure) -> MarksRegistry {
        types.isEmpty ? MarksRegistry() : try file.load()
    }

    /// Changes the registry under the target's lock and makes it durable.
    func change(_ body: (inout MarksRegistry) -> Void) throws(ProviderFailure) {
        let lock = try TargetBatch.takeLock(of: place)
        defer { lock.release() }
        let before = try file.load()
        var after = before
        body(&after)
        if after != before { try file.save(after) }
    }

    func marked(
        _ presence: Presence, _ item: ObserveItem, in registry: MarksRegistry
    ) -> Presence {
        guard isKept(for: item.type), case .present(var object) = presence else { return presence }
        object.mark = registry[MarkKey(type: item.type, identity: item.identity)]
        return .present(object)
    }

    func marked(_ listed: ListedObject, in registry: MarksRegistry) -> ListedObject {
        guard isKept(for: listed.type) else { return listed }
        var object = listed.object
        object.mark = registry[MarkKey(type: listed.type, identity: listed.identity)]
        return ListedObject(type: listed.type, identity: listed.identity, object: object)
    }
}
