// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import Values

@testable import PostgreSQLProvider

extension ServerTests {
    /// What happens to roles and databases in the course of their lives, judged by the server's own tools.
    @Suite struct LifeTests {
        @Test func aRoleThatOwnsObjectsIsNotDroppedAndThePlanSaysSo() async throws {
            let target = try LiveTarget()
            try await target.done(.create, "role", ["name": "owner \"x\""])
            try await target.done(.create, "database", ["name": "permits", "owner": "owner \"x\""])
            _ = try target.server.psql(
                "SET ROLE \"owner \"\"x\"\"\"; CREATE SCHEMA app; CREATE TABLE app.things ()",
                database: "permits")
            let role: Fields<Value> = ["name": "owner \"x\""]
            let object = try #require(try await target.presence("role", role).object)
            let delete = target.operation(.delete, "role", role, on: object)
            let check = await target.observer.check(OperationSeries([delete]))[0]
            guard case .refused(let refusal) = check else { throw Unexpected("\(check)") }
            #expect(refusal.words.contains("it owns database `permits`"))
            #expect(refusal.words.contains("it owns 2 objects in database `permits`"))
            #expect(refusal.help?.contains("REASSIGN OWNED BY \"owner \"\"x\"\"\"") == true)
            let failure = try await target.failure(.delete, "role", role)
            #expect(failure.kind == .rejected)
            #expect(failure.words.contains("owner of database permits"))
            #expect(failure.help?.contains("REASSIGN OWNED BY") == true)
            #expect(try await target.presence("role", role).object != nil)
        }

        @Test func aRoleWhoseDatabaseIsPurgedWithItIsNoRefusal() async throws {
            let target = try LiveTarget()
            try await target.done(.create, "role", ["name": "owner"])
            let database: Fields<Value> = ["name": "permits", "owner": "owner"]
            try await target.done(.create, "database", database)
            try await target.done(.suspend, "database", database)
            try await target.done(.suspend, "role", ["name": "owner"])
            let objects = try await [
                target.presence("database", database), target.presence("role", ["name": "owner"]),
            ].map(\.object)
            let purges = [
                target.operation(.purge, "database", database, on: objects[0]),
                target.operation(.purge, "role", ["name": "owner"], on: objects[1]),
            ]
            let checks = await target.observer.check(OperationSeries(purges))
            #expect(checks == [.checked, .checked])
            for purge in purges {
                guard case .gone = await target.perform([purge])[0] else {
                    throw Unexpected("\(target.answers)")
                }
            }
        }

        @Test func aSuspendedDatabaseKeepsItsRowsAndLeavesItsName() async throws {
            let target = try LiveTarget()
            let database: Fields<Value> = ["name": "permits"]
            try await target.done(.create, "database", database)
            _ = try target.server.psql(
                "CREATE TABLE things (n int); INSERT INTO things VALUES (42)", database: "permits")
            try await target.done(.suspend, "database", database)
            let name = try target.server.psql(
                "SELECT datname, datallowconn FROM pg_database WHERE datname ~ '^removed_'")
            #expect(name == "removed_20261118_00000000_permits|f\n")
            _ = try target.server.psql("CREATE DATABASE permits")
            let failure = try await target.failure(.resume, "database", database)
            #expect(failure.kind == .conflict)
            _ = try target.server.psql("DROP DATABASE permits")
            try await target.done(.resume, "database", database)
            #expect(
                try target.server.psql("SELECT n FROM things", database: "permits") == "42\n")
        }

