// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Foundation
import Testing
import Values

@testable import PostgreSQLProvider

extension ServerTests {
    /// A server that says no, in all its ways: typed failures with its own words, and no secret anywhere.
    @Suite struct BadInputTests {
        private func failure(_ connection: TargetConnection) async throws -> ProviderFailure {
            let target = try LiveTarget(connection: connection, timeoutSeconds: 3)
            do {
                _ = try await target.observer.observe([], lineage: LiveTarget.lineage)
            } catch {
                return error
            }
            throw Unexpected("it can be observed")
        }

        private var server: TestServer {
            get throws { try #require(TestServer.shared) }
        }

        private func network(_ more: Fields<Value>) throws -> TargetConnection {
            var values: Fields<Value> = ["host": "127.0.0.1", "sslmode": "disable"]
            for (name, value) in more { values[name] = value }
            return try server.connection(values)
        }

        @Test func aWrongPasswordIsDeniedAndNotTriedAgain() async throws {
            let failure = try await failure(try server.connection(password: "wrong secret"))
            #expect(failure.kind == .denied && !failure.isTransient)
            #expect(failure.words.contains("password authentication failed"))
            #expect(!failure.words.contains("wrong secret"))
        }

        @Test func noServerIsUnreachable() async throws {
            let failure = try await failure(try network(["port": 1]))
            #expect(failure.kind == .unreachable && failure.isTransient)
            #expect(failure.words.contains("Connection refused"))
        }

        @Test func aDatabaseThatIsNotThereIsRejected() async throws {
            let failure = try await failure(try server.connection(["database": "nowhere"]))
            #expect(failure.kind == .rejected && !failure.isTransient)
            #expect(failure.words.contains("\"nowhere\" does not exist"))
        }

        @Test func certificatesAreChecked() async throws {
            let folder = try server.folder
            let full: Fields<Value> = [
                "host": "localhost", "sslmode": "verify-full",
                "ca_file": .string("\(folder)/ca.crt"),
            ]
            let target = try LiveTarget(connection: try network(full))
            let findings = try await target.observer.examine(at: target.now)
            #expect(findings.contains { $0.subject == "connection" && $0.isWell })
            #expect(findings.contains { $0.subject == "certificate" })
            for (name, value, words) in [
                ("host", "127.0.0.1", "does not match host name"),
                ("ca_file", "\(folder)/other.crt", "certificate verify failed"),
                ("ca_file", "\(folder)/nowhere.crt", "does not exist"),
            ] {
                var values = full
                values[name] = .string(value)
                let failure = try await failure(try network(values))
                #expect(failure.kind == .unreachable)
                #expect(failure.words.contains(words), "\(failure.words)")
            }
            var withoutAuthority = full
            withoutAuthority["ca_file"] = nil
            #expect(try await failure(try network(withoutAuthority)).kind == .rejected)
        }

        @Test func aRoleWithoutRightsIsDeniedBeforeAndAtTheWrite() async throws {
            let server = try server
            _ = try LiveTarget()
            _ = try server.psql("CREATE ROLE weak LOGIN PASSWORD 'weak'")
            defer { _ = try? server.psql("DROP ROLE weak") }
            let place = TargetPlace(
                name: "t", settings: [:],
                connection: server.connection(user: "weak", password: "weak"),
                limits: TargetLimits(timeoutSeconds: 3), folder: "", registryFolder: server.folder)
            let target = try LiveTarget()
            _ = try server.psql("CREATE ROLE weak LOGIN PASSWORD 'weak'")
            let operations = [
                target.operation(.create, "role", ["name": "x"], on: nil),
                target.operation(.create, "database", ["name": "x"], on: nil),
            ]
            let checks = await PostgreSQLObserver(place).check(OperationSeries(operations))
            for check in checks {
                guard case .refused(let failure) = check else { throw Unexpected("\(check)") }
                #expect(failure.kind == .denied)
            }
            for result in await PostgreSQLPerformer(place).perform(operations) {
                guard case .failed(let failure) = result else { throw Unexpected("\(result)") }
                #expect(failure.kind == .denied && !failure.isTransient)
                #expect(failure.words.contains("permission denied"))
            }
            let seen = try await PostgreSQLObserver(place).observe([], lineage: LiveTarget.lineage)
            #expect(seen.remarks.contains { $0.contains("pg_authid") })
        }

        @Test func aReadOnlyServerIsDenied() async throws {
            let target = try LiveTarget()
            try target.world.revokeWriting?()
            defer { try? target.world.grantWriting() }
            let failure = try await target.failure(.create, "role", ["name": "x"])
            #expect(failure.kind == .denied)
            let findings = try await target.observer.examine(at: target.now)
            #expect(findings.contains { $0.subject == "writing" && !$0.isWell })
        }

        @Test func aLockThatSomebodyHoldsTimesOut() async throws {
            let target = try LiveTarget(timeoutSeconds: 2)
            try await target.done(.create, "role", ["name": "held"])
            let server = target.server
            async let holder = Shell.output(
                "PGPASSWORD=\"\(TestServer.password)\" \(server.programs)/psql -X -h \(server.folder) -p \(server.port) -U postgres -c \"BEGIN; ALTER ROLE held CREATEDB; SELECT pg_sleep(60)\" postgres 2>&1"
            )
            let holders =
                "FROM pg_stat_activity WHERE query LIKE 'BEGIN; ALTER ROLE held%' AND wait_event = 'PgSleep'"
            while try server.psql("SELECT count(*) \(holders)").contains("0") {
                try await Task.sleep(for: .milliseconds(50))
            }
            let failure = try await target.failure(
                .update, "role", ["name": "held", "connection_limit": 4])
            #expect(failure.kind == .timedOut && failure.isTransient)
            _ = try server.psql("SELECT pg_terminate_backend(pid) \(holders)")
            _ = await holder
        }

        /// Neither in what the provider answers, nor in what the server writes down of every statement.
        @Test func noPasswordIsSeenAnywhere() async throws {
            let target = try LiveTarget()
            let password = "Xq7-a-password-to-look-for"
            let role: Fields<Value> = ["name": "app", "login": true, "password_made": "1"]
            try await target.done(.create, "role", role, password: password)
            try await target.done(.create, "role", ["name": "owner"])
            try await target.done(
                .create, "login", ["name": "permits", "role": "owner", "password_made": "1"],
                password: password)
            _ = try await target.failure(
                .create, "login", ["name": "fails", "role": "nowhere", "password_made": "1"],
                password: password)
            #expect(target.canLogIn("app", password))
            #expect(!target.answers.joined().contains(password))
            #expect(!(try target.server.log()).contains(password))
            #expect((try target.server.log()).contains("SCRAM-SHA-256$4096:"))
        }
    }
}

/// The verifier against libpq's own and a published one.
@Suite struct ScramVerifierTests {
    /// RFC 7677, section 3: user `user`, password `pencil`.
    @Test func theRFCsExampleComesOut() throws {
        let salt = try #require(Base64.decode(Array("W22ZaJ0SNY7soEsUEjb6gQ==".utf8)))
        let verifier = try #require(
            ScramVerifier(password: Array("pencil".utf8), salt: salt, iterations: 4096))
        #expect(
            verifier.text
                == "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU="
        )
        #expect(ScramVerifier.matches(verifier.text, Array("pencil".utf8)))
        #expect(!ScramVerifier.matches(verifier.text, Array("pencils".utf8)))
        #expect(!ScramVerifier.matches("md5abc", Array("pencil".utf8)))
    }

    @Test func whatSASLprepWouldChangeIsNotTaken() {
        for password in ["", "caf\u{E9}", "a\tb", "a\u{7F}"] {
            #expect(ScramVerifier(password: Array(password.utf8)) == nil)
        }
    }
}
