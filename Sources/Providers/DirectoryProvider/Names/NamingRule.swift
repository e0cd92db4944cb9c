// SPDX-License-Identifier: Apache-2.0

/// How values of one attribute type compare inside names: by caseIgnoreMatch (RFC 4517, section 4.2.11,
/// with the preparation of RFC 4518) for the types that name entries in practice, byte by byte for those
/// that are not known here.
struct NamingRule {
    /// The short name in lower case; nil for a type that is not known here.
    private let name: StaticString?

    /// RFC 4519 and RFC 4524: short name, other names, object identifier.
    private static let types: [(name: StaticString, others: [StaticString])] = [
        ("dc", ["domaincomponent", "0.9.2342.19200300.100.1.25"]),
        ("ou", ["organizationalunitname", "2.5.4.11"]),
        ("uid", ["userid", "0.9.2342.19200300.100.1.1"]),
        ("cn", ["commonname", "2.5.4.3"]),
        ("o", ["organizationname", "2.5.4.10"]),
        ("c", ["countryname", "2.5.4.6"]),
        ("l", ["localityname", "2.5.4.7"]),
        ("st", ["stateorprovincename", "2.5.4.8"]),
        ("street", ["streetaddress", "2.5.4.9"]),
        ("sn", ["surname", "2.5.4.4"]),
        ("givenname", ["gn", "2.5.4.42"]),
        ("title", ["2.5.4.12"]),
        ("mail", ["rfc822mailbox", "0.9.2342.19200300.100.1.3"]),
        ("serialnumber", ["2.5.4.5"]),
        ("employeenumber", ["2.16.840.1.113730.3.1.3"]),
    ]

    init(_ type: ArraySlice<UInt8>) {
        name =
            Self.types.first { type.spells($0.name) || $0.others.contains { type.spells($0) } }?
            .name
    }

    func appendName(of type: ArraySlice<UInt8>, to text: inout [UInt8]) {
        if let name {
            text.append(contentsOf: name.bytes)
        } else {
            for byte in type { text.append(lowerCased(byte)) }
        }
    }

    func appendValue(_ value: [UInt8], to text: inout [UInt8]) {
        if name != nil && Self.appendPlain(value, to: &text) { return }
        guard let string = String(validating: value, as: UTF8.self) else {
            // Keeps apart from all text, whose bytes beyond ASCII are never written in hexadecimal.
            for byte in value { appendHexEscape(byte, to: &text) }
            return
        }
        if name == nil {
            appendDNEscaped(value, to: &text)
        } else {
            var prepared: [UInt8] = []
            prepared.reserveCapacity(value.count)
            Self.appendPrepared(string, to: &prepared)
            appendDNEscaped(prepared, to: &text)
        }
    }

    /// The short way for what most values are: letters, digits and a few signs that need no escape and no
    /// preparation but lower case. False, and nothing appended, where that does not do.
    private static func appendPlain(_ value: [UInt8], to text: inout [UInt8]) -> Bool {
        for byte in value where !(isNameCharacter(byte) || byte == 0x2E || byte == 0x5F) {
            return false
        }
        for byte in value { text.append(lowerCased(byte)) }
        return true
    }

    /// Lower case; no space at either end and single ones inside (RFC 4518, section 2.6.1).
    static func appendPrepared(_ value: String, to text: inout [UInt8]) {
        let isASCII = value.utf8.allSatisfy { $0 < 0x80 }
        let space = UInt8(ascii: " ")
        for byte in (isASCII ? value : value.lowercased()).utf8
        where byte != space || (text.last ?? space) != space {
            text.append(lowerCased(byte))
        }
        if text.last == space { text.removeLast() }
    }
}

extension StaticString {
    var bytes: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
    }
}

extension Collection<UInt8> {
    /// Whether these bytes are `name`, which is in lower case, in any case.
    func spells(_ name: StaticString) -> Bool {
        let expected = name.bytes
        guard count == expected.count else { return false }
        return zip(self, expected).allSatisfy { lowerCased($0) == $1 }
    }
}
