// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import ProviderContract
import Testing
import Values

@testable import PostgreSQLProvider

extension ServerTests {
    /// The provider contract on logins.
    @Suite struct LoginContractTests {
        @Test(arguments: ContractCheck.all(for: login))
        func contract(_ check: ContractCheck) async {
            let violation = await check.violation()
            #expect(violation == nil)
        }

        static let login: ContractSubject = {
            let made: Value = "2026-11-29T10:00:00.000Z"
            var subject = ContractSubject(
                provider: PostgreSQL.provider, type: "database.login",
                sample: [
                    "name": "permits", "role": "permits_owner", "password_made": made,
                    "overlap": "7d", "connection_limit": 20,
                ],
                other: ["name": "other", "role": "permits_owner", "password_made": made],
                makeWorld: { try PostgresWorld(relayed: $0) })
            subject.secrets = ["password": SecretValue(Array("a password of the test's".utf8))]
            subject.prerequisites = [
                .init(type: "database.role", inputs: ["name": "permits_owner"]),
                .init(type: "database.role", inputs: ["name": "other's owner"]),
            ]
            subject.changes = [
                ("role", "other's owner"), ("overlap", "1d"), ("connection_limit", 3),
            ]
            subject.handEdits = edits
            subject.odd = ["Two Words", "quote\"s and 'apostrophes'", "\u{E9}\u{65E5}"].map {
                ["name": .string($0), "role": "permits_owner", "password_made": "x y=z%"]
            }
            subject.refused = [
                (
                    [
                        "name": .string(String(repeating: "x", count: 62)), "role": "x",
                        "password_made": made,
                    ], "name"
                ),
                (["name": "x", "role": "public", "password_made": made], "role"),
            ]
            subject.failing = ["name": "fine", "role": "nobody's", "password_made": made]
            subject.hasServer = true
            return subject
        }()

        private static let edits: [ContractSubject.HandEdit] = [
            .onServer("no login", .differs("condition"), "ALTER ROLE permits_a NOLOGIN"),
            .onServer("password", .differs("condition"), "ALTER ROLE permits_a PASSWORD 'another'"),
            .onServer(
                "limit", .differs("connection_limit", alongWith: ["condition"]),
                "ALTER ROLE permits_a CONNECTION LIMIT 1"),
            .onServer(
                "end", .differs("condition"), "ALTER ROLE permits_a VALID UNTIL '2030-01-01'"),
            .onServer(
                "no role", .differs("role", alongWith: ["condition"]),
                "ALTER ROLE permits_a RESET role"),
            .onServer(
                "no member", .differs("condition"), "REVOKE permits_owner FROM permits_b"),
            .onServer("half gone", .differs("condition"), "DROP ROLE permits_b"),
            .onServer("the other may log in", .differs("condition"), "ALTER ROLE permits_b LOGIN"),
            .onServer("gone", .absent, "DROP ROLE permits_a; DROP ROLE permits_b"),
        ]
    }
}
