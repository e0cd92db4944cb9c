// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DirectoryProvider
import Glibc
import ProviderContract
import Testing
import Values

/// A directory server as an administrator sets it up: who may bind how, what it locks, where it says no.
@Suite(.serialized, .enabled(if: Slapd.isPresent, "slapd or ldap-utils is not installed"))
struct LDAPTests {
    private static let settings: Value = ["base_dn": "dc=town,dc=example"]
    private static let account: Fields<Value> = ["uid": "u1", "surname": "One"]

    /// A server with password policies and TLS, where whoever runs the tests is the provider's account.
    private static let strict = Result {
        let folder = try Shell.temporaryFolder("certificates")
        let certificates = try TestCertificates(folder: folder, address: "127.0.0.1")
        let slapd = try Slapd(
            global: [
                "moduleload ppolicy", "TLSCertificateFile \(certificates.certificate)",
                "TLSCertificateKeyFile \(certificates.key)",
                "TLSCACertificateFile \(certificates.authority)",
                #"authz-regexp "gidNumber=.*cn=peercred,cn=external,cn=auth" "\#(Slapd.account)""#,
            ], database: ["overlay ppolicy", "ppolicy_default \"cn=policy,\(Slapd.suffix)\""])
        try slapd.change(
            "ldapadd",
            """
            dn: cn=policy,\(Slapd.suffix)
            objectClass: device
            objectClass: pwdPolicy
            cn: policy
            pwdAttribute: userPassword
            pwdLockout: TRUE

            """)
        return (slapd, certificates)
    }

    private func observe(_ connection: TargetConnection, on slapd: Slapd) async throws -> Int {
        let world = try SlapdWorld(
            settings: Self.settings, slapd: slapd, connection: connection)
        let observer = LDAPDirectory.provider.makeObserver(world.place)
        return try await observer.observe([], lineage: DirectoryWorld.lineage).unasked.count
    }

    private func failure(
        _ connection: TargetConnection, on slapd: Slapd
    ) async throws -> ProviderFailure? {
        do {
            _ = try await observe(connection, on: slapd)
            return nil
        } catch let failure as ProviderFailure {
            return failure
        }
    }

