// SPDX-License-Identifier: Apache-2.0

/// A message as it was received: RFC 1035, section 4.1, or RFC 2136, section 2, whose sections have other names
/// and the same form. It judges the form alone, and verifies no signature.
struct WireMessage: Sendable {
    struct Question: Hashable, Sendable {
        let name: DomainName
        let type: UInt16
        let questionClass: UInt16
    }

    let identifier: UInt16
    let flags: UInt16
    let questions: [Question]
    /// Answers, authorities and additional records; in an update prerequisites, updates and additional records.
    let sections: [[WireRecord]]
    /// Where the signature's record begins, which has to be the last.
    let signatureStart: Int?

    var answers: [WireRecord] { sections[0] }
    var isResponse: Bool { flags & 0x8000 != 0 }
    var isTruncated: Bool { flags & 0x0200 != 0 }
    var operation: UInt16 { flags >> 11 & 0xF }
    var code: ResponseCode { ResponseCode(rawValue: flags & 0xF) }

    var signature: WireRecord? { signatureStart == nil ? nil : sections[2].last }

    init(_ bytes: [UInt8]) throws(WireProblem) {
        let result: Result<WireMessage, WireProblem> = bytes.withUnsafeBufferPointer { buffer in
            var reader = MessageReader(bytes: buffer)
            do throws(WireProblem) {
                return .success(try WireMessage(&reader))
            } catch {
                return .failure(error)
            }
        }
        self = try result.get()
    }

    private init(_ reader: inout MessageReader) throws(WireProblem) {
        identifier = try reader.number()
        flags = try reader.number()
        var counts: [UInt16] = []
        for _ in 0..<4 { counts.append(try reader.number()) }
        var questions: [Question] = []
        for _ in 0..<counts[0] { questions.append(try reader.question()) }
        var sections: [[WireRecord]] = []
        var signatureStart: Int?
        for count in counts.dropFirst() {
            var records: [WireRecord] = []
            for _ in 0..<count {
                let start = reader.position
                let record = try reader.record()
                guard signatureStart == nil else {
                    throw WireProblem("a record follows the signature")
                }
                if record.type == WireCode.signature { signatureStart = start }
                records.append(record)
            }
            sections.append(records)
        }
        guard reader.isAtEnd else { throw WireProblem("bytes follow the message") }
        if signatureStart != nil, sections[2].last?.type != WireCode.signature {
            throw WireProblem("the signature stands in a wrong section")
        }
        self.questions = questions
        self.sections = sections
        self.signatureStart = signatureStart
    }
}

/// Reads a message from its front. It lives no longer than the bytes that it is given.
private struct MessageReader {
    /// Types whose data holds names that may be compressed: RFC 3597, section 4.
    private static let withNames: Set<UInt16> = [2, 5, 6, 12, 15, 33]

    let bytes: UnsafeBufferPointer<UInt8>
    private(set) var position = 0

    init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }

    mutating func number() throws(WireProblem) -> UInt16 {
        guard bytes.count - position >= 2 else { throw WireProblem("the message is cut off") }
        defer { position += 2 }
        return UInt16(bytes[position]) << 8 | UInt16(bytes[position + 1])
    }

    private mutating func name() throws(WireProblem) -> DomainName {
        var name = try LibLDNS.name(in: bytes, at: &position)[...]
        do throws(DomainName.Problem) {
            return try DomainName(takenFrom: &name)
        } catch {
            throw WireProblem(error.message)
        }
    }

    mutating func question() throws(WireProblem) -> WireMessage.Question {
        WireMessage.Question(name: try name(), type: try number(), questionClass: try number())
    }

    mutating func record() throws(WireProblem) -> WireRecord {
        let owner = try name()
        let type = try number()
        let recordClass = try number()
        let ttl = UInt32(try number()) << 16 | UInt32(try number())
        return WireRecord(
            owner, type: type, class: recordClass, ttl: ttl, data: try data(ofType: type))
    }

    private mutating func data(ofType type: UInt16) throws(WireProblem) -> [UInt8] {
        let start = position
        let end = Int(try number()) + position
        guard end <= bytes.count else { throw WireProblem("a record is cut off") }
        if position == end || !Self.withNames.contains(type) {
            defer { position = end }
            return Array(bytes[position..<end])
        }
        position = start
        let data = try LibLDNS.data(ofType: type, in: bytes, at: &position)
        guard position == end else { throw WireProblem("a record has another length than it says") }
        return data
    }
}
