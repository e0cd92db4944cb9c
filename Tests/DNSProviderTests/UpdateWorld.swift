// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import ProviderContract
import Testing
import Values

@testable import DNSProvider

/// Zones on a running server, made as they were at first, and a registry folder of their own. What is there is told
/// by `dig`, and what others do is done by `nsupdate`.
final class UpdateWorld: ContractWorld {
    let server: DNSServer
    let place: TargetPlace
    private let folders: FolderWorld

    init(_ kind: DNSServer.Kind, settings: Value, connection: TargetConnection? = nil) throws {
        server = try DNSServer.running(kind)
        folders = try FolderWorld(settings: settings)
        place = TargetPlace(
            name: "contract", settings: settings, connection: connection ?? server.connection(),
            limits: TargetLimits(timeoutSeconds: 10), folder: folders.place.folder,
            registryFolder: folders.place.registryFolder)
        try server.reset()
    }

    func dump() throws -> String {
        try server.records().joined(separator: "\n") + "\n" + folders.dump()
    }

    /// Of every kind that a zone may have: an alias, a wildcard, a delegation with glue, a text in pieces, names in
    /// capitals, a type that nobody knows, and what says whose the records of another store are.
    private static let theirs = [
        "city.example. 3600 MX 10 Mail.City.Example.",
        "mail.city.example. 86400 AAAA 2001:db8::25",
        "parks.city.example. 60 TXT \"a text\" \"in two pieces\"",
        "trees.parks.city.example. 300 CNAME city.example.",
        "*.wild.city.example. 300 A 192.0.2.77", "far.city.example. 300 NS ns.far.city.example.",
        "ns.far.city.example. 300 A 192.0.2.53", "odd.parks.city.example. 300 TYPE65280 \\# 1 00",
        "_burnham-a.mail.city.example. 300 TXT \"v=burnham1 mark=\(other)\"",
    ]

    private static let other = Mark(
        lineage: String(repeating: "c", count: 32), uid: String(repeating: "7", count: 32))

    func plantForeign() throws { try server.update(Self.theirs.map { "add \($0)" }) }

    func foreign() throws -> String {
        let planted = Set(Self.theirs.map { $0.split(separator: " ")[0].lowercased() })
        return try server.records(["city.example"]).filter { line in
            let words = line.split(separator: " ")
            return planted.contains(words[0].lowercased())
                && (words[0] != "city.example." || words[3] == "MX")
        }.joined(separator: "\n")
    }
}

extension ContractSubject.HandEdit {
    /// An edit past the provider, in commands of `nsupdate`.
    static func byUpdate(
        _ name: String, _ expectation: Expectation, _ commands: [String]
    ) -> ContractSubject.HandEdit {
        ContractSubject.HandEdit(name, expectation) { world in
            guard let world = world as? UpdateWorld else {
                throw ContractViolation("the world is no server")
            }
            try world.server.update(commands)
        }
    }
}
