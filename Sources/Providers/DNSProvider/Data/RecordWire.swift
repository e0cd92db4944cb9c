// SPDX-License-Identifier: Apache-2.0

import Values

/// Values given as bytes, by a message or in a zone file, `\# 4 c0000201`: RFC 3597, section 5. It reads them
/// only.
struct RecordWire {
    typealias Problem = RecordData.Problem

    private var bytes: ArraySlice<UInt8>

    /// `tokens` are those after `\#`: the count, then hexadecimal words.
    static func read(
        _ kind: RecordKind, _ tokens: ArraySlice<ZoneToken>
    ) throws(Problem) -> RecordData {
        let digits = tokens.dropFirst().map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
        guard let count = tokens.first.flatMap({ Int(String(decoding: $0.bytes, as: UTF8.self)) }),
            let bytes = [UInt8](hex: digits), bytes.count == count
        else { throw Problem("the bytes after `\\#` are not as many as stated") }
        return try read(kind, bytes[...])
    }

    /// Exactly these bytes, as a message carries them when its names are not compressed.
    static func read(
        _ kind: RecordKind, _ bytes: ArraySlice<UInt8>
    ) throws(Problem) -> RecordData {
        var wire = RecordWire(bytes: bytes)
        let data = try wire.data(kind)
        guard wire.bytes.isEmpty else { throw Problem("more bytes follow the value") }
        return data
    }

    private mutating func data(_ kind: RecordKind) throws(Problem) -> RecordData {
        switch kind {
        case .a: return .version4(Array(try take(4)))
        case .aaaa:
            var groups: [UInt16] = []
            for _ in 0..<8 { groups.append(try number()) }
            return .version6(groups)
        case .cname, .ns, .ptr: return .name(try name())
        case .mx: return .mail(preference: try number(), try name())
        case .srv:
            return .service(
                priority: try number(), weight: try number(), port: try number(), try name())
        case .caa:
            let flags = UInt8(try take(1).first ?? 0)
            let tag = String(decoding: try string(), as: UTF8.self).lowercased()
            return .authority(flags: flags, tag: tag, value: Array(try take(bytes.count)))
        case .txt:
            var text = Array(try string())
            while !bytes.isEmpty { text += try string() }
            return .text(text)
        }
    }

    private mutating func take(_ count: Int) throws(Problem) -> ArraySlice<UInt8> {
        guard bytes.count >= count else { throw Problem("the bytes of the value are cut off") }
        defer { bytes = bytes.dropFirst(count) }
        return bytes.prefix(count)
    }

    private mutating func number() throws(Problem) -> UInt16 {
        try take(2).reduce(0) { $0 << 8 | UInt16($1) }
    }

    private mutating func string() throws(Problem) -> ArraySlice<UInt8> {
        try take(Int(try take(1).first ?? 0))
    }

    /// Without compression: RFC 3597, section 4.
    private mutating func name() throws(Problem) -> DomainName {
        do throws(DomainName.Problem) {
            return try DomainName(takenFrom: &bytes)
        } catch {
            throw Problem(error.message)
        }
    }
}
