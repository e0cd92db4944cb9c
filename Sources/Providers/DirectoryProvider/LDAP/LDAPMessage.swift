// SPDX-License-Identifier: Apache-2.0

import CLDAP

/// What a server sends (RFC 4511, section 4).
enum LDAPMessage {
    case entry(LDAPEntry, of: Int32)
    /// A part of what was searched lies on another server.
    case reference(of: Int32)
    case done(LDAPReply, of: Int32)
}

/// How a server ends an operation.
struct LDAPReply: Sendable {
    let code: Int32
    /// The server's own words.
    var words = ""
    /// Of a page that is not the last one.
    var cookie: [UInt8]?

    var isSuccess: Bool { code == LDAP_SUCCESS }

    init(code: Int32, words: String = "", cookie: [UInt8]? = nil) {
        self.code = code
        self.words = words
        self.cookie = cookie
    }
}

/// An entry as it came: one stretch of bytes, and where in it name, attributes and values stand.
struct LDAPEntry: Sendable {
    struct Value: Sendable {
        let attribute: Range<Int>
        let value: Range<Int>
    }

    private(set) var bytes: [UInt8]
    let name: Range<Int>
    private(set) var values: [Value] = []
    /// Attributes that came, those without a value too.
    private(set) var attributes: [Range<Int>] = []

    init(name: UnsafeRawBufferPointer) {
        bytes = Array(name)
        self.name = bytes.indices
        values.reserveCapacity(16)
    }

    mutating func begin(_ attribute: UnsafeRawBufferPointer) {
        attributes.append(append(bytes: attribute))
    }

    mutating func append(_ value: UnsafeRawBufferPointer) {
        guard let attribute = attributes.last else { return }
        values.append(Value(attribute: attribute, value: append(bytes: value)))
    }

    private mutating func append(bytes more: UnsafeRawBufferPointer) -> Range<Int> {
        let start = bytes.count
        bytes.append(contentsOf: more)
        return start..<bytes.count
    }

    /// The texts of an attribute, by its name in lower case.
    func texts(_ attribute: StaticString) -> [String] {
        values.filter { bytes[$0.attribute].spells(attribute) }
            .map { String(decoding: bytes[$0.value], as: UTF8.self) }
    }

    var nameText: String { String(decoding: bytes[name], as: UTF8.self) }
}
