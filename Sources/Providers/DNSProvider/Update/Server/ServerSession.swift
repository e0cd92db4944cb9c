// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Glibc

/// Requests to one server on one connection, several under way at once, each signed and each answer verified. The
/// connection is opened with the first request, and anew after it failed.
final class ServerSession {
    private static let windowMax = 8

    private let server: NameServer
    private var connection: StreamConnection?
    /// Requests under way at once. One, after a connection was lost: some servers take no more.
    private var window = windowMax
    private var nextIdentifier = UInt16.random(in: 0...UInt16.max)
    /// By how many seconds the server's clock is ahead; nil before it has signed.
    private(set) var clockSkewSeconds: Int64?

    init(_ server: NameServer) { self.server = server }

    var isOpen: Bool { connection != nil }

    /// What a signature adds to a message.
    var signatureBytesMax: Int { SignedExchange.bytesMax(of: server.key) }

    func answer(to request: ServerRequest) throws(ProviderFailure) -> SingleAnswer {
        try answers(to: [request], by: [SingleAnswer()])[0].get()
    }

    func answers<Taker: AnswerTaker>(
        to requests: [ServerRequest], by takers: [Taker]
    ) -> [Result<Taker, ProviderFailure>] {
        var rest = zip(requests, takers).makeIterator()
        return answers { rest.next() }
    }

    /// One result for each request that `next` gave; it is asked for another when there is room for it. Where the
    /// connection fails, all that are not answered fail with it, and `next` is asked no more.
    func answers<Taker: AnswerTaker>(
        to next: () -> (ServerRequest, Taker)?
    ) -> [Result<Taker, ProviderFailure>] {
        var pending = PendingAnswers<Taker>()
        do throws(ProviderFailure) {
            var hasMore = true
            while hasMore || !pending.isEmpty {
                while hasMore, pending.count < window {
                    guard let (request, taker) = next() else {
                        hasMore = false
                        break
                    }
                    try send(request, taker, &pending)
                }
                if !pending.isEmpty { try receive(&pending) }
            }
            if pending.hasAbandoned { connection = nil }
        } catch {
            connection = nil
            window = 1
            pending.failAll(error)
        }
        return pending.results
    }

    private func opened() throws(ProviderFailure) -> StreamConnection {
        if let connection { return connection }
        let opened = try StreamConnection(server)
        connection = opened
        return opened
    }

    private func send<Taker: AnswerTaker>(
        _ request: ServerRequest, _ taker: Taker, _ pending: inout PendingAnswers<Taker>
    ) throws(ProviderFailure) {
        nextIdentifier &+= 1
        var message = request.message(identifier: nextIdentifier)
        let exchange = SignedExchange(
            signing: &message, with: server.key, at: Int64(time(nil)), subject: request.subject)
        pending.begin(request, taker, exchange, identifier: nextIdentifier)
        try opened().send(message.bytes)
    }

    private func receive<Taker: AnswerTaker>(
        _ pending: inout PendingAnswers<Taker>
    ) throws(ProviderFailure) {
        let bytes = try opened().receive()
        let message: WireMessage
        do throws(WireProblem) {
            message = try WireMessage(bytes)
        } catch {
            throw Self.garbled(error.message)
        }
        guard pending.take(message, bytes, at: Int64(time(nil))) else {
            throw Self.garbled("it answers what was not asked")
        }
        clockSkewSeconds = pending.clockSkewSeconds ?? clockSkewSeconds
    }

    private static func garbled(_ words: String) -> ProviderFailure {
        ProviderFailure(
            .unreachable, "the server's answer can't be read: \(words)", isTransient: true)
    }
}

/// The requests of one call that are under way, and what became of the others.
private struct PendingAnswers<Taker: AnswerTaker> {
    private struct Entry {
        let position: Int
        let request: ServerRequest
        var exchange: SignedExchange
    }

    private var entries: [UInt16: Entry] = [:]
    private var takers: [Taker] = []
    private var failures: [ProviderFailure?] = []
    private var isAnswered: [Bool] = []
    /// Whose answers are not to be trusted; more of them may come.
    private var abandoned: Set<UInt16> = []
    private(set) var clockSkewSeconds: Int64?

    var isEmpty: Bool { entries.isEmpty }
    var count: Int { entries.count }
    var hasAbandoned: Bool { !abandoned.isEmpty }

    var results: [Result<Taker, ProviderFailure>] {
        takers.indices.map { failures[$0].map(Result.failure) ?? .success(takers[$0]) }
    }

    mutating func begin(
        _ request: ServerRequest, _ taker: Taker, _ exchange: SignedExchange, identifier: UInt16
    ) {
        entries[identifier] = Entry(position: takers.count, request: request, exchange: exchange)
        takers.append(taker)
        failures.append(nil)
        isAnswered.append(false)
    }

    /// Whether it answers one of the requests.
    mutating func take(_ message: WireMessage, _ bytes: [UInt8], at seconds: Int64) -> Bool {
        if abandoned.contains(message.identifier) { return true }
        guard message.isResponse, var entry = entries.removeValue(forKey: message.identifier),
            message.operation == entry.request.operation,
            message.questions.allSatisfy({ $0 == entry.request.question })
        else { return false }
        do throws(ProviderFailure) {
            let isLast = takers[entry.position].take(message) || message.isTruncated
            try entry.exchange.verify(message, bytes, isLast: isLast, at: seconds)
            clockSkewSeconds = entry.exchange.clockSkewSeconds
            if !isLast {
                entries[message.identifier] = entry
                return true
            }
            guard !message.isTruncated else {
                throw ProviderFailure(.unreachable, "the server cut its answer off")
            }
            try takers[entry.position].finish()
            isAnswered[entry.position] = true
        } catch {
            failures[entry.position] = error
            abandoned.insert(message.identifier)
        }
        return true
    }

    mutating func failAll(_ failure: ProviderFailure) {
        for position in takers.indices where failures[position] == nil && !isAnswered[position] {
            failures[position] = failure
        }
    }
}
