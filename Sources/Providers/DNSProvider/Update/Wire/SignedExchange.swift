// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// One question and its answers, signed both ways: RFC 8945. Not by libldns, which takes the algorithm from the
/// answer, compares no time, and can't verify a transfer of which some messages are not signed (section 5.3.1).
struct SignedExchange {
    private static let fudge: UInt16 = 300
    /// Messages without a signature in a row.
    private static let unsignedMax = 99

    private let key: TransactionKey
    private let subject: String
    private let identifier: UInt16
    private var lastCode: [UInt8]
    /// Messages since the last signature.
    private var unsigned: [[UInt8]] = []
    private var isFirst = true
    /// By how many seconds the server's clock is ahead, from its last signature.
    private(set) var clockSkewSeconds: Int64 = 0

    /// Signs `message`, whose additional section is still empty. `subject` says in failures what was asked.
    init(
        signing message: inout MessageWriter, with key: TransactionKey, at seconds: Int64,
        subject: String
    ) {
        self.key = key
        self.subject = subject
        identifier = UInt16(message.bytes[0]) << 8 | UInt16(message.bytes[1])
        var signature = SignatureRecord(
            key, time: UInt64(seconds), fudge: Self.fudge, identifier: identifier)
        signature.code = key.code(of: message.bytes + signature.variables)
        lastCode = signature.code
        message.append(signature.record, section: 2)
    }

    /// What a signature adds to a message at most.
    static func bytesMax(of key: TransactionKey) -> Int {
        2 * DomainName.wireBytesMax + 10 + 16 + 64
    }

    /// Throws for an answer that nobody with the key has signed. A transfer's messages before the last may go
    /// without a signature until one that has it covers them all.
    mutating func verify(
        _ message: WireMessage, _ bytes: [UInt8], isLast: Bool, at seconds: Int64
    ) throws(ProviderFailure) {
        guard let start = message.signatureStart, let record = message.signature else {
            try takeUnsigned(message, bytes, isLast: isLast)
            return
        }
        let signature = try Self.read(record)
        try expectNoError(signature)
        let signed = unsigned.flatMap(\.self) + stripped(bytes, to: start, signature)
        let data =
            Self.counted(lastCode) + signed
            + (isFirst ? signature.variables : signature.timers)
        guard signature.keyName == key.name, signature.algorithm == key.algorithm.name,
            key.isCode(signature.code, of: data)
        else {
            throw Self.failure("an answer's signature does not verify with the key `\(key.name)`")
        }
        clockSkewSeconds = Int64(signature.time) - seconds
        guard abs(clockSkewSeconds) <= Int64(signature.fudge) else {
            throw Self.failure(
                "an answer was signed \(abs(clockSkewSeconds)) seconds away from now")
        }
        lastCode = signature.code
        unsigned = []
        isFirst = false
    }

    private mutating func takeUnsigned(
        _ message: WireMessage, _ bytes: [UInt8], isLast: Bool
    ) throws(ProviderFailure) {
        guard isFirst || isLast || unsigned.count == Self.unsignedMax else {
            unsigned.append(bytes)
            return
        }
        guard message.code == .done else {
            throw message.code.failure("\(subject), signed with the key `\(key.name)`,")
        }
        throw Self.failure("the server does not sign its answers with the key `\(key.name)`")
    }

    private static func read(_ record: WireRecord) throws(ProviderFailure) -> SignatureRecord {
        do throws(WireProblem) {
            return try SignatureRecord(record)
        } catch {
            throw failure(error.message)
        }
    }

    /// Section 5.2: a server that does not take the request's signature says why.
    private func expectNoError(_ signature: SignatureRecord) throws(ProviderFailure) {
        if signature.error == .done { return }
        if signature.error == .badTime {
            let server = signature.other.reduce(0) { $0 << 8 | Int64($1) }
            throw Self.failure(
                "the server does not take the key `\(key.name)`: BADTIME",
                help: "its clock says \(Instant(seconds: server)); clocks may differ by 5 minutes")
        }
        throw Self.failure(
            "\(subject): the server does not take the key `\(key.name)`: \(signature.error)",
            help:
                "the server's configuration has its name, algorithm and secret, and what it may do")
    }

    private static func failure(_ words: String, help: String? = nil) -> ProviderFailure {
        ProviderFailure(.denied, words, help: help)
    }

    /// The message as it was before it was signed: section 4.3.2.
    private func stripped(
        _ bytes: [UInt8], to start: Int, _ signature: SignatureRecord
    ) -> [UInt8] {
        var message = Array(bytes[..<start])
        message[0] = UInt8(signature.identifier >> 8)
        message[1] = UInt8(signature.identifier & 0xFF)
        let count = UInt16(message[10]) << 8 | UInt16(message[11]) - 1
        message[10] = UInt8(count >> 8)
        message[11] = UInt8(count & 0xFF)
        return message
    }

    private static func counted(_ code: [UInt8]) -> [UInt8] {
        [UInt8(code.count >> 8), UInt8(code.count & 0xFF)] + code
    }
}
