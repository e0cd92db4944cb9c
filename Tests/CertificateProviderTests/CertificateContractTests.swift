// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import ProviderContract
import Testing
import Values

@testable import CertificateProvider

/// The provider contract on all three types.
@Suite struct CertificateContractTests {
    @Test(arguments: ContractCheck.all(for: authority))
    func authorityContract(_ check: ContractCheck) async {
        #expect(await check.violation() == nil)
    }

    @Test(arguments: ContractCheck.all(for: certificate))
    func certificateContract(_ check: ContractCheck) async {
        #expect(await check.violation() == nil)
    }

    @Test(arguments: ContractCheck.all(for: list))
    func listContract(_ check: ContractCheck) async {
        #expect(await check.violation() == nil)
    }

    private static func makeSubject(
        _ type: String, _ sample: Fields<Value>, _ other: Fields<Value>
    ) -> ContractSubject {
        ContractSubject(
            provider: CertificateAuthorityTarget.provider, type: type, sample: sample, other: other,
            makeWorld: {
                try FolderWorld(
                    settings: $0,
                    foreign: [
                        .file("notes.txt", "theirs"), .file("city-ca/certs/theirs.txt", "theirs"),
                        .file("city-ca/keys/theirs.key", "theirs"), .file("other/file", "theirs"),
                    ])
            })
    }

    private static let authorityInputs: Fields<Value> = [
        "name": "city-ca", "common_name": "City CA", "organization": "City of Lakeshore",
        "valid_for": "365d",
    ]

    static let authority: ContractSubject = {
        var subject = makeSubject(
            "certificate.authority", authorityInputs, ["name": "lab", "common_name": "Lab CA"])
        subject.changes = [("valid_for", "730d")]
        subject.odd = [
            ["name": "x.y_z-1", "common_name": "Stadt Zürich – Amtsstelle 北", "valid_for": "90m"],
            ["name": "a", "common_name": "a,b+c=\"d\"\\;<e>", "organization": "O=x/CN=y"],
        ]
        subject.refused = [
            (["name": "../x", "common_name": "x"], "name"),
            (["name": "a\nb", "common_name": "x"], "name"),
            (["name": "a", "common_name": "x\u{0}y"], "common_name"),
            (
                ["name": "a", "common_name": .string(String(repeating: "é", count: 65))],
                "common_name"
            ),
            (["name": "a", "common_name": "x", "organization": ""], "organization"),
            (["name": "a", "common_name": "x", "valid_for": "200000d"], "valid_for"),
            (["name": "a", "common_name": "x", "valid_for": "99999d"], "valid_for"),
        ]
        subject.handEdits = [
            .onFolder("the certificate is gone", .absent) {
                try removeFile("\($0.folder)/city-ca/ca.pem")
            },
            .onFolder("the certificate is no certificate", .unreadable) {
                try $0.put("city-ca/ca.pem", "theirs")
            },
            .onFolder("the key is gone", .differs("condition")) {
                try removeFile("\($0.folder)/city-ca/ca.key")
            },
            .onFolder("the key is no key", .differs("condition")) {
                try $0.put("city-ca/ca.key", "theirs", mode: 0o600)
            },
            .onFolder("the key can be read by others", .differs("condition")) {
                try $0.put("city-ca/ca.key", try $0.read("city-ca/ca.key"), mode: 0o644)
            },
            .onFolder("the key is another", .differs("condition")) {
                let key = LibCrypto.PrivateKey.generate().pem.bytes
                try $0.put(
                    "city-ca/ca.key", String(decoding: key, as: UTF8.self), mode: 0o600)
            },
            .onFolder("text beside the certificate", .differs("condition")) {
                try $0.put("city-ca/ca.pem", "theirs\n" + $0.read("city-ca/ca.pem"))
            },
            .onFolder("a broken index", .unreadable) { try $0.put("city-ca/index", "{}\n") },
        ]
        return subject
    }()

    static let certificate: ContractSubject = {
        let sample: Fields<Value> = [
            "name": "web", "authority": "city-ca", "common_name": "www.city.example",
            "dns_names": ["www.city.example", "CITY.example.", "192.0.2.1", "2001:DB8::1"],
            "valid_for": "8w", "renew_before": "2w",
        ]
        let other: Fields<Value> = [
            "name": "backup", "authority": "city-ca", "common_name": "backup agent",
            "dns_names": [], "usage": "client",
        ]
        var subject = makeSubject("certificate.x509", sample, other)
        subject.prerequisites = [.init(type: "certificate.authority", inputs: authorityInputs)]
        subject.changes = [("valid_for", "30d"), ("renew_before", "3d")]
        subject.odd = [
            [
                "name": "wild", "authority": "city-ca", "common_name": "*.city.example",
                "dns_names": ["*.city.example", "xn--bcher-kva.example", "10.0.0.1"],
            ]
        ]
        var failing = other
        failing["name"] = "long"
        failing["valid_for"] = "366d"
        subject.failing = failing
        subject.refused = refusedCertificates(other)
        subject.handEdits = certificateEdits
        return subject
    }()

