// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CLinux
import Glibc

/// A program that runs: its three streams and the group of processes that it leads. It knows bytes and time, not
/// what is said. Whoever has it ends it.
struct ChildProcess: Sendable {
    /// Nothing of the surroundings gets to a program but what it is told.
    private static let environment = [
        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8",
    ]

    let process: pid_t
    /// Readable once the process has ended.
    let ending: Int32
    let input: Int32
    let output: Int32
    let errors: Int32
    /// Our end of what the program reads: while it is open, a write to a program that is gone is no signal.
    private let inputGuard: Int32

    static func start(
        _ program: HashedProgram, _ order: ProgramOrder
    ) throws(ProviderFailure) -> ChildProcess {
        var pipes: [Pipe] = []
        defer { for pipe in pipes { pipe.closeBoth() } }
        for _ in 0..<3 { pipes.append(try Pipe()) }
        let streams = (pipes[0].reading, pipes[1].writing, pipes[2].writing)
        let process = started(program.descriptor, streams, order)
        guard process > 0 else { throw ProviderFailure(startingWith: errno) }
        let ending = linux_process_file(process)
        let error = errno
        let ours = [pipes[0].writing, pipes[1].reading, pipes[2].reading]
        guard ending >= 0, ours.allSatisfy({ fcntl($0, F_SETFL, O_NONBLOCK) == 0 }) else {
            kill(-process, SIGKILL)
            waitpid(process, nil, 0)
            throw ProviderFailure(startingWith: error)
        }
        close(pipes[1].writing)
        close(pipes[2].writing)
        let inputGuard = pipes[0].reading
        pipes = []
        return ChildProcess(
            process: process, ending: ending, input: ours[0], output: ours[1], errors: ours[2],
            inputGuard: inputGuard)
    }

    private static func started(
        _ file: Int32, _ streams: (Int32, Int32, Int32), _ order: ProgramOrder
    ) -> pid_t {
        withWords([order.path] + order.arguments) { arguments in
            withWords(environment) { environment in
                var program = linux_program(
                    file: file, arguments: arguments, environment: environment, streams: streams,
                    memory_bytes: UInt(order.limits.memoryMebibytes) << 20)
                return linux_start(&program)
            }
        }
    }

    private static func withWords<Result>(
        _ words: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        let copies = words.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return (copies + [nil]).withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else {
                preconditionFailure("a list with an end is not empty; this is a bug in burnham")
            }
            return body(start)
        }
    }

    /// Has the program end by itself, which it does once it has nothing to read, and ends it, with all that it
    /// started, where it takes longer. How it ended, in words. Its streams can still be read.
    func end(graceMilliseconds: Int32) -> String {
        close(input)
        close(inputGuard)
        var asked = pollfd(fd: ending, events: Int16(POLLIN), revents: 0)
        let endedItself = poll(&asked, 1, graceMilliseconds) > 0
        // Not waited for yet, so that its number is still its own.
        kill(-process, SIGKILL)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        let signal = status & 0x7F
        if signal == 0 { return "it ended with status \(status >> 8 & 0xFF)" }
        return endedItself ? "it was ended by signal \(signal)" : "it was stopped"
    }

    /// After `end`.
    func closeStreams() {
        for file in [output, errors, ending] { close(file) }
    }
}

private struct Pipe {
    let reading: Int32
    let writing: Int32

    init() throws(ProviderFailure) {
        var ends: [Int32] = [-1, -1]
        guard linux_pipe(&ends) == 0 else { throw ProviderFailure(startingWith: errno) }
        (reading, writing) = (ends[0], ends[1])
    }

    func closeBoth() {
        close(reading)
        close(writing)
    }
}
