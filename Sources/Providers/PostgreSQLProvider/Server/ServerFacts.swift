// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CLibPQ

/// What is known of a server and of our role on it.
struct ServerFacts: Sendable {
    let user: String
    /// As libpq counts: 150020 is 15.20.
    let version: Int32
    let isSuperuser: Bool
    let makesRoles: Bool
    let makesDatabases: Bool
    /// Whether what the server stores of passwords may be read.
    let readsVerifiers: Bool
    /// What the site file says, for people who connect to what is there.
    let host: String
    let port: Int64
    let usesTLS: Bool

    init(asking connection: ServerConnection) throws(ProviderFailure) {
        let rows = try connection.rows(
            """
            SELECT current_user, rolsuper, rolsuper OR rolcreaterole, rolsuper OR rolcreatedb, \
            has_table_privilege('pg_authid', 'SELECT') FROM pg_roles WHERE rolname = current_user
            """)
        guard rows.count == 1, let user = rows.text(0, 0) else {
            throw ProviderFailure(.rejected, "the server does not tell who is logged in")
        }
        self.user = user
        isSuperuser = rows.bool(0, 1)
        makesRoles = rows.bool(0, 2)
        makesDatabases = rows.bool(0, 3)
        readsVerifiers = rows.bool(0, 4)
        let handle = connection.connection
        version = PQserverVersion(handle)
        usesTLS = PQsslInUse(handle) == 1
        host = PQhost(handle).map { String(cString: $0) } ?? ""
        port = PQport(handle).flatMap { Int64(String(cString: $0)) } ?? 0
    }
}
