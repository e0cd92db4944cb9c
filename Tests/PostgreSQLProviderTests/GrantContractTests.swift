// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import ProviderContract
import Testing
import Values

@testable import PostgreSQLProvider

extension ServerTests {
    /// The provider contract on memberships.
    @Suite struct MembershipContractTests {
        @Test(arguments: ContractCheck.all(for: membership))
        func contract(_ check: ContractCheck) async {
            let violation = await check.violation()
            #expect(violation == nil)
        }

        static let membership: ContractSubject = {
            var subject = ContractSubject(
                provider: PostgreSQL.provider, type: "database.membership",
                sample: ["role": "readers", "member": "a/b member", "admin_option": true],
                other: ["role": "readers", "member": "other"],
                makeWorld: { try PostgresWorld(relayed: $0) })
            subject.prerequisites = ["readers", "a/b member", "other"].map {
                .init(type: "database.role", inputs: ["name": .string($0)])
            }
            subject.changes = [("admin_option", false)]
            subject.handEdits = [
                .onServer("gone", .absent, "REVOKE readers FROM \"a/b member\""),
                .onServer("role gone", .absent, "DROP ROLE readers"),
                .onServer(
                    "option", .differs("admin_option"),
                    "REVOKE ADMIN OPTION FOR readers FROM \"a/b member\""),
                .onServer("another member", .same, "GRANT readers TO other"),
            ]
            subject.odd = [["role": "pg_monitor", "member": "readers"]]
            subject.failing = ["role": "readers", "member": "nobody's"]
            subject.hasServer = true
            return subject
        }()
    }

    /// The provider contract on grants on tables, the richest of them.
    @Suite struct GrantContractTests {
        @Test(arguments: ContractCheck.all(for: grant))
        func contract(_ check: ContractCheck) async {
            let violation = await check.violation()
            #expect(violation == nil)
        }

        static let grant: ContractSubject = {
            func grant(_ more: Fields<Value>) -> Fields<Value> {
                var inputs: Fields<Value> = ["database": "city", "role": "reader \"r\""]
                for (name, value) in more { inputs[name] = value }
                return inputs
            }
            var subject = ContractSubject(
                provider: PostgreSQL.provider, type: "database.grant",
                sample: grant([
                    "on": "tables", "schema": "app", "privileges": ["select", "insert"],
                    "creators": ["maker"],
                ]),
                other: grant(["on": "schema", "schema": "app", "privileges": ["usage"]]),
                makeWorld: { try PostgresWorld(relayed: $0) })
            subject.prerequisites =
                ["reader \"r\"", "maker", "postmaker"].map {
                    .init(type: "database.role", inputs: ["name": .string($0)])
                } + [
                    .init(type: "database.database", inputs: ["name": "city"]),
                    .init(
                        type: "database.schema",
                        inputs: ["database": "city", "name": "app", "owner": "maker"]),
                ]
            subject.changes = [
                ("privileges", ["select"]), ("privileges", ["delete", "select", "update"]),
                ("grant_option", true), ("creators", ["maker", "postmaker"]),
                ("creators", ["postmaker"]),
            ]
            subject.handEdits = edits
            subject.odd = [
                grant(["on": "database", "privileges": ["connect", "temporary"]]),
                grant([
                    "on": "routines", "schema": "app", "privileges": ["execute"],
                    "creators": ["maker"], "grant_option": true,
                ]),
                grant([
                    "on": "sequences", "schema": "app", "privileges": ["usage", "select"],
                    "creators": ["maker", "postmaker"],
                ]),
            ]
            subject.refused = [
                (grant(["on": "schema", "schema": "app", "privileges": ["select"]]), "privileges"),
                (grant(["on": "schema", "privileges": ["usage"]]), "schema"),
                (grant(["on": "database", "schema": "app", "privileges": ["connect"]]), "schema"),
                (grant(["on": "tables", "schema": "app", "privileges": ["select"]]), "creators"),
                (
                    grant([
                        "on": "schema", "schema": "app", "privileges": ["usage"],
                        "creators": ["maker"],
                    ]), "creators"
                ),
            ]
            subject.failing = grant([
                "on": "schema", "schema": "nowhere", "privileges": ["usage"],
            ])
            return subject
        }()

        private static let edits: [ContractSubject.HandEdit] = [
            .onServer(
                "a table without it", .differs("privileges", alongWith: ["condition"]),
                "CREATE TABLE app.t ()", database: "city"),
            .onServer(
                "a table made by the creator", .same,
                "SET ROLE maker; CREATE TABLE app.t ()", database: "city"),
            .onServer(
                "no default privileges", .differs("creators"),
                "SET ROLE maker; CREATE TABLE app.t (); RESET ROLE; "
                    + "ALTER DEFAULT PRIVILEGES FOR ROLE maker IN SCHEMA app"
                    + " REVOKE ALL ON TABLES FROM \"reader \"\"r\"\"\"",
                database: "city"),
            .onServer(
                "one more on one table", .differs("condition"),
                "SET ROLE maker; CREATE TABLE app.t (); GRANT DELETE ON app.t TO \"reader \"\"r\"\"\"",
                database: "city"),
            .onServer(
                "gone", .absent,
                "ALTER DEFAULT PRIVILEGES FOR ROLE maker IN SCHEMA app"
                    + " REVOKE ALL ON TABLES FROM \"reader \"\"r\"\"\"", database: "city"),
        ]
    }
}
