// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import ProviderContract
import Testing
import Values

@testable import PostgreSQLProvider

extension ServerTests {
    /// The provider contract on databases.
    @Suite struct DatabaseContractTests {
        @Test(arguments: ContractCheck.all(for: database))
        func contract(_ check: ContractCheck) async {
            let violation = await check.violation()
            #expect(violation == nil)
        }

        static let database: ContractSubject = {
            var subject = ContractSubject(
                provider: PostgreSQL.provider, type: "database.database",
                sample: [
                    "name": "permits", "owner": "permits_owner",
                    "description": "permits of streets",
                    "connection_limit": 20, "public_privileges": ["temporary", "connect"],
                    "locale": "C",
                ],
                other: ["name": "other"], makeWorld: { try PostgresWorld(relayed: $0) })
            subject.prerequisites = [
                .init(type: "database.role", inputs: ["name": "permits_owner"]),
                .init(type: "database.role", inputs: ["name": "other's owner"]),
            ]
            subject.changes = [
                ("owner", "other's owner"), ("description", "other words"),
                ("connection_limit", 3), ("public_privileges", []),
                ("public_privileges", ["create", "connect"]),
            ]
            subject.clearable = ["description"]
            subject.handEdits = edits
            subject.odd = [
                "Two Words", "quote\"s and 'apostrophes'", "\u{E9}\u{65E5}", "a/b%2F",
                "x\"; DROP ROLE postgres; --",
            ].map { ["name": .string($0), "description": .string($0)] }
            subject.refused = [
                (["name": "postgres"], "name"), (["name": "removed_x"], "name"),
                (["name": .string(String(repeating: "\u{E9}", count: 32))], "name"),
                (["name": "x", "description": "burnham:x"], "description"),
            ]
            subject.failing = ["name": "fine", "owner": "nobody's"]
            subject.hasServer = true
            return subject
        }()

        private static let edits: [ContractSubject.HandEdit] = [
            .onServer("owner", .differs("owner"), "ALTER DATABASE permits OWNER TO postgres"),
            .onServer(
                "limit", .differs("connection_limit"), "ALTER DATABASE permits CONNECTION LIMIT 1"),
            .onServer(
                "closed", .differs("accepts_connections"),
                "ALTER DATABASE permits ALLOW_CONNECTIONS false"),
            .onServer(
                "public", .differs("public_privileges"),
                "REVOKE CONNECT ON DATABASE permits FROM PUBLIC"),
            .onServer("gone", .absent, "DROP DATABASE permits"),
            .onServer("renamed", .absent, "ALTER DATABASE permits RENAME TO elsewhere"),
            .onServer(
                "a grant of others", .same,
                "GRANT CONNECT ON DATABASE permits TO \"other's owner\""),
        ]
    }

    /// The provider contract on schemas, in a database of their own.
    @Suite struct SchemaContractTests {
        @Test(arguments: ContractCheck.all(for: schema))
        func contract(_ check: ContractCheck) async {
            let violation = await check.violation()
            #expect(violation == nil)
        }

        static let schema: ContractSubject = {
            var subject = ContractSubject(
                provider: PostgreSQL.provider, type: "database.schema",
                sample: [
                    "database": "city", "name": "app", "owner": "permits_owner",
                    "description": "what the application makes",
                ],
                other: ["database": "city", "name": "other"],
                makeWorld: { try PostgresWorld(relayed: $0) })
            subject.prerequisites = [
                .init(type: "database.role", inputs: ["name": "permits_owner"]),
                .init(type: "database.database", inputs: ["name": "city"]),
            ]
            subject.changes = [("owner", "postgres"), ("description", "other words")]
            subject.clearable = ["description"]
            subject.handEdits = [
                .onServer(
                    "owner", .differs("owner"), "ALTER SCHEMA app OWNER TO postgres",
                    database: "city"),
                .onServer("gone", .absent, "DROP SCHEMA app", database: "city"),
                .onServer(
                    "closed", .unreadable, "ALTER DATABASE city ALLOW_CONNECTIONS false"),
                .onServer("a table", .same, "CREATE TABLE app.t ()", database: "city"),
            ]
            subject.odd = ["Two Words", "quote\"s and 'apostrophes'", "\u{E9}/%", "a.b"].map {
                ["database": "city", "name": .string($0), "description": .string($0)]
            }
            subject.refused = [(["database": "city", "name": "pg_app"], "name")]
            subject.failing = ["database": "city", "name": "fine", "owner": "nobody's"]
            return subject
        }()
    }

    /// The provider contract on extensions; Debian's server brings `hstore` and `pgcrypto`.
    @Suite struct ExtensionContractTests {
        @Test(arguments: ContractCheck.all(for: extensions))
        func contract(_ check: ContractCheck) async {
            let violation = await check.violation()
            #expect(violation == nil)
        }

        static let extensions: ContractSubject = {
            var subject = ContractSubject(
                provider: PostgreSQL.provider, type: "database.extension",
                sample: [
                    "database": "city", "name": "hstore", "schema": "tools", "version": "1.4",
                ],
                other: ["database": "city", "name": "pgcrypto"],
                makeWorld: { try PostgresWorld(relayed: $0) })
            subject.prerequisites = [
                .init(type: "database.database", inputs: ["name": "city"]),
                .init(type: "database.schema", inputs: ["database": "city", "name": "tools"]),
            ]
            subject.handEdits = [
                .onServer(
                    "version", .differs("version"), "ALTER EXTENSION hstore UPDATE TO '1.5'",
                    database: "city"),
                .onServer(
                    "schema", .differs("schema"), "ALTER EXTENSION hstore SET SCHEMA public",
                    database: "city"),
                .onServer("gone", .absent, "DROP EXTENSION hstore", database: "city"),
            ]
            subject.odd = [["database": "city", "name": "uuid-ossp"]]
            subject.failing = ["database": "city", "name": "nowhere"]
            return subject
        }()
    }
}
