// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import ExternalProvider
import Glibc
import ProviderContract
import Synchronization
import Values

/// The example under `docs/guides/providers/mailbox`, with its server on a free port: one for all tests of a
/// process, ended with it.
final class MailService: Sendable {
    static let token = "tok-\"%\\secret"
    static let shared = MailService()
    static let folder = "\(repository)/docs/guides/providers/mailbox"
    static let program = "\(folder)/mailbox.py"

    static var repository: String {
        var parts = #filePath.split(separator: "/")
        parts.removeLast(3)
        return "/" + parts.joined(separator: "/")
    }

    static let document: ProviderDocument = {
        guard let bytes = try? readFile("\(folder)/mailbox.provider.json", limit: 1 << 20) else {
            preconditionFailure("no document of the example")
        }
        switch ProviderDocument.read(bytes) {
        case .success(let document): return document
        case .failure(let problems): preconditionFailure("\(problems.all)")
        }
    }()

    let port: UInt16
    private let tenantCount = Atomic(0)

    var url: String { "http://127.0.0.1:\(port)" }

    private init() {
        let server = ServerProcess(
            ["/usr/bin/env", "python3", "\(Self.folder)/mail_server.py"],
            environment: [
                "MAIL_TOKEN=\(Self.token)", "PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8",
            ])
        let line = server.firstLine()
        guard let port = line.split(separator: ":").last.flatMap({ UInt16($0) }) else {
            preconditionFailure("the mail service said `\(line)`")
        }
        self.port = port
    }

    func newTenant() -> String {
        "t\(tenantCount.add(1, ordering: .relaxed).newValue)"
    }

    /// What the service answers, as its own client would see it.
    @discardableResult
    func ask(_ method: String, _ path: String, _ body: Value? = nil) throws -> Value {
        let text = body.map(CanonicalJSON.text) ?? ""
        let request =
            "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + "Authorization: Bearer \(Self.token)\r\nContent-Length: \(text.utf8.count)\r\n\r\n\(text)"
        let answer = try exchange(Array(request.utf8))
        let parts = answer.split(separator: "\r\n\r\n", maxSplits: 1)
        guard parts.count == 2, answer.hasPrefix("HTTP/1.1 2") else {
            throw ContractViolation("\(method) \(path): \(answer)")
        }
        return try JSONParser.parse(String(parts[1]))
    }

    private func exchange(_ request: [UInt8]) throws -> String {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, size) }
        }
        guard status == 0, send(socket, request, request.count, 0) == request.count else {
            throw ContractViolation("the mail service can't be reached")
        }
        var answer: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = recv(socket, &chunk, chunk.count, 0)
            guard count > 0 else { return String(decoding: answer, as: UTF8.self) }
            answer += chunk[..<count]
        }
    }
}

/// A program of the tests, ended by its number when they end.
final class ServerProcess: Sendable {
    private static let started = Mutex<[pid_t]>([])
    private let output: Int32

    init(_ arguments: [String], environment: [String]) {
        var ends: [Int32] = [0, 0]
        pipe(&ends)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
        var process: pid_t = 0
        let words = (arguments.map { strdup($0) } as [UnsafeMutablePointer<CChar>?]) + [nil]
        let surroundings =
            (environment.map { strdup($0) } as [UnsafeMutablePointer<CChar>?]) + [nil]
        defer { for word in words + surroundings { free(word) } }
        guard posix_spawn(&process, arguments[0], &actions, nil, words, surroundings) == 0 else {
            preconditionFailure("`\(arguments[0])` can't be started")
        }
        close(ends[1])
        output = ends[0]
        Self.started.withLock { all in
            if all.isEmpty { atexit { ServerProcess.endAll() } }
            all.append(process)
        }
    }

    func firstLine() -> String {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while read(output, &byte, 1) == 1, byte != UInt8(ascii: "\n") { bytes.append(byte) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func endAll() {
        for process in started.withLock({ $0 }) { kill(process, SIGKILL) }
    }
}
