// SPDX-License-Identifier: Apache-2.0

import Patterns
import Values

/// URIs and IRIs by the grammars of RFC 3986 and RFC 3987, URI templates by that of RFC 6570.
enum URIFormats {
    /// An absolute URI, with or without a fragment.
    static func isURI(_ text: String, international: Bool) -> Bool {
        URIReference(text).scheme != nil && isReference(text, international: international)
    }

    static func isReference(_ text: String, international: Bool) -> Bool {
        let parts = URIReference(text)
        func follows(_ part: String, _ extra: Set<UInt8>) -> Bool {
            isText(part.utf8, extra, international)
        }
        // A relative path whose first segment has a colon would be read as a scheme.
        if parts.scheme == nil, parts.authority == nil {
            let first = parts.path.utf8.prefix { $0 != UInt8(ascii: "/") }
            guard !first.contains(UInt8(ascii: ":")) else { return false }
        }
        return follows(parts.path, pathSigns) && follows(parts.query ?? "", querySigns)
            && follows(parts.fragment ?? "", querySigns)
            && (parts.authority.map { isAuthority($0, international) } ?? true)
    }

    private static func isAuthority(_ text: String, _ international: Bool) -> Bool {
        var host = Substring(text)
        if let at = host.utf8.lastIndex(of: UInt8(ascii: "@")) {
            guard isText(host[..<at].utf8, userSigns, international) else { return false }
            host = host[host.utf8.index(after: at)...]
        }
        if host.utf8.first == UInt8(ascii: "[") {
            guard let end = host.utf8.lastIndex(of: UInt8(ascii: "]")) else { return false }
            let address = host[host.utf8.index(after: host.startIndex)..<end]
            return isPort(host[host.utf8.index(after: end)...])
                && (AddressFormats.isIPv6(address.utf8) || isFutureAddress(address))
        }
        let name = host.utf8.prefix { $0 != UInt8(ascii: ":") }
        return isPort(host[name.endIndex...]) && isText(name, [], international)
    }

    /// Nothing, or a colon and digits.
    private static func isPort(_ text: Substring) -> Bool {
        text.isEmpty
            || text.utf8.first == UInt8(ascii: ":")
                && text.utf8.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
    }

    /// IPvFuture of RFC 3986, section 3.2.2.
    private static func isFutureAddress(_ text: Substring) -> Bool {
        guard text.utf8.first.map({ $0 | 0x20 }) == UInt8(ascii: "v"),
            let dot = text.utf8.firstIndex(of: UInt8(ascii: "."))
        else { return false }
        let version = text.utf8[..<dot].dropFirst()
        let rest = text.utf8[text.utf8.index(after: dot)...]
        return !version.isEmpty && version.allSatisfy { hexValue(of: $0) != nil } && !rest.isEmpty
            && !rest.contains(UInt8(ascii: "%")) && isText(rest, userSigns, false)
    }

    private static let userSigns: Set<UInt8> = [UInt8(ascii: ":")]
    private static let pathSigns: Set<UInt8> = [
        UInt8(ascii: ":"), UInt8(ascii: "@"), UInt8(ascii: "/"),
    ]
    private static let querySigns: Set<UInt8> = pathSigns.union([UInt8(ascii: "?")])
    private static let unreservedSigns = Set("-._~!$&'()*+,;=".utf8)

    /// Unreserved characters, sub-delimiters, percent escapes and `extra`.
    private static func isText(
        _ bytes: some Collection<UInt8>, _ extra: Set<UInt8>, _ international: Bool
    ) -> Bool {
        var escapeDigits = 0
        for byte in bytes {
            if escapeDigits > 0 {
                guard hexValue(of: byte) != nil else { return false }
                escapeDigits -= 1
                continue
            }
            switch byte {
            case UInt8(ascii: "%"): escapeDigits = 2
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: continue
            case 0x80...: guard international else { return false }
            default:
                guard unreservedSigns.contains(byte) || extra.contains(byte) else { return false }
            }
        }
        return escapeDigits == 0
    }

    static func isTemplate(_ text: String) -> Bool {
        guard let template else { return false }
        return (try? template.matches(text)) ?? false
    }

    /// RFC 6570, section 2; the apostrophe is a literal by erratum 6937.
    private static let template: Pattern? = {
        let escape = "%[0-9A-Fa-f]{2}"
        let name = "(?:[A-Za-z0-9_]|\(escape))(?:\\.?(?:[A-Za-z0-9_]|\(escape)))*"
        let variable = "\(name)(?:\\*|:[1-9][0-9]{0,3})?"
        let literal = "[!#$&-;=?-\\[\\]_a-z~\\u{a0}-\\u{10ffff}]|\(escape)"
        return try? Pattern(
            "^(?:\(literal)|\\{[+#./;?&=,!@|]?\(variable)(?:,\(variable))*\\})*$",
            dialect: .ecma262)
    }()
}
