// SPDX-License-Identifier: Apache-2.0

/// The words of one value, taken one after the other. It does not know which type they belong to.
struct RecordWords {
    typealias Problem = RecordData.Problem

    private var tokens: ArraySlice<ZoneToken>
    private let origin: DomainName

    init(tokens: ArraySlice<ZoneToken>, origin: DomainName) {
        self.tokens = tokens
        self.origin = origin
    }

    var isAtEnd: Bool { tokens.isEmpty }

    mutating func next(_ wanted: String) throws(Problem) -> ZoneToken {
        guard let token = tokens.popFirst() else { throw Problem("\(wanted) is missing") }
        return token
    }

    mutating func number<Number: FixedWidthInteger>(_ wanted: String) throws(Problem) -> Number {
        let token = try next(wanted)
        guard !token.isQuoted, token.bytes.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = Number(String(decoding: token.bytes, as: UTF8.self))
        else { throw Problem("`\(token.shown)` is not \(wanted) from 0 to \(Number.max)") }
        return number
    }

    mutating func name() throws(Problem) -> DomainName {
        let token = try next("a name")
        if token.isWord("@") { return origin }
        do throws(DomainName.Problem) {
            return try DomainName(token.bytes, origin: origin)
        } catch {
            throw Problem("`\(token.shown)`: \(error.message)")
        }
    }

    /// RFC 8659, section 4.1: letters and digits, without case.
    mutating func tag() throws(Problem) -> String {
        let token = try next("a tag")
        let tag = String(decoding: token.bytes, as: UTF8.self).lowercased()
        guard (1...15).contains(tag.utf8.count),
            tag.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) })
        else { throw Problem("`\(token.shown)` is no tag of letters and digits") }
        return tag
    }

    mutating func value() throws(Problem) -> [UInt8] {
        try string(try next("a value"))
    }

    /// Every word that is left, joined.
    mutating func strings() throws(Problem) -> [UInt8] {
        var bytes = try string(try next("a text"), max: 255)
        while let token = tokens.popFirst() { bytes += try string(token, max: 255) }
        return bytes
    }

    private func string(
        _ token: ZoneToken, max: Int = RecordData.textBytesMax
    ) throws(Problem) -> [UInt8] {
        guard let bytes = PresentationText.unescaped(token.bytes) else {
            throw Problem("`\(token.shown)` holds an escape that is none")
        }
        guard bytes.count <= max else {
            throw Problem("a text has \(bytes.count) bytes; \(max) are the most")
        }
        return bytes
    }
}

extension ZoneToken {
    /// For messages: one line, not too long.
    var shown: String { RecordData.shown(String(decoding: bytes.prefix(200), as: UTF8.self)) }
}
