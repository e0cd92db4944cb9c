// SPDX-License-Identifier: Apache-2.0

/// A record as messages carry it, or a line of an update, which has a record's form (RFC 2136, sections 2.4
/// and 2.5). The data is without compression.
struct WireRecord: Hashable, Sendable {
    let owner: DomainName
    let type: UInt16
    let recordClass: UInt16
    let ttl: UInt32
    let data: [UInt8]

    init(
        _ owner: DomainName, type: UInt16, class recordClass: UInt16 = WireCode.internet,
        ttl: UInt32 = 0, data: [UInt8] = []
    ) {
        self.owner = owner
        self.type = type
        self.recordClass = recordClass
        self.ttl = ttl
        self.data = data
    }
}

/// Numbers that stand for themselves in messages: IANA's registry of DNS parameters.
enum WireCode {
    static let internet: UInt16 = 1
    static let chaos: UInt16 = 3
    static let noClass: UInt16 = 254
    static let anyClass: UInt16 = 255

    static let authority: UInt16 = 6
    static let signature: UInt16 = 250
    static let transfer: UInt16 = 252
    static let anyType: UInt16 = 255

    static let query: UInt16 = 0
    static let update: UInt16 = 5

    /// Types that a server that signs its zones makes and takes away by itself (RFC 2535, 4034, 5155, 7344, 8976, and
    /// BIND's own for keys under way), and the SOA record. Those that stand at any name may stand beside an alias.
    static let ofTheServer: Set<UInt16> = [
        6, 24, 25, 30, 46, 47, 48, 50, 51, 59, 60, 63, 65534,
    ]
}
