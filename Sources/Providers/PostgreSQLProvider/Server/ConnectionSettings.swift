// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// How the site file says that a server is reached, and what libpq is told of it. libpq looks nowhere else:
/// every setting that it would take from a home folder is given or points to no file.
struct ConnectionSettings: Sendable {
    static let schema: Value = [
        "type": "object", "additionalProperties": false, "required": ["host", "user"],
        "properties": [
            "host": [
                "type": "string", "minLength": 1,
                "description":
                    "the server's name or address, or the folder of its socket (`/run/postgresql`)",
            ],
            "port": ["type": "integer", "minimum": 1, "maximum": 65535, "default": 5432],
            "user": [
                "type": "string", "minLength": 1, "description": "the role that Burnham logs in as",
            ],
            "password": [
                "type": "string", "x-credential": true,
                "description": "that role's password; none with a client certificate or a socket",
            ],
            "database": [
                "type": "string", "minLength": 1, "default": "postgres",
                "description":
                    "the database that is always there, for what concerns the whole server",
            ],
            "sslmode": [
                "enum": ["disable", "require", "verify-ca", "verify-full"],
                "default": "verify-full",
                "description": "as libpq's; over a socket it has no meaning",
            ],
            "ca_file": [
                "type": "string", "minLength": 1,
                "description": "certificates of authorities that the server's is checked against",
            ],
            "crl_file": [
                "type": "string", "minLength": 1, "description": "certificates that were revoked",
            ],
            "client_certificate": ["type": "string", "minLength": 1],
            "client_key": [
                "type": "string", "minLength": 1,
                "description": "the certificate's key, a file that nobody else may read",
            ],
        ],
    ]

    static let standardDatabase = "postgres"
    private static let standardPort: Int64 = 5432
    /// A path at which there can't be a file.
    private static let noFile = "/dev/null/none"

    let host: String
    let port: Int64
    let database: String
    let sslmode: String
    private let timeoutSeconds: Int
    private let values: Value
    private let password: SecretValue?

    init(_ place: TargetPlace) {
        values = place.connection.values
        password = place.connection.credentials["password"]
        host = values["host"]?.string ?? ""
        port = values["port"]?.int ?? Self.standardPort
        database = values["database"]?.string ?? Self.standardDatabase
        sslmode = values["sslmode"]?.string ?? "verify-full"
        timeoutSeconds = max(1, place.limits.timeoutSeconds)
    }

    var isSocket: Bool { host.utf8.first == UInt8(ascii: "/") }

    /// libpq's keywords and their values.
    func keywords(database: String) throws(ProviderFailure) -> [(String, String)] {
        if !isSocket, sslmode.utf8.starts(with: "verify".utf8), values["ca_file"] == nil {
            throw ProviderFailure(
                .rejected, "`sslmode` is `\(sslmode)` and no `ca_file` is named",
                help: "`ca_file` names the certificates that the server's is checked against")
        }
        func file(_ name: String) -> String { values[name]?.string ?? Self.noFile }
        var keywords = [
            ("host", host), ("port", String(port)), ("dbname", database),
            ("user", values["user"]?.string ?? ""), ("sslmode", sslmode),
            ("sslrootcert", file("ca_file")), ("sslcrl", file("crl_file")),
            ("sslcert", file("client_certificate")), ("sslkey", file("client_key")),
            ("passfile", Self.noFile), ("gssencmode", "disable"),
            ("client_encoding", "UTF8"), ("fallback_application_name", "burnham"),
            ("options", options),
        ]
        if let password {
            keywords.append(("password", String(decoding: password.bytes, as: UTF8.self)))
        }
        return keywords
    }

    /// Settings of the session that must not depend on how the server or the role is set up.
    private var options: String {
        let milliseconds = timeoutSeconds * 1000
        return [
            "search_path=pg_catalog", "standard_conforming_strings=on", "TimeZone=UTC",
            "DateStyle=ISO", "client_min_messages=error", "bytea_output=hex",
            "statement_timeout=\(milliseconds)", "lock_timeout=\(milliseconds * 3 / 4)",
            "idle_in_transaction_session_timeout=\(milliseconds)",
        ].map { "-c \($0)" }.joined(separator: " ")
    }
}