    private static func refusedCertificates(
        _ good: Fields<Value>
    ) -> [(inputs: Fields<Value>, attribute: String)] {
        let names: [Value] = [
            "a\nb", "a b", "bücher.example", "*", "*.", "a.*.b", "-a.example", "a..b", "1.2.3.4.5",
            "999.1.1.1", "", ".", "http://a.example", "a.example:443", "a\u{0}.example",
            .string(String(repeating: "a", count: 64)),
        ]
        let wrongNames = names.map { name in
            var inputs = good
            inputs["dns_names"] = [name]
            return (inputs: inputs, attribute: "dns_names")
        }
        let wrong: [(String, Value, String)] = [
            ("usage", "server", "dns_names"), ("name", "../x", "name"),
            ("authority", "a/b", "authority"), ("valid_for", "30d", "renew_before"),
            ("valid_for", "11y", "valid_for"), ("common_name", "a\nb", "common_name"),
        ]
        return wrongNames
            + wrong.map { name, value, attribute in
                var inputs = good
                inputs[name] = value
                if attribute == "renew_before" { inputs["renew_before"] = "30d" }
                return (inputs, attribute)
            }
    }

    private static let certificateEdits: [ContractSubject.HandEdit] = [
        .onFolder("the certificate is gone", .absent) {
            try removeFile("\($0.folder)/city-ca/certs/web.pem")
        },
        .onFolder("the certificate is no certificate", .unreadable) {
            try $0.put("city-ca/certs/web.pem", "theirs")
        },
        .onFolder("the key is gone", .differs("condition")) {
            try removeFile("\($0.folder)/city-ca/keys/web.key")
        },
        .onFolder("the key can be read by others", .differs("condition")) {
            try $0.put("city-ca/keys/web.key", try $0.read("city-ca/keys/web.key"), mode: 0o640)
        },
        .onFolder("text after the certificate", .differs("condition")) {
            try $0.put("city-ca/certs/web.pem", $0.read("city-ca/certs/web.pem") + "theirs\n")
        },
        .onFolder(
            "the authority's own instead",
            .differs(
                "condition",
                alongWith: ["common_name", "dns_names", "usage", "valid_for", "renew_before"])
        ) {
            try $0.put("city-ca/certs/web.pem", $0.read("city-ca/ca.pem"))
        },
        .onFolder("revoked in the index", .differs("condition")) {
            try $0.edit(
                "city-ca/index", "\"state\":\"valid\"",
                to: "\"reason\":\"keyCompromise\",\"revoked_at\":\"2026-11-23T00:00:00.000Z\""
                    + ",\"state\":\"revoked\"")
        },
        .onFolder("an empty index", .differs("condition", alongWith: ["renew_before"])) {
            try $0.put("city-ca/index", "")
        },
        .onFolder("a broken index", .unreadable) { try $0.put("city-ca/index", "theirs\n") },
        .onFolder("another file beside it", .same) {
            try $0.put("city-ca/certs/other.txt", "theirs")
        },
        .onFolder("the authority's certificate is gone", .unreadable) {
            try removeFile("\($0.folder)/city-ca/ca.pem")
        },
    ]

    static let list: ContractSubject = {
        var subject = makeSubject(
            "certificate.revocation_list", ["authority": "city-ca", "valid_for": "48h"],
            ["authority": "lab"])
        subject.prerequisites = [
            .init(type: "certificate.authority", inputs: authorityInputs),
            .init(
                type: "certificate.authority", inputs: ["name": "lab", "common_name": "Lab CA"]),
        ]
        subject.changes = [("valid_for", "1d")]
        subject.refused = [(["authority": "city-ca", "valid_for": "367d"], "valid_for")]
        subject.failing = ["authority": "nobody"]
        subject.handEdits = [
            .onFolder("the list is gone", .absent) {
                try removeFile("\($0.folder)/city-ca/crl.pem")
            },
            .onFolder("the list is none", .unreadable) { try $0.put("city-ca/crl.pem", "") },
            .onFolder("the list of another", .differs("condition", alongWith: ["valid_for"])) {
                let key = LibCrypto.PrivateKey.generate()
                let lifetime = Lifetime(from: Instant(seconds: 1_795_000_000), for: Span("2d")!)
                let issuer = LibCrypto.Certificate(
                    signing: .init(
                        subject: .init(commonName: "City CA"), serial: .random(),
                        lifetime: lifetime, purpose: .authority), for: key, by: nil)
                let list = LibCrypto.RevocationList(
                    signing: .init(number: 1, lifetime: lifetime, entries: []), by: (issuer, key))
                try $0.put("city-ca/crl.pem", String(decoding: list.pem, as: UTF8.self))
            },
        ]
        return subject
    }()
}
