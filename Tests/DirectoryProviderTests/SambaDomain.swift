// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Glibc
import ProviderContract
import Values

/// Samba as an Active Directory domain controller for the tests: domain `city.example`. It listens at 127.0.0.2
/// and at the ports of the standard, so there is one at a time, and it needs root.
struct SambaDomain: Sendable {
    static let base = "dc=city,dc=example"
    static let administrator = "Administrator@city.example"
    static let password = "Passw0rd-of-tests"
    private static let address = "127.0.0.2"

    static let isPresent =
        Shell.canRun("/usr/sbin/samba") && Shell.canRun("/usr/bin/samba-tool")
        && Shell.canRun("/usr/bin/ldapsearch") && Shell.canRun("/usr/bin/openssl")
        && geteuid() == 0

    static let shared = Result { try SambaDomain() }

    let server: TestServer
    let certificates: TestCertificates
    let uri = "ldaps://127.0.0.2"

    private init() throws {
        let folder = try Shell.temporaryFolder("samba")
        try Shell.run(
            "samba-tool domain provision --realm=CITY.EXAMPLE --domain=CITY"
                + " --adminpass=\(Self.password) --server-role=dc --dns-backend=NONE"
                + " --use-rfc2307 --targetdir=\(folder) --host-ip=\(Self.address)"
                + " --option='interfaces=127.0.0.2/8' --option='bind interfaces only=yes'")
        certificates = try TestCertificates(folder: folder, address: Self.address)
        let options = [
            "server services=ldap,cldap,kdc,drepl,rpc,winbindd", "log file=\(folder)/log.%m",
            "pid directory=\(folder)", "ncalrpc dir=\(folder)/ncalrpc",
            "winbindd socket directory=\(folder)/winbindd",
            "ntp signd socket directory=\(folder)/ntp",
            "tls certfile=\(certificates.certificate)", "tls keyfile=\(certificates.key)",
            "tls cafile=\(certificates.authority)",
        ]
        server = try TestServer(
            ["/usr/sbin/samba", "-F", "--no-process-group", "-s", "\(folder)/etc/smb.conf"]
                + options.map { "--option=\($0)" },
            in: folder)
        try server.waitForPort(636, address: Self.address)
        try waitForBind()
    }

    /// The port answers before the domain does.
    private func waitForBind() throws {
        for _ in 0..<100 {
            if (try? search("", "-s base currentTime")) != nil { return }
            usleep(200_000)
        }
        throw ContractViolation("no bind: \(server.log)")
    }

    @discardableResult
    func change(_ program: String, _ text: String) throws -> String {
        try Shell.run("\(access(program))", input: text)
    }

    func search(_ base: String, _ words: String = "") throws -> String {
        try Shell.run("\(access("ldapsearch")) -LLL -o ldif-wrap=no -b '\(base)' \(words)")
    }

    func clear(_ base: String) throws {
        try Shell.run("\(access("ldapdelete")) -r '\(base)'", allowing: [0, 32])
        let value = base.split(separator: ",")[0].dropFirst(3)
        try change("ldapadd", "dn: \(base)\nobjectClass: organizationalUnit\nou: \(value)\n")
    }

    private func access(_ program: String) -> String {
        "LDAPTLS_CACERT=\(certificates.authority) \(program) -x -H \(uri)"
            + " -D '\(Self.administrator)' -w '\(Self.password)'"
    }

    func connection(_ values: Value = [:]) -> TargetConnection {
        var fields = values.object ?? [:]
        fields["uri"] = fields["uri"] ?? .string(uri)
        fields["ca_file"] = fields["ca_file"] ?? .string(certificates.authority)
        fields["bind"] = ["dn": .string(Self.administrator)]
        return TargetConnection(
            values: .object(fields),
            credentials: ["bind.password": SecretValue(Array(Self.password.utf8))])
    }
}

/// An authority of the tests and a certificate by it for one address.
struct TestCertificates: Sendable {
    let authority: String
    let certificate: String
    let key: String

    /// `days` of a certificate's life; with 0 it has expired already.
    init(folder: String, address: String, days: Int = 30) throws {
        authority = "\(folder)/ca.pem"
        certificate = "\(folder)/cert.pem"
        key = "\(folder)/key.pem"
        let newKey = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
        try Shell.put("\(folder)/names", "subjectAltName=IP:\(address)\n")
        try Shell.run(
            """
            cd \(folder) && umask 077
            [ -e ca.pem ] || openssl req -x509 \(newKey) -keyout ca.key -out ca.pem \
                -subj '/CN=authority of the tests' -days 30
            openssl req \(newKey) -keyout key.pem -out request.pem -subj /CN=server
            openssl x509 -req -in request.pem -CA ca.pem -CAkey ca.key -CAcreateserial \
                -days \(days) -extfile names -out cert.pem
            """)
    }
}
