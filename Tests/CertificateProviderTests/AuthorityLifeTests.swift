// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import Glibc
import ProviderContract
import Testing
import Values

@testable import CertificateProvider

/// What an authority refuses, and what it survives.
@Suite struct AuthorityLifeTests {
    private let web = World.certificate("web")

    @Test func noCertificateOutlivesItsAuthority() async throws {
        let world = try World()
        let short = World.authority(["valid_for": "100d"])
        try await world.create("certificate.authority", short)
        let made = try await world.create("certificate.x509", web)
        world.advance(days: 60)
        let renewal = world.operation(
            .update, "certificate.x509", web, on: made, because: "it ends")
        #expect(
            try failure(await world.perform([renewal])[0])
                == "rejected: authority `city-ca` ends at 2027-02-26T11:06:40.000Z, before the "
                + "certificate would")
        #expect(
            await CertificateObserver(place: world.folder.place).check(OperationSeries([renewal]))
                .count == 1)
        #expect(try world.index() == ["web valid"])
        try await world.update("certificate.authority", World.authority(["valid_for": "300d"]))
        try await world.update("certificate.x509", web, because: "it ends")
        #expect(try world.index() == ["web superseded", "web valid"])
    }

    @Test func anAuthorityIsNotMadeShorterThanItsCertificates() async throws {
        let world = try await World.withAuthority()
        try await world.create("certificate.x509", web)
        let object = try await world.object("certificate.authority", World.authority())
        let shorter = World.authority(["valid_for": "80d"])
        let result = await world.perform([
            world.operation(.update, "certificate.authority", shorter, on: object)
        ])[0]
        #expect(
            try failure(result)
                == "rejected: a certificate of authority `city-ca` holds until "
                + "2027-02-16T11:06:40.000Z, longer than it then would")
    }

    @Test func anAuthorityWithCertificatesIsNotRemoved() async throws {
        let world = try await World.withAuthority()
        try await world.create("certificate.x509", web)
        let object = try await world.object("certificate.authority", World.authority())
        let remove = world.operation(
            .delete, "certificate.authority", World.authority(), on: object)
        #expect(
            try failure(await world.perform([remove])[0])
                == "conflict: a certificate of authority `city-ca` still holds")
        try await world.delete("certificate.x509", web)
        try await world.delete("certificate.authority", World.authority())
        let serial = object.attributes["certificate"]
        #expect(serial != nil)
        let retired = try listDirectory(world.path("city-ca/retired")).map(\.name)
        #expect(retired.map { $0.suffix(4) } == [".key", ".pem"])
        #expect(try fileStatus(world.path("city-ca/ca.key")) == nil)
    }

    @Test func aLostCertificateOfAnAuthorityIsSignedAgainWithItsKey() async throws {
        let world = try await World.withAuthority()
        try await world.create("certificate.x509", web)
        try await world.create("certificate.revocation_list", World.list)
        try removeFile(world.path("city-ca/ca.pem"))
        try await world.create("certificate.authority", World.authority())
        #expect(try world.verify("city-ca/certs/web.pem") == "city-ca/certs/web.pem: OK\n")
        #expect(try world.index() == ["web valid"])
    }

    @Test func withoutItsKeyAnAuthoritySignsNothing() async throws {
        let world = try await World.withAuthority()
        try removeFile(world.path("city-ca/ca.key"))
        let result = await world.perform([
            world.operation(.create, "certificate.x509", web, on: nil)
        ])[0]
        #expect(
            try failure(result)
                == "rejected: authority `city-ca` can't sign: its key is missing")
        #expect(try fileStatus(world.path("city-ca/certs")) == nil)
    }

    /// An encrypted key must not make libcrypto ask for a pass phrase at the terminal.
    @Test func anEncryptedKeyIsNoKey() async throws {
        let world = try await World.withAuthority()
        _ = try world.openssl(
            "pkcs8", "-topk8", "-in", "city-ca/ca.key", "-out", "city-ca/new.key", "-passout",
            "pass:x")
        let text = try world.folder.read("city-ca/new.key")
        #expect(text.contains("ENCRYPTED"))
        try world.folder.put("city-ca/ca.key", text, mode: 0o600)
        let object = try await world.object("certificate.authority", World.authority())
        #expect(object.attributes["condition"] == "its key can't be read as one for P-256")
    }

    @Test func wrongModesAreMendedAndNothingElse() async throws {
        let world = try await World.withAuthority()
        let made = try await world.create("certificate.x509", web)
        for key in ["city-ca/ca.key", "city-ca/keys/web.key"] {
            #expect(chmod(world.path(key), 0o644) == 0)
        }
        let object = try await world.object("certificate.x509", web)
        #expect(object.attributes["condition"] == "its key has mode 0644")
        let reason = "it was changed by hand"
        let mended = try await world.update("certificate.x509", web, because: reason)
        #expect(mended.attributes["serial"] == made.attributes["serial"])
        try await world.update("certificate.authority", World.authority(), because: reason)
        #expect(try world.mode("city-ca/keys/web.key") == 0o600)
        #expect(try world.mode("city-ca/ca.key") == 0o600)
    }

    @Test func aKeyOfSomebodyElseIsNotOverwritten() async throws {
        let world = try await World.withAuthority()
        try world.folder.put("city-ca/keys/web.key", "theirs", mode: 0o600)
        let result = await world.perform([
            world.operation(.create, "certificate.x509", web, on: nil)
        ])[0]
        #expect(
            try failure(result) == "conflict: `city-ca/keys/web.key` is there and belongs to no "
                + "certificate of the index")
        #expect(try world.folder.read("city-ca/keys/web.key") == "theirs")
    }

    /// A certificate of an authority of others, with its key, can be taken over; it can't be signed again.
    @Test func anIntermediateAuthorityOfOthersIsUsedAsItIs() async throws {
        let world = try World()
        let root = LibCrypto.PrivateKey.generate()
        let key = LibCrypto.PrivateKey.generate()
        let lifetime = Lifetime(from: world.now, for: try #require(Span("3650d")))
        func request(_ name: String) -> CertificateRequest {
            CertificateRequest(
                subject: .init(commonName: name), serial: .random(), lifetime: lifetime,
                purpose: .authority)
        }
        let top = LibCrypto.Certificate(signing: request("State CA"), for: root, by: nil)
        let certificate = LibCrypto.Certificate(
            signing: request("City of Lakeshore CA"), for: key, by: (top, root))
        try world.folder.put(
            "city-ca/ca.pem", String(decoding: certificate.pem, as: UTF8.self))
        try world.folder.put(
            "city-ca/ca.key", String(decoding: key.pem.bytes, as: UTF8.self), mode: 0o600)
        let object = try await world.object("certificate.authority", World.authority())
        #expect(object.attributes["condition"] == "sound")
        try await world.create("certificate.x509", web)
        let longer = World.authority(["valid_for": "4000d"])
        let result = await world.perform([
            world.operation(.update, "certificate.authority", longer, on: object)
        ])[0]
        #expect(
            try failure(result)
                == "rejected: the certificate of `city-ca` was signed by another authority")
    }

    /// An authority that the city made by other means keeps its whole name and key identifier when it is
    /// signed again.
    @Test func anAuthorityMadeByOtherMeansIsExtended() async throws {
        let world = try World()
        try makeDirectories(world.path("city-ca"), mode: 0o755)
        let made = try world.openssl(
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc",
            "-keyout", "city-ca/ca.key", "-out", "city-ca/ca.pem", "-days", "100", "-subj",
            "/C=US/O=City of Lakeshore/OU=IT/CN=City of Lakeshore CA", "-addext",
            "keyUsage=critical,keyCertSign,cRLSign")
        #expect(made.status == 0)
        // The program signs by its own clock.
        let bytes = try readFile(world.path("city-ca/ca.pem"), limit: 1 << 16)
        let facts = try #require(LibCrypto.Certificate(pem: bytes)?.facts)
        world.now = facts.lifetime.start.advanced(bySeconds: 60)
        try world.folder.put("city-ca/ca.pem", String(decoding: bytes, as: UTF8.self))
        let key = try world.folder.read("city-ca/ca.key")
        try world.folder.put("city-ca/ca.key", key, mode: 0o600)
        let object = try await world.object("certificate.authority", World.authority())
        #expect(object.attributes["condition"] == "sound")
        try await world.create("certificate.x509", web)
        try await world.create("certificate.revocation_list", World.list)
        #expect(try world.verify("city-ca/certs/web.pem") == "city-ca/certs/web.pem: OK\n")
        func name() throws -> String {
            try world.openssl(
                "x509", "-in", "city-ca/ca.pem", "-noout", "-subject", "-ext",
                "subjectKeyIdentifier"
            ).output
        }
        let before = try name()
        try await world.update("certificate.authority", World.authority(["valid_for": "200d"]))
        #expect(try name() == before)
        #expect(try world.verify("city-ca/certs/web.pem") == "city-ca/certs/web.pem: OK\n")
    }

    private func failure(_ result: OperationResult) throws -> String {
        guard case .failed(let failure) = result else { throw Unexpected("\(result)") }
        return "\(failure.kind.rawValue): \(failure.words)"
    }
}
