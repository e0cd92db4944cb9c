// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import ProviderContract
import Values

@testable import SecretProvider

/// A target of tokens in a temporary folder, worked on as the engine does it, at a time of the test's.
final class World {
    static let lineage = String(repeating: "a", count: 32)
    static let mark = Mark(lineage: lineage, uid: String(repeating: "0", count: 32))

    let folder: FolderWorld
    let type = TokenType.type
    var now = Instant(seconds: 1_795_000_000)
    /// Everything that the provider answered, as it prints.
    private(set) var answers: [String] = []

    init() throws { folder = try FolderWorld(settings: [:]) }

    func advance(days: Int64) { now = now.advanced(bySeconds: days * 86_400) }

    static func token(_ more: Fields<Value> = [:]) -> Fields<Value> {
        var inputs: Fields<Value> = ["name": "api", "rotate_every": "180d"]
        for (name, value) in more { inputs[name] = value }
        return inputs
    }

    func desired(_ inputs: Fields<Value>) -> Fields<Value> {
        var attributes = inputs
        for schema in type.attributes where attributes[schema.name] == nil {
            attributes[schema.name] = schema.defaultValue
        }
        return type.functions.derive(type.functions.normalise(attributes, [:]), [:])
    }

    func observe(_ inputs: Fields<Value> = token()) async throws -> Presence {
        let attributes = desired(inputs)
        let item = ObserveItem(
            type: type.name, identity: type.functions.identity(attributes, [:]),
            attributes: attributes)
        let presence = try await SecretObserver(place: folder.place)
            .observe([item], lineage: Self.lineage).presences[0]
        answers.append("\(presence)")
        return presence
    }

    func object(_ inputs: Fields<Value> = token()) async throws -> ObservedObject {
        let presence = try await observe(inputs)
        guard let object = presence.object else { throw Unexpected("\(presence)") }
        return object
    }

    func perform(
        _ kind: Operation.Kind, _ inputs: Fields<Value> = token(), on object: ObservedObject?,
        because reason: String? = nil
    ) async -> OperationResult {
        let attributes = desired(inputs)
        let operation = Operation(
            kind,
            subject: .init(
                address: Address("it/api/token"), type: type.name,
                identity: type.functions.identity(attributes, [:])),
            precondition: object.map { .same($0.digest(of: type, settings: [:])) } ?? .absent,
            content: .init(
                attributes: attributes, recorded: object?.attributes, dueReason: reason),
            mark: Self.mark, now: now)
        let result = await SecretPerformer(place: folder.place).perform([operation])[0]
        answers.append("\(operation) \(result)")
        return result
    }

    func create(_ inputs: Fields<Value> = token()) async throws {
        try done(await perform(.create, inputs, on: nil))
    }

    func update(_ inputs: Fields<Value> = token(), because reason: String? = nil) async throws {
        let object = try await object(inputs)
        try done(await perform(.update, inputs, on: object, because: reason))
    }

    private func done(_ result: OperationResult) throws {
        guard case .done = result else { throw Unexpected("\(result)") }
    }

    func due() async throws -> String? {
        let attributes = try await object().attributes
        return type.functions.due(attributes, attributes, now)
    }

    func condition() async throws -> String? {
        try await object().attributes["condition"]?.string
    }

    func value(_ suffix: String = "") throws -> String { try folder.read("tokens/api\(suffix)") }

    func has(_ suffix: String) throws -> Bool {
        try fileStatus("\(folder.folder)/tokens/api\(suffix)") != nil
    }

    func mode(_ suffix: String) throws -> UInt32? {
        try fileStatus("\(folder.folder)/tokens/api\(suffix)")?.mode
    }
}

struct Unexpected: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
