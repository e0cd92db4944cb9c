// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc

/// A program that runs until this process ends, however it ends: a shell between the two waits for the end of its
/// input, then stops the program by its process id and removes its folder.
final class ServerProcess: Sendable {
    private static let keeper = """
        folder="$1"; shift; "$@" & pid=$!; cat >/dev/null; kill $pid; wait $pid; rm -rf "$folder"
        """

    private let input: Pipe

    init(_ command: [String], in folder: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", Self.keeper, "sh", folder] + command
        input = Self.pipe()
        process.standardInput = input
        let log = "\(folder)/log"
        _ = FileManager.default.createFile(atPath: log, contents: nil)
        let output = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
        process.standardOutput = output
        process.standardError = output
        try process.run()
    }

    /// Servers that other tests start at the same time would keep its ends open.
    private static func pipe() -> Pipe {
        let pipe = Pipe()
        for handle in [pipe.fileHandleForReading, pipe.fileHandleForWriting] {
            _ = fcntl(handle.fileDescriptor, F_SETFD, FD_CLOEXEC)
        }
        return pipe
    }

    static func path(_ program: String) -> String? {
        ["/usr/bin", "/usr/sbin"].map { "\($0)/\(program)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// A port that nobody listens on, neither by TCP nor by UDP.
    static func freePort() throws -> UInt16 {
        for _ in 0..<100 {
            let port = UInt16.random(in: 20_000...32_000)
            let kinds = [SOCK_STREAM, SOCK_DGRAM]
            if kinds.allSatisfy({ isFree(port, Int32($0.rawValue)) }) { return port }
        }
        throw ServerFailure("no port is free")
    }

    private static func isFree(_ port: UInt16, _ kind: Int32) -> Bool {
        let descriptor = socket(AF_INET, kind, 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    /// Runs a program to its end.
    static func run(
        _ program: String, _ arguments: [String], input text: String = ""
    ) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path(program) ?? "/nowhere/\(program)")
        process.arguments = arguments
        let (input, output) = (pipe(), pipe())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
        try input.fileHandleForWriting.close()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }
}

struct ServerFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
