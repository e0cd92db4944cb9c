// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import Foundation
import ProviderContract
import Values

@testable import CertificateProvider

/// A target of authorities in a temporary folder, worked on as the engine does it, at a time of the test's.
final class World {
    static let start = Instant(seconds: 1_795_000_000)
    static let lineage = String(repeating: "a", count: 32)

    let folder: FolderWorld
    var now = World.start
    private var marks = 0

    init() throws { folder = try FolderWorld(settings: [:]) }

    /// A world with the authority `city-ca`, good for ten years.
    static func withAuthority() async throws -> World {
        let world = try World()
        _ = try await world.create("certificate.authority", authority())
        return world
    }

    static func authority(_ more: Fields<Value> = [:]) -> Fields<Value> {
        merged(["name": "city-ca", "common_name": "City of Lakeshore CA"], more)
    }

    static func certificate(_ name: String, _ more: Fields<Value> = [:]) -> Fields<Value> {
        let host: Value = .string("\(name).city.example")
        return merged(
            [
                "name": .string(name), "authority": "city-ca", "common_name": host,
                "dns_names": .list([host]),
            ], more)
    }

    static let list: Fields<Value> = ["authority": "city-ca"]

    private static func merged(
        _ first: Fields<Value>, _ second: Fields<Value>
    ) -> Fields<Value> {
        var result = first
        for (name, value) in second { result[name] = value }
        return result
    }

    func advance(days: Int64) { now = now.advanced(bySeconds: days * 86_400) }

    // MARK: As the engine

    func type(_ name: String) -> ResourceType {
        CertificateAuthorityTarget.types.first { $0.name == name }!
    }

    func desired(_ typeName: String, _ inputs: Fields<Value>) -> Fields<Value> {
        let type = type(typeName)
        var attributes = inputs
        for schema in type.attributes where attributes[schema.name] == nil {
            attributes[schema.name] = schema.defaultValue
        }
        return type.functions.derive(type.functions.normalise(attributes, [:]), [:])
    }

    func item(_ typeName: String, _ inputs: Fields<Value>) -> ObserveItem {
        let attributes = desired(typeName, inputs)
        return ObserveItem(
            type: typeName, identity: type(typeName).functions.identity(attributes, [:]),
            attributes: attributes)
    }

    func observe(_ typeName: String, _ inputs: Fields<Value>) async throws -> Presence {
        try await CertificateObserver(place: folder.place)
            .observe([item(typeName, inputs)], lineage: Self.lineage).presences[0]
    }

    func object(_ typeName: String, _ inputs: Fields<Value>) async throws -> ObservedObject {
        let presence = try await observe(typeName, inputs)
        guard let object = presence.object else { throw Unexpected("\(presence)") }
        return object
    }

    func operation(
        _ kind: BurnhamCore.Operation.Kind, _ typeName: String, _ inputs: Fields<Value>,
        on object: ObservedObject?, because reason: String? = nil
    ) -> BurnhamCore.Operation {
        let item = item(typeName, inputs)
        marks += object == nil ? 1 : 0
        let digits = String(marks)
        let uid = String(repeating: "0", count: 32 - digits.count) + digits
        return BurnhamCore.Operation(
            kind,
            subject: .init(
                address: Address("it/pki/\(item.identity)"), type: typeName,
                identity: item.identity),
            precondition: object.map {
                .same($0.digest(of: type(typeName), settings: [:]))
            } ?? .absent,
            content: .init(
                attributes: item.attributes, recorded: object?.attributes, dueReason: reason),
            mark: object?.mark ?? Mark(lineage: Self.lineage, uid: uid), now: now)
    }

    func perform(_ batch: [BurnhamCore.Operation]) async -> [OperationResult] {
        await CertificatePerformer(place: folder.place).perform(batch)
    }

    @discardableResult
    func create(_ typeName: String, _ inputs: Fields<Value>) async throws -> ObservedObject {
        try done(await perform([operation(.create, typeName, inputs, on: nil)])[0])
    }

    @discardableResult
    func update(
        _ typeName: String, _ inputs: Fields<Value>, because reason: String? = nil
    ) async throws -> ObservedObject {
        let object = try await object(typeName, inputs)
        return try done(
            await perform([operation(.update, typeName, inputs, on: object, because: reason)])[0])
    }

    func delete(_ typeName: String, _ inputs: Fields<Value>) async throws {
        let object = try await object(typeName, inputs)
        let result = await perform([operation(.delete, typeName, inputs, on: object)])[0]
        guard case .gone = result else { throw Unexpected("\(result)") }
    }

    func done(_ result: OperationResult) throws -> ObservedObject {
        guard case .done(let object) = result else { throw Unexpected("\(result)") }
        return object
    }

    func due(_ typeName: String, _ object: ObservedObject) -> String? {
        let functions = type(typeName).functions
        let attributes = functions.normalise(object.attributes, [:])
        return functions.due(attributes, attributes, now)
    }

    // MARK: The files

    func path(_ name: String) -> String { "\(folder.folder)/\(name)" }

    func mode(_ name: String) throws -> UInt32? { try fileStatus(path(name))?.mode }

    /// The index, a line as `name state reason`.
    func index() throws -> [String] {
        try rows().map { row in
            switch row.state {
            case .valid: "\(row.name) valid"
            case .superseded: "\(row.name) superseded"
            case .revoked(_, let reason): "\(row.name) revoked \(reason.rawValue)"
            }
        }
    }

    func rows() throws -> [IssuedCertificate] {
        let bytes = try readFile(path("city-ca/index"), limit: 1 << 20)
        return try IssuedIndex(bytes: bytes, path: "city-ca/index").rows
    }

    func listedSerials() throws -> Set<String> {
        let bytes = try readFile(path("city-ca/crl.pem"), limit: 1 << 20)
        let serials = LibCrypto.RevocationList(pem: bytes)?.facts?.serials ?? []
        return Set(serials.map(\.description))
    }

    /// Runs the `openssl` program and gives its output, standard error after standard output.
    func openssl(_ arguments: String...) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder.folder)
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }

    /// Whether `openssl verify` takes a certificate, with the list, at the world's time.
    func verify(_ certificate: String, _ purpose: String = "sslserver") throws -> String {
        let result = try openssl(
            "verify", "-x509_strict", "-crl_check", "-attime", "\(now.seconds)", "-purpose",
            purpose,
            "-CAfile", "city-ca/ca.pem", "-CRLfile", "city-ca/crl.pem", certificate)
        return result.output
    }
}

struct Unexpected: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
