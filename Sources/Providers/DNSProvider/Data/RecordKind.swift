// SPDX-License-Identifier: Apache-2.0

/// The types of records that this provider manages.
enum RecordKind: String, Sendable, CaseIterable {
    case a = "A"
    case aaaa = "AAAA"
    case caa = "CAA"
    case cname = "CNAME"
    case mx = "MX"
    case ns = "NS"
    case ptr = "PTR"
    case srv = "SRV"
    case txt = "TXT"

    /// IANA's number of the type.
    var number: UInt16 {
        switch self {
        case .a: 1
        case .ns: 2
        case .cname: 5
        case .ptr: 12
        case .mx: 15
        case .txt: 16
        case .aaaa: 28
        case .srv: 33
        case .caa: 257
        }
    }

    private static let byNumber = Dictionary(
        uniqueKeysWithValues: allCases.map { ($0.number, $0) })

    /// Nil for a type that is not managed.
    init?(number: UInt16) {
        guard let kind = Self.byNumber[number] else { return nil }
        self = kind
    }
}

/// Mnemonics of all record types that may stand in a zone file, managed or not: IANA's registry of resource
/// record types, and `TYPE65280`-like ones (RFC 3597, section 5). A word that is none of these where a
/// type has to stand is a mistake made by hand.
enum RecordTypeName {
    private static let known: Set<String> = [
        "A", "A6", "AAAA", "AFSDB", "ALIAS", "AMTRELAY", "ANAME", "APL", "ATMA", "AVC", "BRID",
        "CAA",
        "CDNSKEY", "CDS", "CERT", "CLA", "CNAME", "CSYNC", "DHCID", "DLV", "DNAME", "DNSKEY", "DOA",
        "DS", "DSYNC", "EID", "EUI48", "EUI64", "GID", "GPOS", "HHIT", "HINFO", "HIP", "HTTPS",
        "IPN", "IPSECKEY", "ISDN", "KEY", "KX", "L32", "L64", "LOC", "LP", "LUA", "MB", "MD", "MF",
        "MG", "MINFO", "MR", "MX", "NAPTR", "NID", "NIMLOC", "NINFO", "NS", "NSAP", "NSAP-PTR",
        "NSEC", "NSEC3", "NSEC3PARAM", "NULL", "NXNAME", "NXT", "OPENPGPKEY", "PTR", "PX",
        "RESINFO",
        "RKEY", "RP", "RRSIG", "RT", "SIG", "SINK", "SMIMEA", "SOA", "SPF", "SRV", "SSHFP", "SVCB",
        "TA", "TALINK", "TLSA", "TXT", "UID", "UINFO", "UNSPEC", "URI", "WALLET", "WKS", "X25",
        "ZONEMD",
    ]

    /// May stand beside a CNAME: RFC 4034, section 3, RFC 2181, section 10.1.
    static let besideAlias: Set<String> = ["RRSIG", "NSEC", "SIG", "NXT", "KEY"]

    /// The mnemonic in upper case; nil for a word that names no type.
    static func read(_ token: ArraySlice<UInt8>) -> String? {
        let name = String(decoding: token, as: UTF8.self).uppercased()
        if known.contains(name) { return name }
        guard name.hasPrefix("TYPE"), let number = UInt16(name.dropFirst(4)) else { return nil }
        return mnemonic(number)
    }

    /// `TYPE1` is A.
    static func mnemonic(_ number: UInt16) -> String {
        if let kind = RecordKind(number: number) { return kind.rawValue }
        return number == 6 ? "SOA" : "TYPE\(number)"
    }
}
