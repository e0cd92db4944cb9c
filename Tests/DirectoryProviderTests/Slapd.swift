// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Glibc
import ProviderContract
import Values

/// OpenLDAP's server for the tests: one database, everything below `dc=example`.
struct Slapd: Sendable {
    static let suffix = "dc=example"
    static let administrator = "cn=admin,dc=example"
    static let password = "s3cret of the tests"
    /// Whom the provider binds as, with the rights that the guide names.
    static let account = "cn=burnham,dc=example"

    private static let program = "/usr/sbin/slapd"
    private static let schemas = "/etc/ldap/schema"

    static let isPresent = Shell.canRun(program) && Shell.canRun("/usr/bin/ldapsearch")
    static let isRequired = Shell.environment("BURNHAM_REQUIRE_SERVERS") == "1"

    /// The one that most tests share.
    static let shared = Result { try Slapd() }

    let server: TestServer
    let port: UInt16

    var folder: String { server.folder }
    var uri: String { "ldap://127.0.0.1:\(port)" }
    var socketURI: String {
        "ldapi://"
            + "\(folder)/ldapi".split(separator: "/", omittingEmptySubsequences: false)
            .joined(separator: "%2F")
    }

    /// `global` and `database` are further lines of its configuration.
    init(global: [String] = [], database: [String] = []) throws {
        let folder = try Shell.temporaryFolder("slapd")
        mkdir("\(folder)/database", 0o700)
        port = try TestServer.freePort()
        var lines = ["core", "cosine", "inetorgperson", "nis"]
            .map { "include \(Self.schemas)/\($0).schema" }
        lines += ["modulepath /usr/lib/ldap", "moduleload back_mdb"] + global
        lines += [
            "database config", "rootdn \"cn=config\"", "rootpw \"\(Self.password)\"",
            "database mdb", "suffix \"\(Self.suffix)\"", "rootdn \"\(Self.administrator)\"",
            "rootpw \"\(Self.password)\"", "directory \(folder)/database", "dbnosync",
            "maxsize 1073741824",
            "index objectClass,uid,cn,ou,member eq",
        ]
        lines += Self.rights("write").map { "access \($0)" }
        lines += ["limits dn.exact=\"\(Self.account)\" size=unlimited time=unlimited"]
        lines += database
        try Shell.put("\(folder)/slapd.conf", lines.joined(separator: "\n") + "\n")
        let uris = "ldap://127.0.0.1:\(port)/ ldapi://\(folder.replacing("/", with: "%2F"))%2Fldapi"
        server = try TestServer(
            [Self.program, "-d", "0", "-f", "\(folder)/slapd.conf", "-h", uris], in: folder)
        try server.waitForPort(port)
        try change(
            "ldapadd",
            """
            dn: dc=example
            objectClass: domain
            dc: example

            dn: \(Self.account)
            objectClass: organizationalRole
            objectClass: simpleSecurityObject
            cn: burnham
            userPassword: \(Self.password)

            """)
    }

    private static func rights(_ right: String) -> [String] {
        [
            "to attrs=userPassword by anonymous auth by * none",
            "to * by dn.exact=\"\(account)\" \(right) by anonymous auth by * none",
        ]
    }

    /// Gives the provider's account another right on everything.
    func setRight(_ right: String) throws {
        let lines = Self.rights(right).enumerated().map { "olcAccess: {\($0)}\($1)" }
        try configure("replace: olcAccess\n\(lines.joined(separator: "\n"))")
    }

    /// Changes the configuration of the database.
    func configure(_ lines: String) throws {
        try Shell.run(
            "ldapmodify -x -H \(uri) -D cn=config -w '\(Self.password)'",
            input: "dn: olcDatabase={1}mdb,cn=config\nchangetype: modify\n\(lines)\n")
    }

    /// As the administrator.
    @discardableResult
    func change(_ program: String, _ text: String) throws -> String {
        try Shell.run("\(program) \(access)", input: text)
    }

    /// What the server's own tool shows.
    func search(_ base: String, _ words: String = "") throws -> String {
        try Shell.run("ldapsearch -LLL -o ldif-wrap=no \(access) -b '\(base)' \(words)")
    }

    /// An empty tree at `base`, with nothing but its entry.
    func clear(_ base: String) throws {
        try Shell.run("ldapdelete -r \(access) '\(base)'", allowing: [0, 32])
        let value = base.split(separator: ",")[0].dropFirst(3)
        try change("ldapadd", "dn: \(base)\nobjectClass: domain\ndc: \(value)\n")
    }

    private var access: String {
        "-x -H \(uri) -D '\(Self.administrator)' -w '\(Self.password)'"
    }

    func connection(_ values: Value = [:]) -> TargetConnection {
        var fields = values.object ?? [:]
        fields["uri"] = fields["uri"] ?? .string(uri)
        fields["bind"] = fields["bind"] ?? ["dn": .string(Self.account)]
        return TargetConnection(
            values: .object(fields),
            credentials: ["bind.password": SecretValue(Array(Self.password.utf8))])
    }
}

extension String {
    fileprivate func replacing(_ character: Character, with text: String) -> String {
        split(separator: character, omittingEmptySubsequences: false).joined(separator: text)
    }
}
