// SPDX-License-Identifier: Apache-2.0

/// One value of a record set, understood: RFC 1035, 3596 (AAAA), 2782 (SRV), 8659 (CAA).
enum RecordData: Hashable, Sendable {
    case version4([UInt8])
    case version6([UInt16])
    /// CNAME, NS, PTR.
    case name(DomainName)
    case mail(preference: UInt16, DomainName)
    case service(priority: UInt16, weight: UInt16, port: UInt16, DomainName)
    case authority(flags: UInt8, tag: String, value: [UInt8])
    case text([UInt8])

    /// What is wrong with a value.
    struct Problem: Error {
        let message: String

        init(_ message: String) { self.message = message }
    }

    static let textBytesMax = 65_000
    static let stringBytesMax = 255

    /// As zone files have it; relative names are below `origin`.
    init(
        _ kind: RecordKind, _ tokens: ArraySlice<ZoneToken>, origin: DomainName
    ) throws(Problem) {
        if let first = tokens.first, first.isWord("\\#") {
            self = try RecordWire.read(kind, tokens.dropFirst())
            return
        }
        var words = RecordWords(tokens: tokens, origin: origin)
        self = try Self.read(kind, from: &words)
        guard words.isAtEnd else { throw Problem("more follows the value of \(kind.rawValue)") }
    }

    /// As the catalog has it: names are absolute, TXT is plain text.
    init(_ kind: RecordKind, catalog text: String) throws(Problem) {
        if kind == .txt {
            guard text.utf8.count <= Self.textBytesMax else {
                throw Problem("the text has \(text.utf8.count) bytes; 65000 are the most")
            }
            self = .text(Array(text.utf8))
            return
        }
        var scanner = ZoneScanner(Array(text.utf8))
        let entry: ScannedEntry?
        do throws(ZoneProblem) {
            entry = try scanner.next()
        } catch {
            throw Problem(error.message)
        }
        guard let entry, scanner.isAtEnd, entry.comment == nil, !entry.hasParentheses,
            !text.utf8.contains(UInt8(ascii: "\n")), entry.tokens.first?.isWord("\\#") == false
        else { throw Problem("`\(Self.shown(text))` is no value of \(kind.rawValue)") }
        try self.init(kind, entry.tokens[...], origin: .root)
    }

    static func shown(_ text: String) -> String {
        let escaped = text.prefix(200).debugDescription
        return String(escaped.dropFirst().dropLast())
    }

    private static func read(
        _ kind: RecordKind, from words: inout RecordWords
    ) throws(Problem) -> RecordData {
        switch kind {
        case .a:
            let word = try words.next("an IPv4 address")
            guard let address = IPAddress.version4(word.bytes) else {
                throw Problem("`\(word.shown)` is no IPv4 address")
            }
            return .version4(address)
        case .aaaa:
            let word = try words.next("an IPv6 address")
            guard let address = IPAddress.version6(word.bytes) else {
                throw Problem("`\(word.shown)` is no IPv6 address")
            }
            return .version6(address)
        case .cname, .ns, .ptr: return .name(try words.name())
        case .mx: return .mail(preference: try words.number("a preference"), try words.name())
        case .srv:
            return .service(
                priority: try words.number("a priority"), weight: try words.number("a weight"),
                port: try words.number("a port"), try words.name())
        case .caa:
            return .authority(
                flags: try words.number("flags"), tag: try words.tag(), value: try words.value())
        case .txt: return .text(try words.strings())
        }
    }

    /// As `values` holds it: the canonical form, without line ends and final dots. TXT is plain text;
    /// bytes that are no UTF-8 are escaped in decimal.
    var catalogText: String {
        switch self {
        case .version4(let bytes): IPAddress.text4(bytes)
        case .version6(let groups): IPAddress.text6(groups)
        case .name(let name): name.text
        case .mail(let preference, let name): "\(preference) \(name.text)"
        case .service(let priority, let weight, let port, let name):
            "\(priority) \(weight) \(port) \(name.text)"
        case .authority(let flags, let tag, let value): "\(flags) \(tag) \(Self.quoted(value))"
        case .text(let bytes): Self.plain(bytes)
        }
    }

    /// As zone files have it, on one line.
    var zoneText: String {
        switch self {
        case .version4, .version6, .authority: return catalogText
        case .name(let name): return name.absoluteText
        case .mail(let preference, let name): return "\(preference) \(name.absoluteText)"
        case .service(let priority, let weight, let port, let name):
            return "\(priority) \(weight) \(port) \(name.absoluteText)"
        case .text(let bytes):
            var strings: [String] = []
            for start in stride(from: 0, to: bytes.count, by: Self.stringBytesMax) {
                let end = min(start + Self.stringBytesMax, bytes.count)
                strings.append(Self.quoted(bytes[start..<end]))
            }
            return strings.isEmpty ? "\"\"" : strings.joined(separator: " ")
        }
    }

    /// The name that the value points to.
    var target: DomainName? {
        switch self {
        case .name(let name), .mail(_, let name), .service(_, _, _, let name): name
        case .version4, .version6, .authority, .text: nil
        }
    }

    private static func quoted(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        PresentationText.append(quoted: bytes, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    private static func plain(_ bytes: [UInt8]) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        return bytes.map {
            $0 < 0x80
                ? String(Unicode.Scalar($0)) : "\\\($0 / 100)\($0 / 10 % 10)\($0 % 10)"
        }.joined()
    }
}
