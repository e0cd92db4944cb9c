// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

package struct ContractViolation: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

/// One check under way on one fresh world: asks and writes as the engine does.
struct ContractSession {
    static let lineage = String(repeating: "a", count: 32)
    static let now = Instant(seconds: 1_795_000_000)

    let subject: ContractSubject
    let world: any ContractWorld
    let observer: any Observer
    let performer: any Performer

    var type: ResourceType { subject.type }

    /// Begins with the prerequisites in place.
    init(_ subject: ContractSubject, withForeign: Bool = false) async throws {
        self.subject = subject
        world = try subject.makeWorld(subject.settings)
        observer = subject.provider.makeObserver(world.place)
        performer = subject.provider.makePerformer(world.place)
        if withForeign { try world.plantForeign() }
        for (number, needed) in subject.prerequisites.enumerated() {
            guard let type = subject.provider.types.first(where: { $0.name == needed.type }) else {
                throw ContractViolation("no type `\(needed.type)` for a prerequisite")
            }
            let operation = Operation(
                .create,
                subject: .init(
                    address: Address("contract/before/number\(number)"), type: type.name,
                    identity: identity(needed.inputs, of: type)),
                precondition: .absent,
                content: .init(attributes: desired(needed.inputs, of: type)),
                mark: Self.mark(1000 + number), now: Self.now)
            let result = await performer.perform([operation])
            guard result.count == 1, case .done = result[0] else {
                throw ContractViolation("prerequisite \(number): \(described(result.first))")
            }
        }
    }

    private init(again session: ContractSession) {
        subject = session.subject
        world = session.world
        observer = subject.provider.makeObserver(world.place)
        performer = subject.provider.makePerformer(world.place)
    }

    /// On the same world, with connections that are not open yet.
    var fresh: ContractSession { ContractSession(again: self) }

    static func mark(_ number: Int, lineage: String = lineage) -> Mark {
        let digits = String(number)
        return Mark(
            lineage: lineage, uid: String(repeating: "0", count: 32 - digits.count) + digits)
    }

    /// What the engine makes of input attributes: defaults, normalised, derived.
    func desired(_ inputs: Fields<Value>, of type: ResourceType? = nil) -> Fields<Value> {
        (type ?? self.type).desired(inputs, subject.settings)
    }

    func identity(_ inputs: Fields<Value>, of type: ResourceType? = nil) -> String {
        let type = type ?? self.type
        return type.functions.identity(desired(inputs, of: type), subject.settings)
    }

    func item(
        _ inputs: Fields<Value>, recorded: Fields<Value>? = nil, isSuspended: Bool = false
    ) -> ObserveItem {
        ObserveItem(
            type: type.name, identity: identity(inputs), attributes: desired(inputs),
            recorded: recorded, isSuspended: isSuspended)
    }

    func observe(
        _ inputs: Fields<Value>, recorded: Fields<Value>? = nil, isSuspended: Bool = false
    ) async throws -> Presence {
        let items = [item(inputs, recorded: recorded, isSuspended: isSuspended)]
        let presences = try await observer.observe(items, lineage: Self.lineage).presences
        guard presences.count == 1 else {
            throw ContractViolation("1 item was asked for and \(presences.count) answered")
        }
        return presences[0]
    }

    /// The object, which has to be there.
    func object(
        _ inputs: Fields<Value>, recorded: Fields<Value>? = nil, isSuspended: Bool = false
    ) async throws -> ObservedObject {
        let presence = try await observe(inputs, recorded: recorded, isSuspended: isSuspended)
        guard let object = presence.object else {
            throw ContractViolation("observing answers \(described(presence)), not an object")
        }
        return object
    }

    func digest(_ object: ObservedObject) -> Digest {
        object.digest(of: type, settings: subject.settings)
    }

    func operation(
        _ kind: Operation.Kind, _ inputs: Fields<Value>, on object: ObservedObject?,
        cleared: [String] = [], mark: Mark = mark(1)
    ) -> Operation {
        let isAsDesired = [.create, .update, .resume, .mark].contains(kind)
        let recorded = object.map { type.functions.normalise($0.attributes, subject.settings) }
        let isDelivering = kind == .create || kind == .update
        return Operation(
            kind,
            subject: .init(
                address: Address("contract/check/sample"), type: type.name,
                identity: identity(inputs)),
            precondition: object.map { .same(digest($0)) } ?? .absent,
            content: .init(
                attributes: isAsDesired ? desired(inputs) : recorded ?? desired(inputs),
                recorded: recorded, cleared: cleared,
                secrets: isDelivering ? subject.secrets : [:]),
            mark: mark, now: Self.now)
    }

    func perform(_ operations: [Operation]) async throws -> [OperationResult] {
        let results = await performer.perform(operations)
        guard results.count == operations.count else {
            throw ContractViolation(
                "\(operations.count) operations and \(results.count) results")
        }
        for result in results { try expectNoSecret(in: described(result)) }
        return results
    }

    /// Performs one operation that has to end with the object there.
    func done(_ operation: Operation) async throws -> ObservedObject {
        let result = try await perform([operation])[0]
        guard case .done(let object) = result else {
            throw ContractViolation("\(operation.kind.rawValue) answers \(described(result))")
        }
        return object
    }

    /// Performs one operation that has to leave no object of ours.
    func gone(_ operation: Operation) async throws {
        let result = try await perform([operation])[0]
        guard case .gone = result else {
            throw ContractViolation("\(operation.kind.rawValue) answers \(described(result))")
        }
    }

    func create(_ inputs: Fields<Value>, mark: Mark = mark(1)) async throws -> ObservedObject {
        try await done(operation(.create, inputs, on: nil, mark: mark))
    }
}
