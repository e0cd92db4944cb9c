// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import Glibc
import ProviderContract
import Testing
import Values

@testable import CertificateProvider

/// A certificate from its issue to its end, and the list beside it.
@Suite struct CertificateLifeTests {
    private let web = World.certificate("web")

    @Test func renewedBeforeItsEndWithANewKey() async throws {
        let world = try await World.withAuthority()
        let first = try await world.create("certificate.x509", web)
        let key = try world.folder.read("city-ca/keys/web.key")
        world.advance(days: 59)
        #expect(world.due("certificate.x509", first) == nil)
        world.advance(days: 1)
        #expect(world.due("certificate.x509", first) == "it ends on 2027-02-16")
        let second = try await world.update("certificate.x509", web, because: "due")
        #expect(second.attributes["serial"] != first.attributes["serial"])
        #expect(try world.folder.read("city-ca/keys/web.key") != key)
        #expect(second.attributes["condition"] == "sound")
        #expect(world.due("certificate.x509", second) == nil)
        #expect(try world.index() == ["web superseded", "web valid"])
        // The line of the first one goes with the first write after its end.
        world.advance(days: 60)
        try await world.update("certificate.x509", web, because: "due")
        #expect(try world.index() == ["web superseded", "web valid"])
    }

    @Test func anotherRenewBeforeIsAppliedAtOnce() async throws {
        let world = try await World.withAuthority()
        let first = try await world.create("certificate.x509", web)
        world.advance(days: 30)
        let kept = try await world.update(
            "certificate.x509", World.certificate("web", ["renew_before": "50d"]))
        #expect(kept.attributes["serial"] == first.attributes["serial"])
        #expect(kept.attributes["renew_before"] == "50d")
        let renewed = try await world.update(
            "certificate.x509", World.certificate("web", ["renew_before": "70d"]))
        #expect(renewed.attributes["serial"] != first.attributes["serial"])
        #expect(world.due("certificate.x509", renewed) == nil)
    }

    @Test func aRemovalRevokesWhatEarlierRenewalsLeft() async throws {
        let world = try await World.withAuthority()
        try await world.create("certificate.revocation_list", World.list)
        let first = try await world.create("certificate.x509", web)
        world.advance(days: 61)
        let second = try await world.update("certificate.x509", web, because: "due")
        try await world.delete("certificate.x509", web)
        #expect(
            try world.index() == [
                "web revoked cessationOfOperation", "web revoked cessationOfOperation",
            ])
        #expect(try fileStatus(world.path("city-ca/keys/web.key")) == nil)
        let list = try await world.object("certificate.revocation_list", World.list)
        #expect(world.due("certificate.revocation_list", list) != nil)
        let signed = try await world.update(
            "certificate.revocation_list", World.list, because: "it follows")
        #expect(signed.attributes["revoked"] == 2)
        let serials = [first, second].compactMap { $0.attributes["serial"]?.string }
        #expect(try world.listedSerials() == Set(serials))
        // Both stay until a list that was signed after their end has them.
        world.advance(days: 100)
        try await world.update("certificate.revocation_list", World.list, because: "due")
        #expect(try world.listedSerials().count == 2)
        #expect(try world.index() == [])
        #expect(try listDirectory(world.path("city-ca/revoked")).isEmpty)
        world.advance(days: 7)
        try await world.update("certificate.revocation_list", World.list, because: "due")
        #expect(try world.listedSerials().isEmpty)
    }

    @Test func listNumbersGrowEvenWhenAListIsLost() async throws {
        let world = try await World.withAuthority()
        func number(_ object: ObservedObject) -> Int64 { object.attributes["number"]?.int ?? 0 }
        let type = "certificate.revocation_list"
        let first = number(try await world.create(type, World.list))
        let second = number(try await world.update(type, World.list, because: "again"))
        #expect(second == first + 1)
        try removeFile(world.path("city-ca/crl.pem"))
        world.advance(days: 1)
        #expect(number(try await world.create(type, World.list)) > second)
    }

    @Test func aListIsDueAfterThreeQuartersOfItsTime() async throws {
        let world = try await World.withAuthority()
        let type = "certificate.revocation_list"
        let list = try await world.create(type, World.list)
        world.now = World.start.advanced(bySeconds: 7 * 86_400 * 3 / 4 - 1)
        #expect(world.due(type, list) == nil)
        world.now = World.start.advanced(bySeconds: 7 * 86_400 * 3 / 4)
        #expect(world.due(type, list) == "it ends on 2026-11-25")
    }

    @Test func aRevocationByHandIsPublished() async throws {
        let world = try await World.withAuthority()
        let type = "certificate.revocation_list"
        let made = try await world.create("certificate.x509", web)
        try await world.create(type, World.list)
        try world.folder.edit(
            "city-ca/index", "\"state\":\"valid\"",
            to: "\"reason\":\"keyCompromise\",\"revoked_at\":\"2026-11-23T00:00:00.000Z\""
                + ",\"state\":\"revoked\"")
        let planned = try await world.object(type, World.list)
        #expect(
            world.due(type, planned) == "a certificate was revoked and is not on it")
        let signed = try await world.update(type, World.list, because: "due")
        #expect(signed.attributes["revoked"] == 1)
        #expect(try world.listedSerials() == [made.attributes["serial"]?.string ?? ""])
        let text = try world.openssl("crl", "-in", "city-ca/crl.pem", "-noout", "-text").output
        #expect(text.contains("Key Compromise"))
        let object = try await world.object("certificate.x509", web)
        #expect(object.attributes["condition"] == "it is revoked")
    }

    /// One plan: the removal comes first and is what the list is signed again for.
    @Test func theListIsNotStaleForTheRemovalsBeforeIt() async throws {
        let world = try await World.withAuthority()
        let type = "certificate.revocation_list"
        let made = try await world.create("certificate.x509", web)
        let list = try await world.create(type, World.list)
        let steps = [
            world.operation(.delete, "certificate.x509", web, on: made),
            world.operation(.update, type, World.list, on: list, because: "it follows"),
        ]
        let results = await world.perform(steps)
        guard case .gone = results[0] else { throw Unexpected("\(results)") }
        #expect(try world.done(results[1]).attributes["revoked"] == 1)
        let again = await world.perform([
            world.operation(.update, type, World.list, on: list, because: "it follows")
        ])
        guard case .stale = again[0] else { throw Unexpected("\(again)") }
    }

    @Test func aReplaceInOneBatchRevokesAndIssues() async throws {
        let world = try await World.withAuthority()
        let made = try await world.create("certificate.x509", web)
        let next = World.certificate("web", ["dns_names": ["other.city.example"]])
        let results = await world.perform([
            world.operation(.delete, "certificate.x509", web, on: made),
            world.operation(.create, "certificate.x509", next, on: nil),
        ])
        guard case .gone = results[0] else { throw Unexpected("\(results)") }
        let object = try world.done(results[1])
        #expect(object.attributes["dns_names"] == ["other.city.example"])
        #expect(object.attributes["condition"] == "sound")
        #expect(try world.index() == ["web revoked cessationOfOperation", "web valid"])
    }
}