    @Test func aWrongPasswordIsSaidOnceAndNotTriedAgain() async throws {
        let slapd = try Slapd.shared.get()
        let connection = TargetConnection(
            values: slapd.connection().values,
            credentials: ["bind.password": SecretValue(Array("wrong".utf8))])
        let world = try SlapdWorld(
            settings: Self.settings, slapd: slapd, connection: connection)
        let observer = LDAPDirectory.provider.makeObserver(world.place)
        for _ in 0..<2 {
            await #expect {
                try await observer.observe([], lineage: "")
            } throws: { error in
                let failure = error as? ProviderFailure
                return failure?.kind == .denied && failure?.isTransient == false
                    && failure?.words.contains("wrong") == false
            }
        }
    }

    @Test func aPasswordCrossesNoNetworkInClear() async throws {
        let connection = TargetConnection(
            values: ["uri": "ldap://192.0.2.1", "bind": ["dn": "cn=x"]],
            credentials: ["bind.password": SecretValue(Array("secret".utf8))])
        let failure = try await failure(connection, on: Slapd.shared.get())
        #expect(failure?.kind == .denied)
        #expect(failure?.words.contains("in clear") == true)
    }

    @Test func aSocketTellsWhoBinds() async throws {
        let (slapd, _) = try Self.strict.get()
        let connection = slapd.connection([
            "uri": .string(slapd.socketURI), "bind": ["method": "external"],
        ])
        #expect(try await observe(connection, on: slapd) == 0)
    }

    @Test func startTLSChecksTheCertificate() async throws {
        let (slapd, certificates) = try Self.strict.get()
        let good = slapd.connection([
            "start_tls": true, "ca_file": .string(certificates.authority),
        ])
        #expect(try await observe(good, on: slapd) == 0)
        let other = try TestCertificates(
            folder: Shell.temporaryFolder("certificates"), address: "127.0.0.1")
        let bad = slapd.connection(["start_tls": true, "ca_file": .string(other.authority)])
        #expect(try await failure(bad, on: slapd) != nil)
        let named = slapd.connection([
            "uri": .string("ldap://localhost:\(slapd.port)"), "start_tls": true,
            "ca_file": .string(certificates.authority),
        ])
        #expect(try await failure(named, on: slapd) != nil)
    }

    @Test func aCutListIsNoAnswer() async throws {
        let slapd = try Slapd()
        try slapd.configure(
            "replace: olcLimits\nolcLimits: dn.exact=\"\(Slapd.account)\" size=1 size.prtotal=1")
        let world = try SlapdWorld(settings: Self.settings, slapd: slapd)
        try world.plantForeign()
        let observer = LDAPDirectory.provider.makeObserver(world.place)
        await #expect {
            try await observer.observe([], lineage: "")
        } throws: { error in
            (error as? ProviderFailure)?.words.contains("limit") == true
        }
    }

    @Test func aReadOnlyServerIsSaidToBe() async throws {
        let slapd = try Slapd()
        let world = try SlapdWorld(settings: Self.settings, slapd: slapd)
        try slapd.configure("replace: olcReadOnly\nolcReadOnly: TRUE")
        let results = await LDAPDirectory.provider.makePerformer(world.place).perform([
            try operation(.create, on: nil)
        ])
        guard case .failed(let failure) = results[0] else {
            Issue.record("\(results)")
            return
        }
        #expect(!failure.isTransient && failure.words.contains("restricted"))
    }

    @Test func theServerItselfLocksASuspendedAccount() async throws {
        let (slapd, _) = try Self.strict.get()
        let world = try SlapdWorld(
            settings: Self.settings, slapd: slapd, connection: slapd.connection())
        let performer = LDAPDirectory.provider.makePerformer(world.place)
        let made = try await object(performer, operation(.create, on: nil))
        try world.modify("uid=u1,ou=people", "add: userPassword\nuserPassword: open sesame")
        let bind =
            "ldapwhoami -x -H \(slapd.uri) -D 'uid=u1,ou=people,\(world.base)' -w 'open sesame'"
        #expect(try Shell.run(bind).contains("uid=u1"))
        let suspended = try await object(performer, operation(.suspend, on: made))
        #expect(suspended.isSuspended)
        try Shell.run(bind, allowing: [49])
        try world.modify("uid=u1,ou=people", "delete: pwdAccountLockedTime")
        let observer = LDAPDirectory.provider.makeObserver(world.place)
        let seen = try await observer.observe([item()], lineage: "").presences[0].object
        #expect(seen?.isSuspended == false)
    }

    @Test func doctorSaysWhatTheServerSays() async throws {
        let (slapd, certificates) = try Self.strict.get()
        let connection = slapd.connection([
            "start_tls": true, "ca_file": .string(certificates.authority),
        ])
        let world = try SlapdWorld(
            settings: Self.settings, slapd: slapd, connection: connection)
        let findings = try await LDAPDirectory.provider.makeObserver(world.place)
            .examine(at: Instant(seconds: Int64(time(nil))))
        let subjects = findings.map(\.subject)
        #expect(
            subjects == ["server", "account", "read", "write", "comparison", "certificate"])
        #expect(findings[1].words.contains(Slapd.account))
        #expect(findings[5].words.contains("29 d"))
    }

    @Test func everythingIsListed() async throws {
        let world = try SlapdWorld(settings: Self.settings)
        try world.plantForeign()
        let observer = LDAPDirectory.provider.makeObserver(world.place)
        let lister = try #require(observer as? any Lister)
        let types = Set(LDAPDirectory.provider.types.map(\.name))
        let listed = try await lister.list(types)
        #expect(
            listed.map { "\($0.type) \($0.identity)" } == [
                "directory.unit ou=legacy", "directory.group cn=printers",
                "directory.membership uid=hp4,cn=printers", "directory.account uid=hp4",
            ])
    }

    // MARK: Operations

    private var type: ResourceType {
        get throws {
            try #require(
                LDAPDirectory.provider.types.first { $0.name == "directory.account" })
        }
    }

    private func item() throws -> ObserveItem {
        let attributes = try desired()
        return ObserveItem(
            type: "directory.account", identity: "uid=u1", attributes: attributes)
    }

    private func desired() throws -> Fields<Value> {
        let functions = try type.functions
        return functions.derive(functions.normalise(Self.account, Self.settings), Self.settings)
    }

    private func operation(
        _ kind: Operation.Kind, on object: ObservedObject?
    ) throws -> Operation {
        let type = try type
        return Operation(
            kind,
            subject: .init(
                address: Address("a/b/c"), type: type.name, identity: "uid=u1"),
            precondition: object.map { .same($0.digest(of: type, settings: Self.settings)) }
                ?? .absent,
            content: .init(attributes: try desired()),
            mark: Mark(lineage: DirectoryWorld.lineage, uid: String(repeating: "1", count: 32)),
            now: Instant(seconds: 1_795_000_000))
    }

    private func object(
        _ performer: any Performer, _ operation: Operation
    ) async throws -> ObservedObject {
        guard case .done(let object) = await performer.perform([operation])[0] else {
            throw ContractViolation("\(operation.kind) is not done")
        }
        return object
    }
}

/// Where BURNHAM_REQUIRE_SERVERS=1 stands in the environment a missing server is a failure and no skip.
@Suite(.enabled(if: Slapd.isRequired)) struct RequiredServerTests {
    @Test func openLDAPIsThere() { #expect(Slapd.isPresent) }

    @Test func sambaIsThere() { #expect(SambaDomain.isPresent) }
}
