// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// A zone on its way from its server, message by message: RFC 5936. Only a transfer that came to its end, the SOA
/// record with which it began, is a zone.
struct ZoneTransfer: AnswerTaker {
    private(set) var image: ZoneImage
    private var start: WireRecord?
    private var isComplete = false
    private var problem: ProviderFailure?

    init(_ zone: DomainName) { image = ZoneImage(zone) }

    mutating func take(_ answer: WireMessage) -> Bool {
        guard answer.code == .done else {
            problem = answer.code.failure(ServerRequest.transfer(of: image.zone).subject)
            return true
        }
        if answer.answers.isEmpty { return end("an empty message") }
        for record in answer.answers {
            if isComplete { return end("more after its end") }
            guard let start else {
                guard isAuthority(record) else { return end("no SOA record at its begin") }
                start = record
                continue
            }
            if isAuthority(record) {
                guard record.data == start.data else { return end("two SOA records") }
                isComplete = true
            } else if record.recordClass == WireCode.internet {
                guard record.owner.isIn(image.zone) else { return end("a name of another zone") }
                image.add(record)
            }
        }
        return isComplete
    }

    private func isAuthority(_ record: WireRecord) -> Bool {
        record.type == WireCode.authority && record.owner == image.zone
    }

    private mutating func end(_ what: String) -> Bool {
        problem = ProviderFailure(
            .unreachable, "the transfer of `\(image.zone)` has \(what)", isTransient: true)
        return true
    }

    func finish() throws(ProviderFailure) {
        if let problem { throw problem }
    }
}
