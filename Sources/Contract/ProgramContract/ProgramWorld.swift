// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import ExternalProvider
import ProviderContract
import TargetFiles
import Values

/// A place of its own at the service that a program speaks to, as the program itself shows it: what it does not list
/// can't be compared.
final class ProgramWorld: ContractWorld {
    private static let lineage = String(repeating: "f", count: 32)
    private static let now = Instant(seconds: 1_795_000_000)

    let place: TargetPlace
    private let samples: ContractSamples
    private let access: ProgramAccess
    private let folder: FolderWorld

    init(_ samples: ContractSamples, at origin: TargetPlace, word: String) throws {
        self.samples = samples
        folder = try FolderWorld(settings: [:])
        place = TargetPlace(
            name: origin.name, settings: samples.settings(world: word),
            connection: origin.connection, limits: origin.limits, folder: folder.folder,
            registryFolder: folder.place.registryFolder)
        access = ProgramAccess(samples.document, place)
    }

    func dump() throws -> String {
        let objects = try access.list().map(Self.line).sorted { $0.precedesByBytes($1) }
        let marks = "\(place.registryFolder)/\(MarksFile.name)"
        let bytes = try fileStatus(marks) == nil ? [] : try readFile(marks, limit: 1 << 24)
        return (objects + [String(decoding: bytes, as: UTF8.self)]).joined(separator: "\n")
    }

    private static func line(_ listed: ListedObject) -> String {
        CanonicalJSON.text(of: [
            .string(listed.type), .string(listed.identity), .object(listed.object.attributes),
            listed.object.mark.map { .string($0.description) } ?? .null,
            .bool(listed.object.isSuspended),
        ])
    }

    func plantForeign() throws {
        for (number, object) in samples.foreign.enumerated() {
            let made = try write(.create, object.type, object.inputs, on: nil, number)
            _ = try write(.unmark, object.type, object.inputs, on: made, number)
        }
    }

    func foreign() throws -> String {
        let names = Set(samples.foreign.map { MarkKey(type: $0.type.name, identity: identity($0)) })
        return try access.list().filter {
            names.contains(MarkKey(type: $0.type, identity: $0.identity))
        }.map(Self.line).sorted { $0.precedesByBytes($1) }.joined(separator: "\n")
    }

    private func identity(_ object: ContractSamples.Object) -> String {
        let desired = object.type.desired(object.inputs, place.settings)
        return object.type.functions.identity(desired, place.settings)
    }

    /// Gives an object other inputs, as somebody else would: its mark stays.
    func change(_ type: ResourceType, _ inputs: Fields<Value>) throws {
        let name = identity(ContractSamples.Object(type: type, inputs: inputs))
        let found = try access.list().first { $0.type == type.name && $0.identity == name }
        guard let found else { throw ContractViolation("`\(name)` is not listed") }
        _ = try write(.update, type, inputs, on: found.object, 0)
    }

    private func write(
        _ kind: Operation.Kind, _ type: ResourceType, _ inputs: Fields<Value>,
        on object: ObservedObject?, _ number: Int
    ) throws -> ObservedObject? {
        let desired = type.desired(inputs, place.settings)
        let digits = String(number)
        let own = Mark(
            lineage: Self.lineage, uid: String(repeating: "0", count: 32 - digits.count) + digits)
        let operation = Operation(
            kind,
            subject: .init(
                address: Address("contract/foreign/number\(number)"), type: type.name,
                identity: type.functions.identity(desired, place.settings)),
            precondition: object.map { .same($0.digest(of: type, settings: place.settings)) }
                ?? .absent,
            content: .init(
                attributes: desired,
                recorded: object.map { type.functions.normalise($0.attributes, place.settings) }),
            mark: object?.mark ?? own, now: Self.now)
        switch access.perform([operation]).first {
        case .done(let object): return object
        case .gone: return nil
        case let result:
            throw ContractViolation(
                "\(kind.rawValue) of `\(operation.identity)` past the suite answers \(result.map { "\($0)" } ?? "nothing")"
            )
        }
    }
}
