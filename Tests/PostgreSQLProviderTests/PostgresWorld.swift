// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Foundation
import ProviderContract
import Values

@testable import PostgreSQLProvider

/// The test server without anything but what it is born with, and a registry folder. Roles belong to the whole
/// server, so that one world at a time is on it.
final class PostgresWorld: ServerWorld {
    let server: TestServer
    let place: TargetPlace
    let relay: FaultProxy

    init(
        settings: Value = [:], connection: TargetConnection? = nil, timeoutSeconds: Int = 10,
        relay: FaultProxy? = nil
    ) throws {
        guard let server = TestServer.shared else {
            throw Unexpected("the server does not start")
        }
        self.server = server
        self.relay = try relay ?? FaultProxy(to: Int(server.port))
        let folder = "\(server.folder)/registry"
        try? FileManager.default.removeItem(atPath: folder)
        place = TargetPlace(
            name: "postgresql", settings: settings,
            connection: connection ?? server.connection(),
            limits: TargetLimits(timeoutSeconds: timeoutSeconds),
            folder: "\(server.folder)/target", registryFolder: folder)
        try clear()
    }

    /// For the contract: over the network, through the relay, and with little patience.
    convenience init(relayed settings: Value) throws {
        guard let server = TestServer.shared else {
            throw Unexpected("the server does not start")
        }
        let relay = try FaultProxy(to: Int(server.port))
        try self.init(
            settings: settings,
            connection: server.connection([
                "host": "127.0.0.1", "port": .int(Int64(relay.port)), "sslmode": "disable",
            ]), timeoutSeconds: 2, relay: relay)
    }

    private func clear() throws {
        let statements = try server.psql(
            """
            SELECT format('DROP DATABASE %I WITH (FORCE);', datname) FROM pg_database
            WHERE datname NOT IN ('postgres', 'template0', 'template1');
            SELECT format('DROP OWNED BY %I;', rolname) FROM pg_roles
            WHERE rolname !~ '^pg_' AND rolname <> 'postgres' AND oid IN (SELECT refobjid FROM pg_shdepend);
            SELECT format('DROP ROLE %I;', rolname) FROM pg_roles
            WHERE rolname !~ '^pg_' AND rolname <> 'postgres';
            """)
        if !statements.isEmpty { _ = try server.psql(statements) }
    }

    /// A superuser has every right but in a session that is read-only.
    var revokeWriting: (() throws -> Void)? {
        {
            _ = try self.server.psql("ALTER ROLE postgres SET default_transaction_read_only = on")
        }
    }

    func grantWriting() throws {
        _ = try server.psql(
            """
            SET default_transaction_read_only = off;
            ALTER ROLE postgres RESET default_transaction_read_only
            """)
    }

    func dump() throws -> String {
        let registry = "\(place.registryFolder)/.burnham-marks"
        return try server.dump()
            + ((try? String(contentsOfFile: registry, encoding: .utf8)) ?? "no marks")
    }

    func plantForeign() throws {
        _ = try server.psql(
            """
            CREATE ROLE theirs LOGIN PASSWORD 'theirs' CONNECTION LIMIT 3;
            COMMENT ON ROLE theirs IS 'made by hand';
            CREATE ROLE "their group""s" NOLOGIN;
            GRANT "their group""s" TO theirs;
            CREATE DATABASE theirs OWNER theirs;
            COMMENT ON DATABASE theirs IS 'made by hand';
            """)
        _ = try server.psql(
            """
            CREATE SCHEMA app AUTHORIZATION theirs;
            CREATE TABLE app.things (id int);
            ALTER TABLE app.things OWNER TO theirs;
            GRANT SELECT ON app.things TO "their group""s";
            """, database: "theirs")
    }

    func foreign() throws -> String {
        try server.psql(
            """
            SELECT r::text, shobj_description(oid, 'pg_authid') FROM pg_authid r WHERE rolname ~ '^their' ORDER BY 1;
            SELECT m.roleid::regrole, m.member::regrole, m.admin_option FROM pg_auth_members m
            WHERE m.member = 'theirs'::regrole;
            SELECT datname, datdba::regrole, datacl, datallowconn, shobj_description(oid, 'pg_database')
            FROM pg_database WHERE datname = 'theirs';
            """)
            + (try server.psql(
                "SELECT relname, relacl, relowner::regrole FROM pg_class WHERE relname = 'things'",
                database: "theirs"))
    }
}

extension ContractSubject.HandEdit {
    /// An edit with `psql`.
    static func onServer(
        _ name: String, _ expectation: Expectation, _ script: String, database: String = "postgres"
    ) -> ContractSubject.HandEdit {
        ContractSubject.HandEdit(name, expectation) { world in
            guard let world = world as? PostgresWorld else {
                throw ContractViolation("the world is no server")
            }
            _ = try world.server.psql(script, database: database)
        }
    }
}
