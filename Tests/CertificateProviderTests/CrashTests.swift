// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import ProviderContract
import Testing
import Values

@testable import CertificateProvider

/// Worlds as a crash leaves them: the first so many of an operation's writes are there, in the order of
/// `AuthorityPlaces.Phase`, the others are not.
@Suite struct CrashTests {
    private let web = World.certificate("web")

    @Test(arguments: 0...3) func anIssueThatWasCutOff(_ written: Int) async throws {
        let world = try await World.withAuthority()
        let before = try Snapshot(world)
        try await world.create("certificate.x509", web)
        let after = try Snapshot(world)
        try before.restore(world, after, keeping: written)
        if written < 3 {
            guard case .absent = try await world.observe("certificate.x509", web) else {
                throw Unexpected("it is there after \(written) writes")
            }
            try await world.create("certificate.x509", web)
        }
        try await expectSound(world)
    }

    @Test(arguments: 0...3) func aRenewalThatWasCutOff(_ written: Int) async throws {
        let world = try await World.withAuthority()
        try await world.create("certificate.x509", web)
        world.advance(days: 70)
        let before = try Snapshot(world)
        try await world.update("certificate.x509", web, because: "it ends")
        let after = try Snapshot(world)
        try before.restore(world, after, keeping: written)
        let condition = try await world.object("certificate.x509", web).attributes["condition"]
        let expected: [Value] = [
            "sound", "a later one was issued", "a later one was issued", "sound",
        ]
        #expect(condition == expected[written])
        if written < 3 { try await world.update("certificate.x509", web, because: "it ends") }
        try await expectSound(world)
    }

    @Test(arguments: 0...4) func aRemovalThatWasCutOff(_ written: Int) async throws {
        let world = try await World.withAuthority()
        try await world.create("certificate.x509", web)
        try await world.create("certificate.revocation_list", World.list)
        let serial = try await world.object("certificate.x509", web).attributes["serial"]?.string
        let before = try Snapshot(world)
        try await world.delete("certificate.x509", web)
        let after = try Snapshot(world)
        try before.restore(world, after, keeping: written)
        if written < 4 { try await world.delete("certificate.x509", web) }
        guard case .absent = try await world.observe("certificate.x509", web) else {
            throw Unexpected("it is still there")
        }
        #expect(try world.index() == ["web revoked cessationOfOperation"])
        #expect(try fileStatus(world.path("city-ca/keys/web.key")) == nil)
        try await world.update("certificate.revocation_list", World.list, because: "it follows")
        #expect(try world.listedSerials() == [serial ?? ""])
    }

    @Test(arguments: 0...3) func anAuthorityThatWasCutOff(_ written: Int) async throws {
        let world = try World()
        let before = try Snapshot(world)
        try await world.create("certificate.authority", World.authority())
        let after = try Snapshot(world)
        try before.restore(world, after, keeping: written)
        if written < 3 {
            try await world.create("certificate.authority", World.authority())
        }
        let object = try await world.object("certificate.authority", World.authority())
        #expect(object.attributes["condition"] == "sound")
        if written > 0 {
            #expect(try world.folder.read("city-ca/ca.key") == after.texts["city-ca/ca.key"])
        }
    }

    /// The certificate in use is sound, every certificate that was ever signed is in the index, and nothing
    /// but the last one of a name is valid.
    private func expectSound(_ world: World) async throws {
        let object = try await world.object("certificate.x509", web)
        #expect(object.attributes["condition"] == "sound")
        let rows = try world.rows()
        #expect(
            rows.filter { $0.state == .valid }.map(\.serial.description)
                == [object.attributes["serial"]?.string])
        try await world.create("certificate.revocation_list", World.list)
        #expect(try world.verify("city-ca/certs/web.pem") == "city-ca/certs/web.pem: OK\n")
    }
}

/// The files of a world's target, by path.
private struct Snapshot {
    let texts: [String: String]

    init(_ world: World) throws {
        var texts: [String: String] = [:]
        var folders = [""]
        while let folder = folders.popLast() {
            let path = world.path(folder)
            guard try fileStatus(path) != nil else { continue }
            for entry in try listDirectory(path) {
                let name = folder.isEmpty ? entry.name : "\(folder)/\(entry.name)"
                if entry.kind == .directory {
                    folders.append(name)
                } else {
                    texts[name] = try world.folder.read(name)
                }
            }
        }
        self.texts = texts
    }

    /// Takes back all that `after` has but the first `count` changes.
    func restore(_ world: World, _ after: Snapshot, keeping count: Int) throws {
        let changed = Set(texts.keys).union(after.texts.keys)
            .filter { texts[$0] != after.texts[$0] }
            .sorted { order($0, after) < order($1, after) }
        for path in changed.dropFirst(count) {
            if let text = texts[path] {
                let mode: UInt32 = path.hasSuffix(".key") ? 0o600 : 0o644
                try world.folder.put(path, text, mode: mode)
            } else {
                try removeFile(world.path(path))
            }
        }
    }

    /// A key is published before its certificate.
    private func order(_ path: String, _ after: Snapshot) -> (Int, String) {
        (phase(path, after).rawValue, path.hasSuffix(".key") ? "" : path)
    }

    private func phase(_ path: String, _ after: Snapshot) -> AuthorityPlaces.Phase {
        let isGone = after.texts[path] == nil
        if path.hasSuffix("/ca.key") { return .authorityKey }
        if path.hasSuffix("/index") { return .index }
        if path.contains("/revoked/") { return .copies }
        if path.hasSuffix(".key") { return isGone ? .removedKeys : .certificates }
        if path.hasSuffix("/crl.pem") { return .lists }
        return isGone ? .removedCertificates : .certificates
    }
}
