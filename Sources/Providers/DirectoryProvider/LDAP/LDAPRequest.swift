// SPDX-License-Identifier: Apache-2.0

import CLDAP

/// A question to a server (RFC 4511, section 4.5).
struct LDAPSearch: Sendable {
    enum Scope: Sendable {
        case entry, subtree

        var code: Int32 { self == .entry ? Int32(LDAP_SCOPE_BASE) : Int32(LDAP_SCOPE_SUBTREE) }
    }

    let base: String
    var scope = Scope.entry
    var filter = "(objectClass=*)"
    let attributes: [String]
    /// In pages of that many entries; 0 for all at once.
    var pageSize = 0
    var controls: [LDAPControl] = []
}

/// One change of one entry.
struct LDAPRequest: Sendable {
    enum Change: Sendable {
        case add([(name: String, values: [[UInt8]])])
        case modify([LDAPModification])
        case rename(part: String, parent: String, isLeavingNoOld: Bool)
        case delete
    }

    /// The entry's name before the change.
    let name: String
    var change: Change
    /// A filter that has to hold for the entry (RFC 4528).
    var assertion: String?
}

struct LDAPModification: Sendable {
    enum Kind: Sendable {
        case add, delete, replace

        var code: Int32 {
            switch self {
            case .add: LDAP_MOD_ADD
            case .delete: LDAP_MOD_DELETE
            case .replace: LDAP_MOD_REPLACE
            }
        }
    }

    let kind: Kind
    let name: String
    let values: [[UInt8]]

    init(_ kind: Kind, _ name: String, _ values: [[UInt8]]) {
        self.kind = kind
        self.name = name
        self.values = values
    }
}

/// A control by its object identifier (RFC 4511, section 4.1.11).
struct LDAPControl: Sendable {
    let identifier: String
    let value: [UInt8]?
    let isCritical: Bool

    init(_ identifier: String, value: [UInt8]? = nil, isCritical: Bool) {
        self.identifier = identifier
        self.value = value
        self.isCritical = isCritical
    }

    static let assertion = LDAP_CONTROL_ASSERT
    static let paged = LDAP_CONTROL_PAGEDRESULTS
    static let passwordPolicy = "1.3.6.1.4.1.42.2.27.8.5.1"
    /// Active Directory's: no references to the contexts of a forest.
    static let domainScope = "1.2.840.113556.1.4.1339"
}

/// Filters (RFC 4515). Values are escaped here and nowhere else.
enum LDAPFilter {
    static func equals(_ attribute: String, _ value: some Sequence<UInt8>) -> String {
        "(\(attribute)=\(escaped(value)))"
    }

    static func isAbsent(_ attribute: String) -> String { "(!(\(attribute)=*))" }

    static func all(_ filters: [String]) -> String {
        filters.count == 1 ? filters[0] : "(&\(filters.joined()))"
    }

    static func any(_ filters: [String]) -> String {
        filters.count == 1 ? filters[0] : "(|\(filters.joined()))"
    }

    private static func escaped(_ value: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        for byte in value {
            switch byte {
            case UInt8(ascii: "*"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\\"),
                0..<0x20, 0x7F...:
                appendHexEscape(byte, to: &text)
            default: text.append(byte)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
