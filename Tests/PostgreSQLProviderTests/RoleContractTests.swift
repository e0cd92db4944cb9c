// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import ProviderContract
import Testing
import Values

@testable import PostgreSQLProvider

extension ServerTests {
    /// The provider contract on roles.
    @Suite struct RoleContractTests {
        @Test(arguments: ContractCheck.all(for: role))
        func contract(_ check: ContractCheck) async {
            let violation = await check.violation()
            #expect(violation == nil)
        }

        /// Without passwords: the server takes as long for each as for a login.
        @Test(
            arguments: ContractCheck.all(for: many).filter { $0.description.contains("thousand") })
        func manyObjects(_ check: ContractCheck) async {
            let violation = await check.violation()
            #expect(violation == nil)
        }

        static let many: ContractSubject = {
            var subject = ContractSubject(
                provider: PostgreSQL.provider, type: "database.role", sample: ["name": "one"],
                other: ["name": "other"], makeWorld: { try PostgresWorld(relayed: $0) })
            subject.hasServer = true
            subject.numbered = {
                ["name": .string("role\($0)"), "description": "one of many"]
            }
            return subject
        }()

        static let role: ContractSubject = {
            var subject = ContractSubject(
                provider: PostgreSQL.provider, type: "database.role",
                sample: [
                    "name": "permits_app", "description": "the permits' application",
                    "login": true, "connection_limit": 20, "valid_until": "2027-06-30",
                    "password_made": "2026-11-29T10:00:00.000Z",
                ],
                other: ["name": "permits_owner"], makeWorld: { try PostgresWorld(relayed: $0) })
            subject.secrets = ["password": SecretValue(Array("a password of the test's".utf8))]
            subject.changes = [
                ("description", "other words"), ("login", false), ("inherit", false),
                ("createdb", true), ("createrole", true), ("replication", true),
                ("bypassrls", true), ("connection_limit", 3),
                ("valid_until", "2028-01-01T00:00:00+01:00"),
                ("password_made", "2027-11-29T10:00:00.000Z"),
            ]
            subject.clearable = ["description", "valid_until"]
            subject.handEdits = edits
            subject.odd = odd.map { ["name": .string($0), "description": .string($0)] }
            subject.refused = refused
            subject.failing = ["name": "fine", "connection_limit": 5_000_000_000]
            subject.hasServer = true
            return subject
        }()

        private static let edits: [ContractSubject.HandEdit] = [
            .onServer("login", .differs("login"), "ALTER ROLE permits_app NOLOGIN"),
            .onServer("inherit", .differs("inherit"), "ALTER ROLE permits_app NOINHERIT"),
            .onServer("createdb", .differs("createdb"), "ALTER ROLE permits_app CREATEDB"),
            .onServer("createrole", .differs("createrole"), "ALTER ROLE permits_app CREATEROLE"),
            .onServer("replication", .differs("replication"), "ALTER ROLE permits_app REPLICATION"),
            .onServer("bypassrls", .differs("bypassrls"), "ALTER ROLE permits_app BYPASSRLS"),
            .onServer("superuser", .differs("superuser"), "ALTER ROLE permits_app SUPERUSER"),
            .onServer(
                "limit", .differs("connection_limit"), "ALTER ROLE permits_app CONNECTION LIMIT 1"),
            .onServer(
                "end", .differs("valid_until"), "ALTER ROLE permits_app VALID UNTIL 'infinity'"),
            .onServer(
                "password", .differs("condition"), "ALTER ROLE permits_app PASSWORD 'another'"),
            .onServer(
                "no password", .differs("condition"), "ALTER ROLE permits_app PASSWORD NULL"),
            .onServer("gone", .absent, "DROP ROLE permits_app"),
            .onServer("renamed", .absent, "ALTER ROLE permits_app RENAME TO elsewhere"),
            .onServer(
                "a setting that nobody manages", .same,
                "ALTER ROLE permits_app SET statement_timeout = '1min'"),
        ]

        private static let odd = [
            "Two Words", "quote\"s and 'apostrophes'", "back\\slash", "\u{E9}\u{65E5}\u{1F600}",
            "x\"; DROP ROLE postgres; --", "'); DROP ROLE postgres; --", "$$ $1 %s {a,b}",
            String(repeating: "long", count: 15) + "lon", "line\nbreak", "a/b%2F", "burnham:x",
        ].filter { $0 != "burnham:x" }

        private static let refused: [(inputs: Fields<Value>, attribute: String)] = [
            (["name": .string(String(repeating: "x", count: 64))], "name"),
            (["name": "pg_x"], "name"), (["name": "public"], "name"),
            (["name": "x\0y"], "name"), (["name": "x", "description": "a\0b"], "description"),
            (["name": "x", "description": "a\nburnham:b"], "description"),
            (["name": "x", "valid_until": "2027-02-30"], "valid_until"),
        ]
    }
}
