// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import ProviderContract
import Testing
import Values

@testable import CertificateProvider

/// What the `openssl` program says of the files.
@Suite struct OpenSSLTests {
    @Test func certificatesAndListVerify() async throws {
        let world = try await World.withAuthority()
        try await world.create("certificate.x509", World.certificate("web"))
        try await world.create(
            "certificate.x509", World.certificate("agent", ["usage": "client", "dns_names": []]))
        try await world.create("certificate.revocation_list", World.list)
        #expect(try world.verify("city-ca/certs/web.pem") == "city-ca/certs/web.pem: OK\n")
        #expect(
            try world.verify("city-ca/certs/agent.pem", "sslclient")
                == "city-ca/certs/agent.pem: OK\n")
        #expect(
            try world.verify("city-ca/certs/agent.pem").contains("unsuitable certificate purpose"))
        let list = try world.openssl(
            "crl", "-in", "city-ca/crl.pem", "-noout", "-CAfile", "city-ca/ca.pem")
        #expect(list.output.contains("verify OK"))
    }

    @Test func aRevokedCertificateIsRefused() async throws {
        let world = try await World.withAuthority()
        try await world.create("certificate.x509", World.certificate("web"))
        try await world.create("certificate.x509", World.certificate("shop"))
        try await world.create("certificate.revocation_list", World.list)
        let serial = try await world.object("certificate.x509", World.certificate("web"))
            .attributes["serial"]?.string
        try await world.delete("certificate.x509", World.certificate("web"))
        try await world.update("certificate.revocation_list", World.list, because: "it follows")
        let kept = "city-ca/revoked/\(serial ?? "").pem"
        #expect(try world.verify(kept).contains("certificate revoked"))
        #expect(try world.verify("city-ca/certs/shop.pem").hasSuffix("shop.pem: OK\n"))
        let text = try world.openssl("crl", "-in", "city-ca/crl.pem", "-noout", "-text").output
        #expect(text.contains("Cessation Of Operation"))
        #expect(text.contains("Serial Number: \(serial?.uppercased() ?? "?")"))
    }

    @Test func anAuthorityThatIsSignedAgainStillVouches() async throws {
        let world = try await World.withAuthority()
        try await world.create("certificate.x509", World.certificate("web"))
        try await world.create("certificate.revocation_list", World.list)
        world.advance(days: 1)
        let before = try await world.object("certificate.authority", World.authority())
        let after = try await world.update(
            "certificate.authority", World.authority(["valid_for": "7300d"]))
        #expect(before.attributes["fingerprint"] != after.attributes["fingerprint"])
        #expect(after.attributes["not_after"] == "2046-11-14T11:06:40.000Z")
        #expect(try world.verify("city-ca/certs/web.pem") == "city-ca/certs/web.pem: OK\n")
    }

    @Test func keysBelongToTheirCertificates() async throws {
        let world = try await World.withAuthority()
        try await world.create("certificate.x509", World.certificate("web"))
        let key = try world.openssl("pkey", "-in", "city-ca/keys/web.key", "-pubout").output
        let certificate = try world.openssl(
            "x509", "-in", "city-ca/certs/web.pem", "-noout", "-pubkey"
        ).output
        #expect(key == certificate)
        let curve = try world.openssl("pkey", "-in", "city-ca/keys/web.key", "-noout", "-text")
        #expect(curve.output.contains("NIST CURVE: P-256"))
        #expect(try world.mode("city-ca/keys/web.key") == 0o600)
        #expect(try world.mode("city-ca/ca.key") == 0o600)
        #expect(try world.mode("city-ca/keys") == 0o700)
    }

    /// The fields of `openssl x509 -text` that do not change from run to run.
    @Test func certificateText() async throws {
        let world = try await World.withAuthority()
        try await world.create(
            "certificate.x509",
            World.certificate(
                "web",
                [
                    "dns_names": [
                        "web.city.example", "*.web.city.example", "192.0.2.7", "2001:db8::7",
                    ]
                ]
            ))
        #expect(try fields(world, "city-ca/certs/web.pem") == Self.certificateFields)
    }

    @Test func authorityText() async throws {
        let world = try World()
        try await world.create(
            "certificate.authority",
            World.authority(["common_name": "Stadt Zürich", "organization": "Amt für Informatik"]))
        #expect(try fields(world, "city-ca/ca.pem") == Self.authorityFields)
    }

    private func fields(_ world: World, _ path: String) throws -> String {
        let text = try world.openssl(
            "x509", "-in", path, "-noout", "-text", "-nameopt", "utf8,sep_comma_plus_space",
            "-certopt", "no_pubkey,no_sigdump,no_serial"
        ).output
        var isKeyIdentifier = false
        var lines: [String] = []
        for line in text.split(separator: "\n") {
            let isIdentifier = isKeyIdentifier
            isKeyIdentifier = line.contains("Key Identifier:")
            let end = line.lastIndex { $0 != " " }.map { line.index(after: $0) } ?? line.endIndex
            lines.append(isIdentifier ? "                (20 bytes)" : String(line[..<end]))
        }
        return lines.joined(separator: "\n")
    }

    private static let certificateFields = """
        Certificate:
            Data:
                Version: 3 (0x2)
                Signature Algorithm: ecdsa-with-SHA256
                Issuer: CN=City of Lakeshore CA
                Validity
                    Not Before: Nov 18 11:01:40 2026 GMT
                    Not After : Feb 16 11:06:40 2027 GMT
                Subject: CN=web.city.example
                X509v3 extensions:
                    X509v3 Basic Constraints: critical
                        CA:FALSE
                    X509v3 Key Usage: critical
                        Digital Signature
                    X509v3 Extended Key Usage:
                        TLS Web Server Authentication
                    X509v3 Subject Alternative Name:
                        DNS:*.web.city.example, IP Address:192.0.2.7, \
        IP Address:2001:DB8:0:0:0:0:0:7, DNS:web.city.example
                    X509v3 Subject Key Identifier:
                        (20 bytes)
                    X509v3 Authority Key Identifier:
                        (20 bytes)
        """

    private static let authorityFields = """
        Certificate:
            Data:
                Version: 3 (0x2)
                Signature Algorithm: ecdsa-with-SHA256
                Issuer: O=Amt für Informatik, CN=Stadt Zürich
                Validity
                    Not Before: Nov 18 11:01:40 2026 GMT
                    Not After : Nov 15 11:06:40 2036 GMT
                Subject: O=Amt für Informatik, CN=Stadt Zürich
                X509v3 extensions:
                    X509v3 Basic Constraints: critical
                        CA:TRUE, pathlen:0
                    X509v3 Key Usage: critical
                        Certificate Sign, CRL Sign
                    X509v3 Subject Key Identifier:
                        (20 bytes)
                    X509v3 Authority Key Identifier:
                        (20 bytes)
        """
}
