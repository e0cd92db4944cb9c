// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import Values

@testable import PostgreSQLProvider

extension ServerTests {
    /// The rights that the guide names are enough for everything, without a superuser.
    @Suite struct RightsTests {
        private static let password = "burnham's own"

        /// The statements of `docs/guides/providers/postgresql.md`.
        private func target() throws -> LiveTarget {
            let server = try #require(TestServer.shared)
            let target = try LiveTarget(
                connection: server.connection(user: "burnham", password: Self.password))
            _ = try server.psql(
                """
                CREATE ROLE burnham LOGIN CREATEROLE CREATEDB PASSWORD 'burnham''s own';
                GRANT pg_signal_backend TO burnham;
                GRANT SELECT ON pg_authid TO burnham;
                """)
            return target
        }

        @Test func everythingIsMadeSuspendedAndPurged() async throws {
            let target = try target()
            let objects: [(String, Fields<Value>)] = [
                ("role", ["name": "owner", "description": "owns"]),
                ("role", ["name": "reader", "login": true, "password_made": "1"]),
                ("membership", ["role": "owner", "member": "reader", "admin_option": true]),
                ("login", ["name": "app", "role": "owner", "password_made": "1"]),
                (
                    "database",
                    ["name": "permits", "owner": "owner", "public_privileges": ["connect"]]
                ),
                ("schema", ["database": "permits", "name": "app", "owner": "owner"]),
                ("extension", ["database": "permits", "name": "hstore"]),
                (
                    "grant",
                    [
                        "database": "permits", "on": "tables", "schema": "app", "role": "reader",
                        "privileges": ["select"], "creators": ["owner"],
                    ]
                ),
            ]
            for (type, inputs) in objects {
                try await target.done(.create, type, inputs, password: "a password")
            }
            _ = try target.server.psql(
                "CREATE TABLE app.things ()", database: "permits", user: "app_a",
                password: "a password")
            let seen = try await target.presence("grant", objects[7].1).object
            #expect(seen?.attributes["condition"] == "sound")
            _ = try target.server.psql("ALTER ROLE reader PASSWORD 'by hand'")
            let reader = try await target.presence("role", objects[1].1).object
            #expect(reader?.attributes["condition"] == "its password was changed by hand")
            for (type, inputs) in objects.reversed() {
                let kind = LiveTarget.type(type).removal.canSuspend
                guard kind || type == "grant" || type == "membership" else { continue }
                if kind { try await target.done(.suspend, type, inputs) }
                let object = try #require(try await target.presence(type, inputs).object)
                let last = target.operation(kind ? .purge : .delete, type, inputs, on: object)
                guard case .gone = await target.perform([last])[0] else {
                    throw Unexpected("\(type): \(target.answers.last ?? "")")
                }
            }
            let left = try target.server.psql(
                "SELECT rolname FROM pg_roles WHERE rolname !~ '^pg_' UNION SELECT datname FROM pg_database ORDER BY 1"
            )
            #expect(left == "burnham\npostgres\ntemplate0\ntemplate1\n")
            let findings = try await target.observer.examine(at: target.now)
            #expect(findings.filter { !$0.isWell }.map(\.subject) == ["clock"])
        }
    }
}
