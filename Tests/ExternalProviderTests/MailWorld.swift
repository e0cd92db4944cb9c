// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import Glibc
import ProviderContract
import Values

/// A tenant of its own at the mail service behind a relay of its own, with a registry folder of its own.
final class MailWorld: ServerWorld {
    let tenant: String
    let relay: FaultProxy
    let place: TargetPlace
    private let folder: FolderWorld

    init(token: String = MailService.token) throws {
        tenant = MailService.shared.newTenant()
        relay = try FaultProxy(to: Int(MailService.shared.port))
        folder = try FolderWorld(settings: [:])
        place = TargetPlace(
            name: "mail", settings: ["tenant": .string(tenant)],
            connection: TargetConnection(
                values: [
                    "program": .string(MailService.program),
                    "sha256": .string(
                        Digest.sha256(try readFile(MailService.program, limit: 1 << 20)).hex),
                    "url": .string("http://127.0.0.1:\(relay.port)"),
                ], credentials: ["token": SecretValue(Array(token.utf8))]),
            limits: TargetLimits(batchSize: 1000, timeoutSeconds: Self.timeoutSeconds),
            folder: folder.place.folder,
            registryFolder: folder.place.registryFolder)
    }

    private static let timeoutSeconds = 5

    /// For worlds that outlive this one.
    var placeWithoutRelay: TargetPlace {
        var values = place.connection.values.object ?? [:]
        values["url"] = .string(MailService.shared.url)
        return TargetPlace(
            name: place.name, settings: place.settings,
            connection: TargetConnection(
                values: .object(values), credentials: place.connection.credentials),
            folder: place.folder, registryFolder: place.registryFolder)
    }

    var revokeWriting: (() throws -> Void)? {
        { try self.ask("PUT", "rights", ["rights": ["mailboxes.read", "lists.read"]]) }
    }

    func grantWriting() throws {
        try ask(
            "PUT", "rights",
            ["rights": ["mailboxes.read", "mailboxes.write", "lists.read", "lists.write"]])
    }

    @discardableResult
    func ask(_ method: String, _ path: String, _ body: Value? = nil) throws -> Value {
        try MailService.shared.ask(method, "/v1/tenants/\(tenant)/\(path)", body)
    }

    func dump() throws -> String {
        let lists = try ["mailboxes", "lists", "members"].map {
            CanonicalJSON.text(of: try ask("GET", $0))
        }
        let marks = try? readFile("\(place.registryFolder)/.burnham-marks", limit: 1 << 20)
        return (lists + [String(decoding: marks ?? [], as: UTF8.self)]).joined(separator: "\n")
    }

    func plantForeign() throws {
        try ask("POST", "mailboxes", ["address": "Theirs@city.example", "displayName": "Theirs"])
        try ask("POST", "lists", ["address": "their-list@city.example", "externalId": "crm-7"])
        try ask("PUT", "lists/their-list@city.example/members/theirs@city.example")
    }

    func foreign() throws -> String {
        let things = try ["mailboxes/theirs@city.example", "lists/their-list@city.example"].map {
            CanonicalJSON.text(of: try ask("GET", $0))
        }
        let members = try ask("GET", "members")["items"]?.list ?? []
        let theirs = members.filter { $0["list"] == "their-list@city.example" }
        return (things + theirs.map(CanonicalJSON.text)).joined(separator: "\n")
    }
}

extension ContractSubject.HandEdit {
    static func onMail(
        _ name: String, _ expectation: Expectation,
        edit: @escaping @Sendable (MailWorld) throws -> Void
    ) -> ContractSubject.HandEdit {
        ContractSubject.HandEdit(name, expectation) { world in
            guard let mail = world as? MailWorld else {
                throw ContractViolation("the world is no mail service")
            }
            try edit(mail)
        }
    }
}
