// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Foundation
import Glibc
import Values

@testable import DNSProvider

/// A real name server on loopback with zones that may be transferred and updated by key, and its own tools' view of
/// them. One of each kind runs for all tests, which use it one after the other.
final class DNSServer: Sendable {
    enum Kind: String, CaseIterable, Sendable {
        case bind = "named"
        case knot = "knotd"
    }

    struct Key: Sendable {
        let name: String
        let algorithm: String
        let secret: String

        /// May read and write.
        static let writer = Key("burnham", "hmac-sha256", 32)
        static let longWriter = Key("burnham-long", "hmac-sha512", 64)
        /// May read only.
        static let reader = Key("watcher", "hmac-sha256", 32)
        /// Is known, and may do nothing.
        static let stranger = Key("stranger", "hmac-sha256", 32)
        /// Is not known.
        static let unknown = Key("nobody", "hmac-sha256", 32)
        static let all = [writer, longWriter, reader, stranger]

        private init(_ name: String, _ algorithm: String, _ count: Int) {
            self.name = name
            self.algorithm = algorithm
            secret = String(
                decoding: Base64.encode((0..<count).map { _ in UInt8.random(in: 0...255) }),
                as: UTF8.self)
        }
    }

    static let zones = ["city.example", "2.0.192.in-addr.arpa", "dept.city.example"]
    static let isRequired = getenv("BURNHAM_REQUIRE_SERVERS").map { String(cString: $0) } == "1"
    static let tools = ["dig", "nsupdate"]

    static func isInstalled(_ kind: Kind) -> Bool {
        ([kind.rawValue] + tools).allSatisfy { ServerProcess.path($0) != nil }
    }

    private static let bind = Result { try DNSServer(.bind) }
    private static let knot = Result { try DNSServer(.knot) }

    static func running(_ kind: Kind) throws -> DNSServer {
        switch kind {
        case .bind: try bind.get()
        case .knot: try knot.get()
        }
    }

    let kind: Kind
    let port: UInt16
    let folder: String
    private let process: ServerProcess

    init(_ kind: Kind, options: String = "") throws {
        self.kind = kind
        var template = Array("/tmp/burnham-dns-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw ServerFailure("no temporary folder") }
        folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        port = try ServerProcess.freePort()
        for zone in Self.zones {
            try Self.text(of: zone).write(
                toFile: "\(folder)/\(zone).zone", atomically: true, encoding: .utf8)
        }
        let path = "\(folder)/server.conf"
        let configuration =
            kind == .bind
            ? DNSServer.bindConfiguration(folder, port, options)
            : DNSServer.knotConfiguration(folder, port)
        try configuration.write(toFile: path, atomically: true, encoding: .utf8)
        let program = ServerProcess.path(kind.rawValue) ?? "/nowhere/\(kind.rawValue)"
        let arguments = kind == .bind ? ["-g", "-n", "1", "-c", path] : ["-c", path]
        process = try ServerProcess([program] + arguments, in: folder)
        try waitUntilItAnswers()
    }

    /// What each zone holds at first. BIND takes no MX record whose host has no address in its zone.
    static func text(of zone: String) -> String {
        let soa =
            "@ 3600 IN SOA ns1.dns.example. hostmaster.city.example. 1 86400 7200 3600000 3600"
        let servers = ["ns1.dns.example.", "ns2.dns.example."].map { "@ 3600 IN NS \($0)" }
        let hosts = ["mail", "mail2"].map { "\($0) 86400 IN A 192.0.2.25" }
        return ([soa] + servers + (zone == zones[0] ? hosts : [])).joined(separator: "\n") + "\n"
    }

    private func waitUntilItAnswers() throws {
        for _ in 0..<100 {
            let answer = try dig([Self.zones[0], "SOA", "+short", "+tries=1", "+timeout=1"])
            if answer.contains("hostmaster") { return }
            usleep(50_000)
        }
        let log = try String(contentsOfFile: "\(folder)/log", encoding: .utf8)
        throw ServerFailure("\(kind.rawValue) does not answer: \(log.suffix(1000))")
    }

    func dig(_ arguments: [String], key: Key? = nil) throws -> String {
        let proof = key.map { ["-y", "\($0.algorithm):\($0.name):\($0.secret)"] } ?? []
        return try ServerProcess.run(
            "dig", ["@127.0.0.1", "-p", "\(port)"] + proof + arguments
        ).output
    }

    /// Every record of a zone, one a line, as `dig` shows them.
    func records(_ zones: [String] = DNSServer.zones) throws -> [String] {
        let questions = zones.flatMap { [$0, "AXFR", "+noall", "+answer", "+onesoa"] }
        return try dig(questions, key: .writer).split(separator: "\n").map {
            $0.split(whereSeparator: { $0 == " " || $0 == "\t" }).joined(separator: " ")
        }.filter { !$0.hasPrefix(";") && !$0.isEmpty }.sorted()
    }

    /// Commands of `nsupdate`: `add www.city.example 60 A 192.0.2.1`.
    func update(_ commands: [String], zone: String = "city.example") throws {
        let key = Key.writer
        let lines =
            [
                "server 127.0.0.1 \(port)", "key \(key.algorithm):\(key.name) \(key.secret)",
                "zone \(zone)",
            ] + commands.map { "update \($0)" } + ["send", ""]
        let (status, output) = try ServerProcess.run(
            "nsupdate", ["-v"], input: lines.joined(separator: "\n"))
        guard status == 0 else { throw ServerFailure("nsupdate: \(output) for \(commands)") }
    }

    func connection(_ key: Key = .writer, secret: String? = nil) -> TargetConnection {
        TargetConnection(
            values: [
                "host": "127.0.0.1", "port": .int(Int64(port)),
                "key": ["name": .string(key.name), "algorithm": .string(key.algorithm)],
            ], credentials: ["key.secret": SecretValue(Array((secret ?? key.secret).utf8))])
    }
}
