// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import ProviderContract
import Testing
import Values

@testable import PostgreSQLProvider

/// A target on a fresh world, worked on as the engine does it, at a time of the test's.
final class LiveTarget {
    static let lineage = String(repeating: "a", count: 32)

    let world: PostgresWorld
    let observer: PostgreSQLObserver
    let performer: PostgreSQLPerformer
    var now = Instant(seconds: 1_795_000_000)
    /// Everything that the provider answered, as it prints.
    private(set) var answers: [String] = []

    var server: TestServer { world.server }

    init(connection: TargetConnection? = nil, timeoutSeconds: Int = 10) throws {
        world = try PostgresWorld(connection: connection, timeoutSeconds: timeoutSeconds)
        observer = PostgreSQLObserver(world.place)
        performer = PostgreSQLPerformer(world.place)
    }

    func advance(days: Int64) { now = now.advanced(bySeconds: days * 86_400) }

    static func type(_ name: String) -> ResourceType {
        PostgreSQL.kind(of: "database.\(name)").type
    }

    static func desired(_ type: ResourceType, _ inputs: Fields<Value>) -> Fields<Value> {
        var attributes = inputs
        for schema in type.attributes where attributes[schema.name] == nil {
            attributes[schema.name] = schema.defaultValue
        }
        let functions = type.functions
        return functions.normalise(
            functions.derive(functions.normalise(attributes, [:]), [:]), [:])
    }

    /// An operation on an object as it is now.
    func operation(
        _ kind: BurnhamCore.Operation.Kind, _ name: String, _ inputs: Fields<Value>,
        on object: ObservedObject?, password: String? = nil
    ) -> BurnhamCore.Operation {
        let type = Self.type(name)
        let attributes = Self.desired(type, inputs)
        let secrets: Fields<SecretValue> =
            password.map { ["password": SecretValue(Array($0.utf8))] } ?? [:]
        return BurnhamCore.Operation(
            kind,
            subject: .init(
                address: Address("it/test/object"), type: type.name,
                identity: type.functions.identity(attributes, [:])),
            precondition: object.map { .same($0.digest(of: type, settings: [:])) } ?? .absent,
            content: .init(
                attributes: attributes, recorded: object?.attributes, secrets: secrets),
            mark: Mark(lineage: Self.lineage, uid: String(repeating: "0", count: 32)), now: now)
    }

    func perform(_ operations: [BurnhamCore.Operation]) async -> [OperationResult] {
        let results = await performer.perform(operations)
        answers += results.map { "\($0)" }
        return results
    }

    func presence(_ name: String, _ inputs: Fields<Value>) async throws -> Presence {
        let type = Self.type(name)
        let attributes = Self.desired(type, inputs)
        var item = ObserveItem(
            type: type.name, identity: type.functions.identity(attributes, [:]),
            attributes: attributes, recorded: attributes)
        item.uid = String(repeating: "0", count: 32)
        let presence = try await observer.observe([item], lineage: Self.lineage).presences[0]
        answers.append("\(presence)")
        return presence
    }

    /// Does it on the object as it is now, which has to work.
    @discardableResult
    func done(
        _ kind: BurnhamCore.Operation.Kind, _ name: String, _ inputs: Fields<Value>,
        password: String? = nil
    ) async throws -> ObservedObject {
        let object = kind == .create ? nil : try await presence(name, inputs).object
        let operation = operation(kind, name, inputs, on: object, password: password)
        guard case .done(let object) = await perform([operation])[0] else {
            throw Unexpected("\(kind) of \(name): \(answers.last ?? "")")
        }
        return object
    }

    func failure(
        _ kind: BurnhamCore.Operation.Kind, _ name: String, _ inputs: Fields<Value>,
        password: String? = nil
    ) async throws -> ProviderFailure {
        let object = kind == .create ? nil : try await presence(name, inputs).object
        let operation = operation(kind, name, inputs, on: object, password: password)
        guard case .failed(let failure) = await perform([operation])[0] else {
            throw Unexpected("\(kind) of \(name): \(answers.last ?? "")")
        }
        return failure
    }

    /// Whether somebody can log in over the network with a password.
    func canLogIn(_ user: String, _ password: String, database: String = "postgres") -> Bool {
        (try? server.psql("SELECT 1", database: database, user: user, password: password)) != nil
    }
}
