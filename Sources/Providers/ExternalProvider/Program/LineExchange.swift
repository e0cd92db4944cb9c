// SPDX-License-Identifier: Apache-2.0

import Glibc

/// One line to a program and one line back, all three streams at once, so that neither side waits for the other
/// for ever. It knows bytes and time, not JSON.
struct LineExchange {
    private static let chunk = 1 << 16

    private let child: ChildProcess
    private let answerBytesMax: Int
    private(set) var words = ProgramWords()
    private var received: [UInt8] = []
    private var hasErrors = true

    init(_ child: ChildProcess, answerBytesMax: Int) {
        self.child = child
        self.answerBytesMax = answerBytesMax
    }

    /// The answer without its line end. After a throw the program can only be ended.
    mutating func answer(to line: [UInt8], timeoutSeconds: Int) throws(ProgramFault) -> [UInt8] {
        let deadline = Self.milliseconds() + timeoutSeconds * 1000
        var sent = 0
        var searched = 0
        while true {
            let isSending = sent < line.count
            let ready = try wait(isSending: isSending, until: deadline)
            if ready.errors { readErrors() }
            if isSending { sent += write(line[sent...]) }
            let isOpen = try readOutput()
            let fresh = received[searched...]
            if let end = fresh.firstIndex(of: UInt8(ascii: "\n")) {
                guard sent == line.count, end == received.count - 1 else { throw .unasked }
                defer { received = [] }
                return Array(received[..<end])
            }
            searched = received.count
            guard received.count <= answerBytesMax else { throw .tooLong }
            guard isOpen, !ready.ending else { throw .ended }
        }
    }

    private struct Ready {
        let errors: Bool
        let ending: Bool
    }

    private func wait(isSending: Bool, until deadline: Int) throws(ProgramFault) -> Ready {
        var asked = [
            pollfd(fd: child.output, events: Int16(POLLIN), revents: 0),
            pollfd(fd: child.ending, events: Int16(POLLIN), revents: 0),
            pollfd(fd: hasErrors ? child.errors : -1, events: Int16(POLLIN), revents: 0),
            pollfd(fd: isSending ? child.input : -1, events: Int16(POLLOUT), revents: 0),
        ]
        let left = deadline - Self.milliseconds()
        guard left > 0 else { throw .timedOut }
        let count = poll(&asked, nfds_t(asked.count), Int32(clamping: left))
        if count == 0 { throw .timedOut }
        return Ready(errors: asked[2].revents != 0, ending: asked[1].revents != 0)
    }

    /// How many bytes were taken now.
    private func write(_ bytes: ArraySlice<UInt8>) -> Int {
        let count = bytes.withUnsafeBytes { Glibc.write(child.input, $0.baseAddress, $0.count) }
        return max(0, count)
    }

    /// All that is there now, up to a little more than an answer may have. False where nothing more will come.
    private mutating func readOutput() throws(ProgramFault) -> Bool {
        while received.count <= answerBytesMax {
            switch Self.read(child.output) {
            case .some(let bytes) where bytes.isEmpty: return false
            case .some(let bytes): received += bytes
            case nil: return true
            }
        }
        return true
    }

    private mutating func readErrors() {
        switch Self.read(child.errors) {
        case .some(let bytes) where bytes.isEmpty: hasErrors = false
        case .some(let bytes): words.add(bytes)
        case nil: break
        }
    }

    /// What was said last, once the program has ended; a little, because others may still write there.
    mutating func readLastWords() {
        for _ in 0..<16 where hasErrors { readErrors() }
    }

    /// Empty at the end of the stream; nil where nothing is there now.
    private static func read(_ file: Int32) -> [UInt8]? {
        var got = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: chunk) { buffer, count in
            got = Glibc.read(file, buffer.baseAddress, chunk)
            count = max(0, got)
        }
        return got < 0 ? nil : bytes
    }

    private static func milliseconds() -> Int {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return now.tv_sec * 1000 + now.tv_nsec / 1_000_000
    }
}
