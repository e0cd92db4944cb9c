// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import Glibc
import ProviderContract
import Testing
import Values

@testable import CertificateProvider

/// A private key is in its file and nowhere else.
@Suite struct KeySecrecyTests {
    private let web = World.certificate("web")

    @Test func keysAreFoundNowhereButInTheirFiles() async throws {
        let world = try await World.withAuthority()
        var answers = ["\(try await world.create("certificate.x509", web))"]
        let keys = try ["city-ca/ca.key", "city-ca/keys/web.key"].flatMap(secretLines(world))
        answers.append("\(try await world.object("certificate.authority", World.authority()))")
        answers.append("\(try await world.create("certificate.revocation_list", World.list))")
        answers.append(String(reflecting: try await world.object("certificate.x509", web)))
        for answer in answers { #expect(!keys.contains { answer.contains($0) }) }
        #expect(
            try filesHolding(keys, world) == [
                "target/city-ca/ca.key", "target/city-ca/keys/web.key",
            ])
    }

    @Test func aRemovedCertificatesKeyIsDestroyed() async throws {
        let world = try await World.withAuthority()
        try await world.create("certificate.x509", web)
        let key = try secretLines(world)("city-ca/keys/web.key")
        try await world.delete("certificate.x509", web)
        #expect(try filesHolding(key, world) == [])
    }

    @Test func whatAKilledProcessLeftOfAKeyIsTakenAway() async throws {
        let world = try await World.withAuthority()
        try world.folder.put("city-ca/keys/.burnham-temporary-x", "half a key", mode: 0o600)
        try await world.create("certificate.x509", web)
        #expect(try fileStatus(world.path("city-ca/keys/.burnham-temporary-x")) == nil)
    }

    /// A link that somebody plants leads neither a key nor a certificate out of the folder.
    @Test func linksAreNotFollowed() async throws {
        let world = try await World.withAuthority()
        try makeDirectories("\(world.folder.root)/outside", mode: 0o755)
        #expect(symlink("../../outside", world.path("city-ca/keys")) == 0)
        let result = await world.perform([
            world.operation(.create, "certificate.x509", web, on: nil)
        ])[0]
        guard case .failed(let failure) = result else { throw Unexpected("\(result)") }
        #expect(failure.kind == .conflict)
        #expect(try listDirectory("\(world.folder.root)/outside").isEmpty)
    }

    private func secretLines(_ world: World) -> (String) throws -> [String] {
        { path in
            let lines = try world.folder.read(path).split(separator: "\n").map(String.init)
            #expect(lines.first == "-----BEGIN PRIVATE KEY-----")
            return Array(lines.dropFirst().dropLast())
        }
    }

    private func filesHolding(_ texts: [String], _ world: World) throws -> [String] {
        var found: [String] = []
        var folders = [""]
        let root = world.folder.root
        while let folder = folders.popLast() {
            for entry in try listDirectory("\(root)/\(folder)") {
                let path = folder.isEmpty ? entry.name : "\(folder)/\(entry.name)"
                if entry.kind == .directory { folders.append(path) }
                guard entry.kind == .file else { continue }
                let bytes = try readFile("\(root)/\(path)", limit: 1 << 20)
                let text = String(decoding: bytes, as: UTF8.self)
                if texts.contains(where: { text.contains($0) }) { found.append(path) }
            }
        }
        return found.sorted()
    }
}
