// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Synchronization
import Values

/// A conversation with one running program by JSON-RPC 2.0, a request at a time. What breaks the protocol ends
/// the program and is the target's failure, never ours. It does not know the methods' meaning.
final class ProgramSession: Sendable {
    /// How long a program may take to end by itself.
    private static let graceMilliseconds: Int32 = 1000

    private let name: String
    private let limits: ProgramOrder.Limits
    private let redaction: Redaction
    private let conversation: Mutex<Conversation>

    private struct Conversation {
        let child: ChildProcess
        var exchange: LineExchange
        var requestCount: Int64 = 0
        var hasEnded = false
    }

    /// `name` is what failures call the program; `redaction` hides what it is told at all times.
    init(
        _ program: HashedProgram, _ order: ProgramOrder, name: String,
        hiding redaction: Redaction = Redaction([])
    ) throws(ProviderFailure) {
        self.name = name
        limits = order.limits
        self.redaction = redaction
        let child = try ChildProcess.start(program, order)
        let exchange = LineExchange(child, answerBytesMax: limits.answerMebibytes << 20)
        conversation = Mutex(Conversation(child: child, exchange: exchange))
    }

    deinit {
        conversation.withLock { conversation in
            if !conversation.hasEnded {
                _ = Self.end(&conversation, graceMilliseconds: Self.graceMilliseconds)
            }
        }
    }

    /// Whether nothing more can be asked.
    var hasEnded: Bool { conversation.withLock { $0.hasEnded } }

    /// The result of one call. `secrets` are those that the call itself holds.
    func answer(
        to call: ProgramCall, secrets: [SecretValue] = []
    ) throws(ProviderFailure) -> Value {
        let hidden = redaction.adding(secrets)
        let answer = conversation.withLock { conversation in
            do throws(ProgramFault) {
                return try exchanged(call, &conversation)
            } catch {
                return .failure(failure(of: error, to: call, &conversation, hidden))
            }
        }
        return try answer.mapError { $0.shown(hidden) }.get()
    }

    private func exchanged(
        _ call: ProgramCall, _ conversation: inout Conversation
    ) throws(ProgramFault) -> Result<Value, ProviderFailure> {
        guard !conversation.hasEnded else { throw .ended }
        conversation.requestCount += 1
        let line = try conversation.exchange.answer(
            to: call.line(id: conversation.requestCount), timeoutSeconds: limits.timeoutSeconds)
        return try ProgramAnswer.read(line, id: conversation.requestCount)
    }

    /// Ends the program; its own last words stand in the failure.
    private func failure(
        of fault: ProgramFault, to call: ProgramCall, _ conversation: inout Conversation,
        _ hidden: Redaction
    ) -> ProviderFailure {
        let grace = fault == .ended ? Self.graceMilliseconds : 0
        let end = conversation.hasEnded ? "" : Self.end(&conversation, graceMilliseconds: grace)
        let said = conversation.exchange.words.quoted(hidden)
        let words = [
            "`\(call.method.rawValue)`: the program `\(name)` \(fault.words(limits))",
            end, said.isEmpty ? "it said nothing" : "it said: \(said)",
        ]
        return ProviderFailure(
            fault.kind, words.filter { !$0.isEmpty }.joined(separator: "; "),
            isTransient: fault.mayPass && call.method.isRepeatable)
    }

    private static func end(
        _ conversation: inout Conversation, graceMilliseconds: Int32
    ) -> String {
        let words = conversation.child.end(graceMilliseconds: graceMilliseconds)
        conversation.exchange.readLastWords()
        conversation.child.closeStreams()
        conversation.hasEnded = true
        return words
    }
}

extension ProviderFailure {
    private static let wordsMax = 2000

    /// Without secrets, in one line, and not longer than people read.
    func shown(_ redaction: Redaction) -> ProviderFailure {
        func cut(_ text: String) -> String {
            let line = ProgramWords.printable(redaction.redacted(text))
            return line.count > Self.wordsMax ? "\(line.prefix(Self.wordsMax))…" : line
        }
        return ProviderFailure(
            kind, cut(words), help: help.map(cut), isTransient: isTransient)
    }
}

extension Presence {
    func shown(_ redaction: Redaction) -> Presence {
        guard case .unreadable(let failure) = self else { return self }
        return .unreadable(failure.shown(redaction))
    }
}
