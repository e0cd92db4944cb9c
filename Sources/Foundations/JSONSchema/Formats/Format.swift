// SPDX-License-Identifier: Apache-2.0

import Patterns

/// The formats of JSON Schema Validation 2020-12, section 7.3.
enum Format: String, Sendable, CaseIterable {
    case date
    case time
    case dateTime = "date-time"
    case duration
    case email
    case internationalEmail = "idn-email"
    case hostname
    case internationalHostname = "idn-hostname"
    case ipv4
    case ipv6
    case uri
    case uriReference = "uri-reference"
    case iri
    case iriReference = "iri-reference"
    case uriTemplate = "uri-template"
    case uuid
    case jsonPointer = "json-pointer"
    case relativeJSONPointer = "relative-json-pointer"
    case regex

    func isValid(_ text: String) -> Bool {
        switch self {
        case .date: DateTimeFormats.isDate(text)
        case .time: DateTimeFormats.isTime(text)
        case .dateTime: DateTimeFormats.isDateTime(text)
        case .duration: DateTimeFormats.isDuration(text)
        case .email: EmailFormats.isEmail(text, international: false)
        case .internationalEmail: EmailFormats.isEmail(text, international: true)
        case .hostname: HostnameFormats.isHostname(text)
        case .internationalHostname: HostnameFormats.isInternationalHostname(text)
        case .ipv4: AddressFormats.isIPv4(text.utf8)
        case .ipv6: AddressFormats.isIPv6(text.utf8)
        case .uri: URIFormats.isURI(text, international: false)
        case .uriReference: URIFormats.isReference(text, international: false)
        case .iri: URIFormats.isURI(text, international: true)
        case .iriReference: URIFormats.isReference(text, international: true)
        case .uriTemplate: URIFormats.isTemplate(text)
        case .uuid: AddressFormats.isUUID(text.utf8)
        case .jsonPointer: JSONPointer.tokens(of: text) != nil
        case .relativeJSONPointer: Self.isRelativePointer(text)
        case .regex: Pattern.syntaxError(in: text, dialect: .ecma262) == nil
        }
    }

    /// What the format describes, with an article.
    var words: String {
        switch self {
        case .date: "a date such as 2026-03-01"
        case .time: "a time such as 08:30:00Z"
        case .dateTime: "a date and time such as 2026-03-01T08:30:00Z"
        case .duration: "a duration such as P3D"
        case .email, .internationalEmail: "a mail address"
        case .hostname, .internationalHostname: "a host name"
        case .ipv4: "an IPv4 address"
        case .ipv6: "an IPv6 address"
        case .uri, .iri: "an absolute URI"
        case .uriReference, .iriReference: "a URI or a relative reference"
        case .uriTemplate: "a URI template"
        case .uuid: "a UUID"
        case .jsonPointer: "a JSON Pointer"
        case .relativeJSONPointer: "a relative JSON Pointer"
        case .regex: "a regular expression of ECMA-262"
        }
    }

    /// draft-bhutton-relative-json-pointer-00: a number without leading zeros, an index
    /// manipulation, then `#` or a JSON Pointer.
    private static func isRelativePointer(_ text: String) -> Bool {
        var rest = Substring(text)
        guard takeNumber(&rest) else { return false }
        if let sign = rest.utf8.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
            rest = rest.dropFirst()
            guard rest.utf8.first != UInt8(ascii: "0"), takeNumber(&rest) else { return false }
        }
        return rest == "#" || JSONPointer.tokens(of: String(rest)) != nil
    }

    private static func takeNumber(_ rest: inout Substring) -> Bool {
        let digits = rest.utf8.prefix { (0x30...0x39).contains($0) }
        guard !digits.isEmpty, digits.count == 1 || digits.first != 0x30 else { return false }
        rest = rest[digits.endIndex...]
        return true
    }
}
