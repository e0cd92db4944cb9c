// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// What a server is asked or told in one message.
struct ServerRequest: Sendable {
    let operation: UInt16
    let question: WireMessage.Question
    var prerequisites: [WireRecord] = []
    var updates: [WireRecord] = []

    /// All of a zone: RFC 5936.
    static func transfer(of zone: DomainName) -> ServerRequest {
        ServerRequest(
            operation: WireCode.query,
            question: .init(
                name: zone, type: WireCode.transfer, questionClass: WireCode.internet))
    }

    /// A change of a zone: RFC 2136. Without records it changes nothing, and is answered as one that does.
    static func update(
        of zone: DomainName, prerequisites: [WireRecord] = [], updates: [WireRecord] = []
    ) -> ServerRequest {
        ServerRequest(
            operation: WireCode.update,
            question: .init(
                name: zone, type: WireCode.authority, questionClass: WireCode.internet),
            prerequisites: prerequisites, updates: updates)
    }

    /// What most servers say of themselves.
    static let version = ServerRequest(
        operation: WireCode.query,
        question: .init(
            name: DomainName(canonical: "version.bind"), type: RecordKind.txt.number,
            questionClass: WireCode.chaos))

    /// For messages.
    var subject: String {
        if operation == WireCode.update { return "the update of `\(question.name)`" }
        let isTransfer = question.type == WireCode.transfer
        return "the \(isTransfer ? "transfer of" : "question for") `\(question.name)`"
    }

    func message(identifier: UInt16) -> MessageWriter {
        var writer = MessageWriter(
            identifier: identifier, operation: operation, question: question)
        for record in prerequisites { writer.append(record, section: 0) }
        for record in updates { writer.append(record, section: 1) }
        return writer
    }
}

/// Takes the answers to one request.
protocol AnswerTaker {
    /// Whether this was the last one. What was taken counts only when its signature is verified.
    mutating func take(_ answer: WireMessage) -> Bool

    /// After the last one: what is wrong with them all.
    func finish() throws(ProviderFailure)
}

/// The one answer to a request that is answered by one.
struct SingleAnswer: AnswerTaker {
    private(set) var code = ResponseCode.serverFailure
    private(set) var records: [WireRecord] = []

    mutating func take(_ answer: WireMessage) -> Bool {
        code = answer.code
        records = answer.answers
        return true
    }

    func finish() {}
}
