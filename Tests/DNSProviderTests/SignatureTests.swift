// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import Values

@testable import DNSProvider

/// Answers that are not signed as RFC 8945 asks.
@Suite struct SignatureTests {
    private static let now: Int64 = 1_795_000_000
    private static let key = TransactionKey(
        name: DomainName(canonical: "burnham"), algorithm: .sha256,
        secret: Array("a secret of some bytes".utf8))
    private static let question = WireMessage.Question(
        name: DomainName(canonical: "city.example"), type: 252, questionClass: 1)

    /// A message as a server signs it, over what came before.
    private static func signed(
        after code: [UInt8], unsigned: [[UInt8]] = [], key: TransactionKey = key,
        at seconds: Int64 = now, isFirst: Bool = true
    ) -> (bytes: [UInt8], code: [UInt8]) {
        var writer = answer()
        var signature = SignatureRecord(key, time: UInt64(seconds), fudge: 300, identifier: 7)
        let prior = [UInt8(code.count >> 8), UInt8(code.count & 0xFF)] + code
        signature.code = key.code(
            of: prior + unsigned.flatMap(\.self) + writer.bytes
                + (isFirst ? signature.variables : signature.timers))
        writer.append(signature.record, section: 2)
        return (writer.bytes, signature.code)
    }

    private static func answer() -> MessageWriter {
        var writer = MessageWriter(identifier: 7, operation: 0, question: question)
        writer.append(
            WireRecord(question.name, type: 1, ttl: 60, data: [192, 0, 2, 1]), section: 0)
        return writer
    }

    private static func asked() throws -> (exchange: SignedExchange, code: [UInt8]) {
        var message = MessageWriter(identifier: 7, operation: 0, question: question)
        let exchange = SignedExchange(signing: &message, with: key, at: now, subject: "it")
        let record = try #require(try WireMessage(message.bytes).signature)
        return (exchange, try SignatureRecord(record).code)
    }

    private static func failure(
        _ exchange: inout SignedExchange, _ bytes: [UInt8], isLast: Bool = true
    ) throws -> ProviderFailure? {
        failure(&exchange, try WireMessage(bytes), bytes, isLast: isLast)
    }

    private static func failure(
        _ exchange: inout SignedExchange, _ message: WireMessage, _ bytes: [UInt8],
        isLast: Bool = true
    ) -> ProviderFailure? {
        do throws(ProviderFailure) {
            try exchange.verify(message, bytes, isLast: isLast, at: now)
            return nil
        } catch {
            return error
        }
    }

    @Test func aGoodAnswerIsTaken() throws {
        var (exchange, code) = try Self.asked()
        let answer = Self.signed(after: code, at: Self.now + 20)
        #expect(try Self.failure(&exchange, answer.bytes) == nil)
        #expect(exchange.clockSkewSeconds == 20)
    }

    @Test func aTransferIsVerifiedAsAWhole() throws {
        var (exchange, code) = try Self.asked()
        let first = Self.signed(after: code)
        let between = Self.answer().bytes
        let last = Self.signed(after: first.code, unsigned: [between, between], isFirst: false)
        #expect(try Self.failure(&exchange, first.bytes, isLast: false) == nil)
        #expect(try Self.failure(&exchange, between, isLast: false) == nil)
        #expect(try Self.failure(&exchange, between, isLast: false) == nil)
        #expect(try Self.failure(&exchange, last.bytes) == nil)
    }

    @Test func whatWasPutInBetweenIsFound() throws {
        var (exchange, code) = try Self.asked()
        let first = Self.signed(after: code)
        let last = Self.signed(after: first.code, isFirst: false)
        #expect(try Self.failure(&exchange, first.bytes, isLast: false) == nil)
        #expect(try Self.failure(&exchange, Self.answer().bytes, isLast: false) == nil)
        #expect(try Self.failure(&exchange, last.bytes)?.words.contains("does not verify") == true)
    }

    @Test func aTransferMayNotEndUnsigned() throws {
        var (exchange, code) = try Self.asked()
        #expect(try Self.failure(&exchange, Self.signed(after: code).bytes, isLast: false) == nil)
        let failure = try Self.failure(&exchange, Self.answer().bytes)
        #expect(failure?.words == "the server does not sign its answers with the key `burnham`")
        #expect(failure?.kind == .denied && failure?.isTransient == false)
    }

    @Test func everyByteCounts() throws {
        let (asked, code) = try Self.asked()
        let good = Self.signed(after: code).bytes
        for index in good.indices where index > 1 {
            var bytes = good
            bytes[index] ^= 1
            guard let message = try? WireMessage(bytes) else { continue }
            var exchange = asked
            let failure = Self.failure(&exchange, message, bytes)
            #expect(failure != nil, "byte \(index)")
        }
    }

    @Test func anotherKeyAlgorithmTimeOrQuestionIsRefused() throws {
        let (asked, code) = try Self.asked()
        let name = TransactionKey(
            name: DomainName(canonical: "other"), algorithm: .sha256,
            secret: Array("a secret of some bytes".utf8))
        let algorithm = TransactionKey(
            name: Self.key.name, algorithm: .sha512, secret: Array("a secret of some bytes".utf8))
        let answers = [
            Self.signed(after: code, key: name), Self.signed(after: code, key: algorithm),
            Self.signed(after: code, at: Self.now - 301),
            Self.signed(after: [1] + code.dropFirst()),
            Self.signed(after: code, isFirst: false),
        ]
        for answer in answers {
            var exchange = asked
            #expect(try Self.failure(&exchange, answer.bytes)?.kind == .denied)
        }
    }
}
