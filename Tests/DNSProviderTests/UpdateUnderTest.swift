// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import ProviderContract
import Values

@testable import DNSProvider

/// A target on a running server, with record sets told in short: name, type and value.
struct UpdateUnderTest {
    let world: UpdateWorld
    let observer: UpdateObserver
    let performer: UpdatePerformer

    var server: DNSServer { world.server }

    init(
        _ kind: DNSServer.Kind, _ ownership: UpdateSettings.Ownership = .txt,
        connection: TargetConnection? = nil
    ) throws {
        world = try UpdateWorld(
            kind, settings: UpdateContract.settings(ownership), connection: connection)
        observer = UpdateObserver(world.place)
        performer = UpdatePerformer(world.place)
    }

    static let lineage = String(repeating: "a", count: 32)
    private static let mark = Mark(lineage: lineage, uid: String(repeating: "0", count: 32))

    func operation(
        _ kind: Operation.Kind, _ text: String, ttl: Int64 = 3600, on object: ObservedObject? = nil
    ) -> Operation {
        let type = RecordType.type
        let words = text.split(separator: " ", maxSplits: 2).map(String.init)
        let values = words.count < 3 ? [] : words[2].split(separator: ",").map(String.init)
        let attributes = type.functions.normalise(
            [
                "name": .string(words[0]), "type": .string(words[1]), "ttl": .int(ttl),
                "values": .list(values.map { .string($0) }),
            ], world.place.settings)
        return Operation(
            kind,
            subject: .init(
                address: Address("d/s/r"), type: type.name,
                identity: type.functions.identity(attributes, world.place.settings)),
            precondition: object.map { .same($0.digest(of: type, settings: world.place.settings)) }
                ?? .absent,
            content: .init(attributes: attributes, recorded: object?.attributes), mark: Self.mark,
            now: Instant(seconds: 1_795_000_000))
    }

    func create(_ text: String) -> Operation { operation(.create, text) }

    /// On what is there now.
    func change(_ kind: Operation.Kind, _ text: String, ttl: Int64 = 3600) async throws -> Operation
    {
        operation(kind, text, ttl: ttl, on: try await observe(text).object)
    }

    func observe(_ text: String) async throws -> Presence {
        let item = ObserveItem(
            type: RecordType.name, identity: create(text).identity, attributes: [:])
        return try await observer.observe([item], lineage: Self.lineage).presences[0]
    }

    func perform(_ operations: [Operation]) async -> [String] {
        Self.words(await performer.perform(operations))
    }

    static func words(_ results: [OperationResult]) -> [String] {
        results.map {
            switch $0 {
            case .done: "done"
            case .gone: "gone"
            case .stale: "stale"
            case .failed(let failure): "\(failure.kind): \(failure.words)"
            }
        }
    }

    /// What `dig` shows of a name and type.
    func records(_ name: String, _ type: String) throws -> [String] {
        try server.records().filter { $0.hasPrefix("\(name). ") && $0.contains(" IN \(type) ") }
            .map { String($0.split(separator: " ", maxSplits: 4)[4]) }
    }
}