        /// The name in the comment finds it, and a new one of the name is another object.
        @Test func aNewDatabaseBesideASuspendedOneIsAnother() async throws {
            let target = try LiveTarget()
            let database: Fields<Value> = ["name": "permits"]
            try await target.done(.create, "database", database)
            try await target.done(.suspend, "database", database)
            let create = BurnhamCore.Operation(
                .create,
                subject: .init(
                    address: Address("it/new/database"), type: "database.database",
                    identity: "permits"), precondition: .absent,
                content: .init(
                    attributes: LiveTarget.desired(DatabaseType.type, database)),
                mark: Mark(lineage: LiveTarget.lineage, uid: String(repeating: "1", count: 32)),
                now: target.now)
            guard case .done = await target.perform([create])[0] else {
                throw Unexpected("\(target.answers)")
            }
            var item = ObserveItem(
                type: "database.database", identity: "permits", attributes: database,
                recorded: database, isSuspended: true)
            item.uid = String(repeating: "0", count: 32)
            var other = item
            other.uid = String(repeating: "1", count: 32)
            let seen = try await target.observer.observe(
                [item, other], lineage: LiveTarget.lineage)
            #expect(seen.presences.map { $0.object?.isSuspended } == [true, false])
            #expect(seen.unasked.isEmpty)
        }

        /// A run that was cut off between making a database and naming it.
        @Test func whatACutOffRunLeftIsNobodysAndMadeAnew() async throws {
            let target = try LiveTarget()
            let name = DatabaseName.whileMade(
                Mark(lineage: LiveTarget.lineage, uid: String(repeating: "0", count: 32)))
            _ = try target.server.psql("CREATE DATABASE \(name)")
            let findings = try await target.observer.examine(at: target.now)
            #expect(findings.contains { $0.subject == "left over" && $0.words.contains(name) })
            try await target.done(.create, "database", ["name": "permits"])
            let names = try target.server.psql(
                "SELECT datname FROM pg_database WHERE NOT datistemplate ORDER BY 1")
            #expect(names == "permits\npostgres\n")
        }

        @Test func oneFailureInABatchLeavesTheOthersDone() async throws {
            let target = try LiveTarget()
            let operations = (0..<20).map { number in
                target.operation(
                    .create, "role",
                    [
                        "name": .string("role\(number)"),
                        "connection_limit": number % 7 == 3 ? 5_000_000_000 : 1,
                    ],
                    on: nil)
            }
            let results = await target.perform(operations)
            for (number, result) in results.enumerated() {
                switch result {
                case .done: #expect(number % 7 != 3)
                case .failed(let failure):
                    #expect(number % 7 == 3 && failure.kind == .rejected)
                default: Issue.record("\(result)")
                }
            }
            let count = try target.server.psql(
                "SELECT count(*) FROM pg_roles WHERE rolname ~ '^role' AND rolconnlimit = 1")
            #expect(count == "17\n")
        }

        @Test func aSuspendedRolesSessionsEnd() async throws {
            let target = try LiveTarget()
            let role: Fields<Value> = ["name": "app", "login": true]
            try await target.done(.create, "role", role, password: "a password")
            let server = target.server
            async let session = Shell.output(
                "PGPASSWORD='a password' \(server.programs)/psql -X -h \(server.folder) -p \(server.port) -U app -c 'SELECT pg_sleep(20)' postgres 2>&1"
            )
            for _ in 0..<100 {
                let count = try server.psql(
                    "SELECT count(*) FROM pg_stat_activity WHERE usename = 'app'")
                if count == "1\n" { break }
                try await Task.sleep(for: .milliseconds(20))
            }
            try await target.done(.suspend, "role", role)
            #expect(await session.text.contains("terminating connection"))
            #expect(!target.canLogIn("app", "a password"))
        }

        @Test func anEstateIsListedWithoutTheServersOwn() async throws {
            let target = try LiveTarget()
            try target.world.plantForeign()
            try await target.done(.create, "role", ["name": "owner"])
            try await target.done(
                .create, "login", ["name": "permits", "role": "owner", "password_made": "1"],
                password: "a password")
            let listed = try await target.observer.list(Set(PostgreSQL.kinds.map { $0.type.name }))
            func names(_ type: String) -> [String] {
                listed.filter { $0.type == "database.\(type)" }.map(\.identity)
            }
            #expect(names("role") == ["owner", "postgres", "their group\"s", "theirs"])
            #expect(names("login") == ["permits"])
            #expect(names("database") == ["postgres", "theirs"])
            #expect(names("schema") == ["postgres/public", "theirs/app", "theirs/public"])
            #expect(
                names("membership") == ["their%20group\"s/theirs"])
        }
    }
}
