// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Foundation
import Synchronization
import Testing
import Values

/// A PostgreSQL server of Debian's for the whole test process, on a socket and on 127.0.0.1, with passwords by
/// SCRAM and TLS. It runs as an unprivileged user, in a temporary folder, and is stopped when the process ends.
final class TestServer: Sendable {
    static let superuser = "postgres"
    static let password = "the superuser's password"

    static let isRequired = ProcessInfo.processInfo.environment["BURNHAM_REQUIRE_SERVERS"] == "1"
    static let isInstalled = programs != nil

    /// The one server; nil where it could not be started.
    static let shared: TestServer? = programs.flatMap { start($0) }

    let folder: String
    let port: Int64
    let programs: String

    private init(folder: String, port: Int64, programs: String) {
        self.folder = folder
        self.port = port
        self.programs = programs
    }

    /// Where the newest server's programs are.
    private static let programs: String? = {
        let root = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        let newest = versions.compactMap { Int($0) }.max()
        return newest.flatMap { version in
            let folder = "\(root)/\(version)/bin"
            return access("\(folder)/initdb", X_OK) == 0 ? folder : nil
        }
    }()

    private static func start(_ programs: String) -> TestServer? {
        let server = TestServer(
            folder: temporaryFolder(), port: freePort(), programs: programs)
        let folder = server.folder
        guard
            Shell.output(
                """
                set -e
                cd \(folder)
                printf %s '\(quoted: password)' >password
                \(certificates)
                \(ownership(of: folder))
                """
            ).code == 0,
            Shell.output(
                """
                set -e
                cd \(folder)
                \(asUser)\(programs)/initdb -D \(folder)/data -U \(superuser) --pwfile=password \
                    --auth=scram-sha-256 --no-locale -E UTF8 -N >/dev/null
                \(asUser)\(programs)/pg_ctl -D \(folder)/data -w -l \(folder)/log -o "\
                    -k \(folder) -h 127.0.0.1 -p \(server.port) -c fsync=off -c max_connections=40 \
                    -c log_statement=all -c ssl=on -c ssl_cert_file=\(folder)/server.crt \
                    -c ssl_key_file=\(folder)/server.key -c ssl_ca_file=\(folder)/ca.crt" start >/dev/null
                """
            ).code == 0
        else { return nil }
        startedFolder.withLock { $0 = folder }
        atexit { stop() }
        return server
    }

    private static let certificates = """
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=ca \
            -keyout ca.key -out ca.crt 2>/dev/null
        openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=localhost \
            -keyout server.key -out server.csr 2>/dev/null
        printf 'subjectAltName=DNS:localhost' >names
        openssl x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 \
            -extfile names -out server.crt 2>/dev/null
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=other \
            -keyout other.key -out other.crt 2>/dev/null
        chmod 600 server.key
        """

    private static var asUser: String {
        geteuid() == 0 ? "setpriv --reuid=postgres --regid=postgres --clear-groups " : ""
    }

    private static func ownership(of folder: String) -> String {
        geteuid() == 0 ? "chown -R postgres:postgres \(folder)" : "true"
    }

    private static func temporaryFolder() -> String {
        var template = Array("/tmp/burnham-postgresql-XXXXXX".utf8CString)
        precondition(mkdtemp(&template) != nil)
        return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    private static func freePort() -> Int64 {
        let handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(handle) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                precondition(bind(handle, $0, size) == 0 && getsockname(handle, $0, &size) == 0)
            }
            return Int64(UInt16(bigEndian: $0.pointee.sin_port))
        }
    }
}

// MARK: Asking it with its own tools

extension TestServer {
    /// How a target's site file reaches it.
    func connection(
        user: String = superuser, password: String? = password, _ more: Fields<Value> = [:]
    ) -> TargetConnection {
        var values: Fields<Value> = [
            "host": .string(folder), "port": .int(port), "user": .string(user),
            "database": "postgres",
        ]
        for (name, value) in more { values[name] = value }
        return TargetConnection(
            values: .object(values),
            credentials: password.map { ["password": SecretValue(Array($0.utf8))] } ?? [:])
    }

    /// What `psql` prints of a script, unaligned.
    func psql(
        _ script: String, database: String = "postgres", user: String = superuser,
        password: String = password
    ) throws -> String {
        try write(script, to: "\(folder)/script")
        let result = Shell.output(
            "\(environment(user, password)) \(programs)/psql -X -q -At -v ON_ERROR_STOP=1 -d '\(quoted: database)' -f \(folder)/script 2>&1"
        )
        guard result.code == 0 else { throw Unexpected("psql: \(result.text)") }
        return result.text
    }

    /// The server's own dump of all that is not rows of tables.
    func dump() throws -> String {
        let result = Shell.output(
            "\(environment(Self.superuser, Self.password)) \(programs)/pg_dumpall -s 2>&1 | grep -vE '^.(un)?restrict'"
        )
        guard result.code == 0 else { throw Unexpected("pg_dumpall: \(result.text)") }
        return result.text
            + (try psql(
                """
                SELECT datname, datallowconn, datconnlimit, datacl, shobj_description(oid, 'pg_database')
                FROM pg_database ORDER BY 1
                """))
    }

    func log() throws -> String { try String(contentsOfFile: "\(folder)/log", encoding: .utf8) }

    private func environment(_ user: String, _ password: String) -> String {
        "PGHOST=\(folder) PGPORT=\(port) PGUSER='\(quoted: user)' PGPASSWORD='\(quoted: password)'"
    }

    private func write(_ text: String, to path: String) throws {
        try text.write(toFile: path, atomically: false, encoding: .utf8)
    }
}

enum Shell {
    static func output(_ script: String) -> (code: Int32, text: String) {
        guard let stream = popen(script, "r") else { return (-1, "no shell") }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&buffer, 1, buffer.count, stream)
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        return (pclose(stream), String(decoding: bytes, as: UTF8.self))
    }
}

extension DefaultStringInterpolation {
    /// Inside single quotes of a shell.
    mutating func appendInterpolation(quoted text: String) {
        appendLiteral(text.replacing("'", with: "'\\''"))
    }
}

struct Unexpected: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

private let startedFolder = Mutex<String?>(nil)

/// By its process id, when the test process ends. The folder goes with it.
private func stop() {
    guard let folder = startedFolder.withLock({ $0 }) else { return }
    let lines = try? String(contentsOfFile: "\(folder)/data/postmaster.pid", encoding: .utf8)
    if let pid = lines?.split(separator: "\n").first.flatMap({ pid_t($0) }) {
        kill(pid, SIGQUIT)
        for _ in 0..<100 where kill(pid, 0) == 0 { usleep(20_000) }
    }
    try? FileManager.default.removeItem(atPath: folder)
}
