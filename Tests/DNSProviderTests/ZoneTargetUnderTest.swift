// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import Foundation
import ProviderContract
import TargetFiles
import Values

@testable import DNSProvider

/// Zones in a folder of their own, with record sets told in short: name, type and values.
final class ZoneTargetUnderTest {
    /// Where `named-checkzone` of BIND is.
    static let checker = ["/usr/bin", "/usr/sbin"].map { "\($0)/named-checkzone" }
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    static let settings: Value = {
        let zones = RecordContractTests.settings["zones"]?.list ?? []
        let parks: Value = [
            "name": "parks.city.example", "primary": "ns1.dns.example",
            "contact": "hostmaster@city.example", "nameservers": ["ns1.dns.example"],
            "refresh": 1, "retry": 2, "expire": 3, "minimum": 4,
        ]
        return ["zones": .list(zones + [parks])]
    }()

    let world: FolderWorld
    let observer: any Observer
    let performer: any Performer

    init() throws {
        world = try FolderWorld(settings: Self.settings)
        observer = ZoneFileTarget.provider.makeObserver(world.place)
        performer = ZoneFileTarget.provider.makePerformer(world.place)
    }

    var names: [String] { (try? listDirectory(world.folder).map(\.name)) ?? [] }
    var path: String { "\(world.folder)/city.example.zone" }

    private var mark: Mark {
        Mark(
            lineage: String(repeating: "a", count: 32), uid: String(repeating: "0", count: 32))
    }

    private func inputs(_ text: String) -> Fields<Value> {
        let words = text.split(separator: " ", maxSplits: 2).map { Value.string(String($0)) }
        return ["name": words[0], "type": words[1], "values": .list(Array(words.dropFirst(2)))]
    }

    func operation(
        _ kind: BurnhamCore.Operation.Kind, _ inputs: Fields<Value>,
        on object: ObservedObject? = nil
    ) -> BurnhamCore.Operation {
        let type = RecordType.type
        var attributes = inputs
        if attributes["ttl"] == nil { attributes["ttl"] = .int(RecordType.defaultTTL) }
        attributes = type.functions.normalise(attributes, Self.settings)
        return Operation(
            kind,
            subject: .init(
                address: Address("d/s/r"), type: type.name,
                identity: type.functions.identity(attributes, Self.settings)),
            precondition: object.map { .same($0.digest(of: type, settings: Self.settings)) }
                ?? .absent,
            content: .init(attributes: attributes, recorded: object?.attributes), mark: mark,
            now: Instant(seconds: 1_795_000_000))
    }

    func creation(_ text: String) -> BurnhamCore.Operation { operation(.create, inputs(text)) }

    func deletion(_ text: String) async throws -> BurnhamCore.Operation {
        operation(.delete, inputs(text), on: try await observe(text).object)
    }

    @discardableResult
    func create(_ text: String) async -> String { await perform([creation(text)])[0] }

    func update(_ text: String) async throws -> String {
        await perform([operation(.update, inputs(text), on: try await observe(text).object)])[0]
    }

    func observe(_ text: String) async throws -> Presence {
        let words = text.split(separator: " ")
        let item = ObserveItem(
            type: RecordType.name, identity: "\(words[0]) \(words[1])", attributes: [:])
        return try await observer.observe([item], lineage: mark.lineage).presences[0]
    }

    func perform(_ operations: [BurnhamCore.Operation]) async -> [String] {
        await performer.perform(operations).map {
            switch $0 {
            case .done: "done"
            case .gone: "gone"
            case .stale(.unreadable(let failure)): "stale: \(failure.words)"
            case .stale: "stale"
            case .failed(let failure): "\(failure.kind): \(failure.words)"
            }
        }
    }

    func serial() throws -> String {
        let words = try world.read("city.example.zone").split(separator: " ")
        guard let soa = words.firstIndex(of: "SOA") else { return "none" }
        return String(words[soa + 3])
    }

    func runChecker(zone: String) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.checker ?? "")
        process.arguments = [zone, "\(world.folder)/\(zone).zone"]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }
}
