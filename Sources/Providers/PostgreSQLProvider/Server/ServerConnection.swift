// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CLibPQ
import Glibc

/// One connection to a server through libpq, and the only place that calls it but for `Rows`. Every wait
/// ends after the target's time limit, and the connection is no longer sound then. Not for several threads
/// at once: `ServerSessions` lends it to one call at a time.
final class ServerConnection: @unchecked Sendable {
    let connection: OpaquePointer
    let timeoutSeconds: Int
    /// Whether the next question can be asked: no failure of the connection, and no transaction left open.
    private(set) var isSound = true
    private var knownFacts: ServerFacts?

    init(_ keywords: [(String, String)], timeoutSeconds: Int) throws(ProviderFailure) {
        self.timeoutSeconds = timeoutSeconds
        let names = keywords.map { strdup($0.0) }
        let values = keywords.map { strdup($0.1) }
        defer {
            for text in names { free(text) }
            for text in values {
                guard let text else { continue }
                explicit_bzero(text, strlen(text))
                free(text)
            }
        }
        let started = PQconnectStartParams(
            names.map { UnsafePointer($0) } + [nil], values.map { UnsafePointer($0) } + [nil], 0)
        guard let started else {
            preconditionFailure("libpq has no memory for a connection")
        }
        connection = started
        PQsetErrorVerbosity(connection, PQERRORS_VERBOSE)
        try connect()
        PQsetErrorVerbosity(connection, PQERRORS_DEFAULT)
        PQsetnonblocking(connection, 1)
    }

    deinit { PQfinish(connection) }

    private func connect() throws(ProviderFailure) {
        let deadline = Deadline(seconds: timeoutSeconds)
        var status = PGRES_POLLING_WRITING
        guard PQstatus(connection) != CONNECTION_BAD else { throw connectionFailure }
        while status != PGRES_POLLING_OK {
            if status == PGRES_POLLING_FAILED { throw connectionFailure }
            let events = status == PGRES_POLLING_READING ? POLLIN : POLLOUT
            guard deadline.wait(for: PQsocket(connection), events) else {
                throw .timedOut(after: timeoutSeconds, "take the connection")
            }
            status = PQconnectPoll(connection)
        }
    }

    private var connectionFailure: ProviderFailure {
        isSound = false
        return ProviderFailure(refusedConnection: String(cString: PQerrorMessage(connection)))
    }

    private var ownWords: String {
        let text = String(cString: PQerrorMessage(connection))
        return text.split(separator: "\n").joined(separator: "; ")
    }

    /// Whether nothing came while nobody asked: a server that ends the session says so.
    var isAlive: Bool {
        var entry = pollfd(fd: PQsocket(connection), events: Int16(POLLIN), revents: 0)
        return isSound && poll(&entry, 1, 0) == 0
    }

    // MARK: Asking

    /// Asked once: rights that are taken away meanwhile show as refusals.
    func facts() throws(ProviderFailure) -> ServerFacts {
        if let knownFacts { return knownFacts }
        let facts = try ServerFacts(asking: self)
        knownFacts = facts
        return facts
    }

    func rows(_ sql: SQL, _ parameters: [String?] = []) throws(ProviderFailure) -> Rows {
        try send(try text(of: sql), parameters)
        var answer: OpaquePointer?
        while let result = try nextResult() {
            if let former = answer { PQclear(former) }
            answer = result
        }
        guard let answer else { throw broken("it gave no answer") }
        guard [PGRES_TUPLES_OK, PGRES_COMMAND_OK].contains(PQresultStatus(answer)) else {
            defer { PQclear(answer) }
            throw ProviderFailure(result: answer)
        }
        return Rows(taking: answer)
    }

    func run(_ sql: SQL) throws(ProviderFailure) { _ = try rows(sql) }

    /// Ends what a failure left open, so that the connection can be lent again.
    func rollBack() {
        guard isSound, PQtransactionStatus(connection) != PQTRANS_IDLE else { return }
        do throws(ProviderFailure) { try run("ROLLBACK") } catch { isSound = false }
    }

    func send(_ text: String, _ parameters: [String?] = []) throws(ProviderFailure) {
        let values = parameters.map { $0.map { strdup($0) } ?? nil }
        defer { for value in values { free(value) } }
        let isSent = PQsendQueryParams(
            connection, text, Int32(values.count), nil, values.map { UnsafePointer($0) }, nil, nil,
            0)
        guard isSent == 1 else { throw broken(ownWords) }
    }

    /// Nil at the end of a statement's results. Waits for the server, and sends what is still to be sent.
    func nextResult() throws(ProviderFailure) -> OpaquePointer? {
        let deadline = Deadline(seconds: timeoutSeconds)
        while true {
            let unsent = PQflush(connection)
            if unsent < 0 { throw broken(ownWords) }
            if unsent == 0, PQisBusy(connection) == 0 { break }
            let events = unsent == 1 ? POLLIN | POLLOUT : POLLIN
            guard deadline.wait(for: PQsocket(connection), events) else {
                isSound = false
                throw .timedOut(after: timeoutSeconds, "answer")
            }
            guard PQconsumeInput(connection) == 1 else { throw broken(ownWords) }
        }
        let result = PQgetResult(connection)
        if PQstatus(connection) == CONNECTION_BAD {
            let words = ownWords
            if let result { PQclear(result) }
            throw broken(words)
        }
        return result
    }

    func broken(_ words: String) -> ProviderFailure {
        isSound = false
        return ProviderFailure(.unreachable, words, isTransient: true)
    }

    // MARK: Quoting

    /// A NUL ends a text for libpq, so none can be in a statement.
    func text(of sql: SQL) throws(ProviderFailure) -> String {
        var whole = ""
        for piece in sql.pieces {
            switch piece {
            case .code(let code): whole += code.description
            case .number(let number): whole += String(number)
            case .name(let name): whole += try quoted(name, by: PQescapeIdentifier)
            case .text(let text): whole += try quoted(text, by: PQescapeLiteral)
            }
        }
        return whole
    }

    private func quoted(
        _ text: String,
        by quote: (OpaquePointer?, UnsafePointer<CChar>?, Int) -> UnsafeMutablePointer<CChar>?
    ) throws(ProviderFailure) -> String {
        guard !text.utf8.contains(0) else {
            throw ProviderFailure(.rejected, "a NUL character stands in a name or a text")
        }
        let quoted = text.withCString { quote(connection, $0, text.utf8.count) }
        guard let quoted else { throw ProviderFailure(.rejected, ownWords) }
        defer { PQfreemem(quoted) }
        return String(cString: quoted)
    }
}

/// A moment until which is waited.
private struct Deadline {
    private let end: timespec

    init(seconds: Int) {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        now.tv_sec += seconds
        end = now
    }

    /// Whether something happened on the socket in time.
    func wait(for socket: Int32, _ events: Int32) -> Bool {
        while true {
            var now = timespec()
            clock_gettime(CLOCK_MONOTONIC, &now)
            let left = (end.tv_sec - now.tv_sec) * 1000 + (end.tv_nsec - now.tv_nsec) / 1_000_000
            guard left > 0 else { return false }
            var entry = pollfd(fd: socket, events: Int16(events), revents: 0)
            let result = poll(&entry, 1, Int32(clamping: left))
            if result > 0 { return true }
            if result < 0, errno != EINTR { return false }
        }
    }
}
