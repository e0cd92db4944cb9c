// SPDX-License-Identifier: Apache-2.0

/// A line that brings in records which the file itself does not show: `$INCLUDE` (RFC 1035, section 5.1) or
/// BIND's `$GENERATE`. It is not carried out: names that may come from it can't be read, nor managed.
struct ZoneGenerator: Sendable {
    private enum Pattern: Sendable {
        /// Every name in a domain, of every type.
        case below(DomainName)
        /// Names that begin and end like this, of one type. Between stand digits, or with modifiers
        /// hexadecimal digits, dots and signs.
        case between(prefix: String, suffix: String, isPlain: Bool, type: String)
    }

    let line: Int
    let directive: String
    private let pattern: Pattern

    /// `$INCLUDE file [origin]`
    init(include tokens: ArraySlice<ZoneToken>, line: Int, origin: DomainName) throws(ZoneProblem) {
        guard (1...2).contains(tokens.count) else {
            throw ZoneProblem(line: line, message: "`$INCLUDE` takes a file and may take an origin")
        }
        var origin = origin
        if tokens.count == 2, let last = tokens.last {
            do throws(DomainName.Problem) {
                origin = try DomainName(last.bytes, origin: origin)
            } catch {
                throw ZoneProblem(line: line, message: "`\(last.shown)`: \(error.message)")
            }
        }
        self.line = line
        directive = "$INCLUDE"
        pattern = .below(origin)
    }

    /// `$GENERATE range lhs [ttl] [class] type rhs`
    init(generate tokens: ArraySlice<ZoneToken>, line: Int, origin: DomainName) throws(ZoneProblem)
    {
        let words = Array(tokens)
        guard words.count >= 4,
            let type = words[2...].lazy.compactMap({
                RecordTypeName.read($0.bytes)
            }).first
        else {
            throw ZoneProblem(
                line: line, message: "`$GENERATE` takes a range, a name, a type and a value")
        }
        self.line = line
        directive = "$GENERATE"
        pattern = Self.pattern(of: words[1].bytes, type, origin)
    }

    /// The text before the first `$` and after the last one with its modifiers.
    private static func pattern(
        of template: ArraySlice<UInt8>, _ type: String, _ origin: DomainName
    ) -> Pattern {
        let dollar = UInt8(ascii: "$")
        let text = template.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        guard let first = text.firstIndex(of: dollar), let last = text.lastIndex(of: dollar),
            !text.contains(UInt8(ascii: "\\"))
        else { return .below(origin) }
        var rest = text[(last + 1)...]
        var isPlain = first == last
        if rest.first == UInt8(ascii: "{") {
            guard let end = rest.firstIndex(of: UInt8(ascii: "}")) else { return .below(origin) }
            rest = rest[(end + 1)...]
            isPlain = false
        }
        var suffix = String(decoding: rest, as: UTF8.self)
        if suffix.hasSuffix(".") {
            suffix.removeLast()
        } else if !origin.isRoot {
            suffix += ".\(origin.text)"
        }
        let prefix = String(decoding: text[..<first], as: UTF8.self)
        return .between(prefix: prefix, suffix: suffix, isPlain: isPlain, type: type)
    }

    func mayMake(_ name: DomainName, _ type: String) -> Bool {
        switch pattern {
        case .below(let origin): return name.isIn(origin)
        case .between(let prefix, let suffix, let isPlain, let madeType):
            let text = name.text.utf8
            guard type == madeType, text.count > prefix.utf8.count + suffix.utf8.count,
                text.starts(with: prefix.utf8), text.reversed().starts(with: suffix.utf8.reversed())
            else { return false }
            return text.dropFirst(prefix.utf8.count).dropLast(suffix.utf8.count).allSatisfy {
                (0x30...0x39).contains($0)
                    || !isPlain
                        && ((0x61...0x66).contains($0) || $0 == UInt8(ascii: ".")
                            || $0 == UInt8(ascii: "-"))
            }
        }
    }
}
