// SPDX-License-Identifier: Apache-2.0

import Glibc
import ProviderContract
import Synchronization

/// A server of the tests: started in a folder of its own, stopped with the test process.
final class TestServer: Sendable {
    let folder: String
    private let processID: pid_t

    private static let running = Mutex<[TestServer]>([])
    private static let stopsAtExit: Void = { atexit { TestServer.stopAll() } }()

    /// Starts a program that stays in the foreground.
    init(_ arguments: [String], in folder: String) throws {
        self.folder = folder
        let log = open("\(folder)/log", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        defer { close(log) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // Samba ends with the pipe that it has as its input.
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, log, 1)
        posix_spawn_file_actions_adddup2(&actions, log, 2)
        // Threads of the test library hold signals back, and a child inherits that.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var words = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var processID: pid_t = 0
        guard posix_spawn(&processID, arguments[0], &actions, &attributes, &words, environ) == 0
        else {
            throw ContractViolation("`\(arguments[0])` can't be started")
        }
        self.processID = processID
        _ = Self.stopsAtExit
        Self.running.withLock { $0.append(self) }
    }

    var log: String { (try? Shell.run("tail -n 20 \(folder)/log")) ?? "" }

    /// Waits until the server answers at a port.
    func waitForPort(_ port: UInt16, address: String = "127.0.0.1", seconds: Int = 20) throws {
        for _ in 0..<seconds * 50 {
            if Self.answers(port, address) { return }
            usleep(20_000)
        }
        throw ContractViolation("no answer at port \(port): \(log)")
    }

    func stop() {
        let isRunning = Self.running.withLock { running in
            defer { running.removeAll { $0 === self } }
            return running.contains { $0 === self }
        }
        guard isRunning else { return }
        kill(processID, SIGTERM)
        var status: Int32 = 0
        waitpid(processID, &status, 0)
    }

    private static func stopAll() {
        for server in running.withLock({ $0 }) {
            server.stop()
            _ = try? Shell.run("rm -rf \(server.folder)")
        }
    }

    static func freePort() throws -> UInt16 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = Self.address(0, "127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard isBound else { throw ContractViolation("no port is free") }
        return UInt16(bigEndian: address.sin_port)
    }

    private static func answers(_ port: UInt16, _ name: String) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = Self.address(port, name)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    private static func address(_ port: UInt16, _ name: String) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        inet_pton(AF_INET, name, &address.sin_addr)
        return address
    }
}
