// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CLDAP
import Values

/// A server as the site file says: where it is and how to prove oneself there.
struct LDAPServer: Sendable {
    let uri: String
    let timeoutSeconds: Int
    private let startsTLS: Bool
    private let files: [(option: Int32, path: String)]
    private let bind: Bind

    private enum Bind {
        case simple(name: String, password: SecretValue)
        case external
    }

    /// The bundle of Debian's `ca-certificates`, where the site file names no other.
    private static let systemCertificates = "/etc/ssl/certs/ca-certificates.crt"

    init(_ place: TargetPlace) {
        let values = place.connection.values
        uri = values["uri"]?.string ?? ""
        timeoutSeconds = place.limits.timeoutSeconds
        startsTLS = values["start_tls"]?.bool ?? false
        var files = [(LDAP_OPT_X_TLS_CACERTFILE, Self.systemCertificates)]
        for (name, option) in [
            ("ca_file", LDAP_OPT_X_TLS_CACERTFILE), ("cert_file", LDAP_OPT_X_TLS_CERTFILE),
            ("key_file", LDAP_OPT_X_TLS_KEYFILE),
        ] {
            if let path = values[name]?.string { files.append((option, path)) }
        }
        self.files = files
        let settings = values["bind"]
        if settings?["method"]?.string == "external" {
            bind = .external
        } else {
            bind = .simple(
                name: settings?["dn"]?.string ?? "",
                password: place.connection.credentials["bind.password"] ?? SecretValue([]))
        }
    }

    /// Connects, protects the connection and binds. What is wrong with name or password is said once and not
    /// tried again: a server counts that.
    func open() throws(ProviderFailure) -> LibLDAP {
        let library = try LibLDAP(uri: uri, timeoutSeconds: timeoutSeconds)
        if isEncrypted { protect(library) }
        if startsTLS { try expect(library.startTLS(), "StartTLS at `\(uri)`") }
        switch bind {
        case .external:
            try expect(library.bindExternally(), "SASL EXTERNAL at `\(uri)`")
        case .simple(let name, let password):
            try requireSecrecy(of: password)
            try expect(library.bind(name, password: password.bytes), "bind at `\(uri)`")
        }
        return library
    }

    private var isEncrypted: Bool { startsTLS || uri.hasPrefix("ldaps:") }

    private func protect(_ library: LibLDAP) {
        for (option, path) in files { library.set(option, path) }
        library.set(LDAP_OPT_X_TLS_REQUIRE_CERT, LDAP_OPT_X_TLS_DEMAND)
        // TLS 1.2, as LDAP_OPT_X_TLS_PROTOCOL would make it.
        library.set(LDAP_OPT_X_TLS_PROTOCOL_MIN, 3 << 8 + 3)
        library.set(LDAP_OPT_X_TLS_NEWCTX, 0)
    }

    private func expect(_ reply: LDAPReply, _ what: String) throws(ProviderFailure) {
        if !reply.isSuccess { throw .ldap(reply, what) }
    }

    /// A password crosses no network in clear.
    private func requireSecrecy(of password: SecretValue) throws(ProviderFailure) {
        let isLocal =
            uri.hasPrefix("ldapi:")
            || ["ldap://127.", "ldap://localhost", "ldap://[::1]"].contains { uri.hasPrefix($0) }
        guard !isEncrypted, !isLocal, !password.bytes.isEmpty else { return }
        throw ProviderFailure(
            .denied, "the password would cross the network in clear to `\(uri)`",
            help: "`start_tls: true` or an `ldaps:` address protects it")
    }

    static let schema: Value = [
        "type": "object", "additionalProperties": false, "required": ["uri"],
        "properties": [
            "uri": [
                "type": "string", "pattern": "^ldap[si]?://[^ ]*$",
                "description":
                    "`ldaps://dc1.city.example`, `ldap://ds.city.example:389`, `ldapi://%2Frun%2Fslapd%2Fldapi`",
            ],
            "start_tls": [
                "type": "boolean", "default": false,
                "description":
                    "whether an `ldap:` connection becomes an encrypted one (RFC 4511, 4.14)",
            ],
            "ca_file": [
                "type": "string", "minLength": 1,
                "description":
                    "the authorities that the server's certificate is checked by, in PEM",
            ],
            "cert_file": [
                "type": "string", "minLength": 1,
                "description": "our own certificate, in PEM, for SASL EXTERNAL",
            ],
            "key_file": [
                "type": "string", "minLength": 1, "description": "its private key, in PEM",
            ],
            "bind": [
                "type": "object", "additionalProperties": false,
                "properties": [
                    "method": [
                        "enum": ["simple", "external"], "default": "simple",
                        "description":
                            "name and password, or SASL EXTERNAL by certificate or socket",
                    ],
                    "dn": [
                        "type": "string",
                        "description":
                            "whom to bind as; at Active Directory also `burnham@city.example`",
                    ],
                    "password": ["type": "string", "x-credential": true],
                ],
            ],
        ],
    ]
}
