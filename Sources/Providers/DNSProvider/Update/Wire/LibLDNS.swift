// SPDX-License-Identifier: Apache-2.0

import CLDNS

/// The system's libldns as this target needs it: it takes names and the data of records out of messages, where
/// they may be compressed (RFC 1035, section 4.1.4) in ways that no other part of the target sees. Every position
/// in a message that a server sent is its to judge. It opens no connection, and none of its pointers leaves here.
enum LibLDNS {
    /// A name's bytes without compression.
    static func name(
        in message: UnsafeBufferPointer<UInt8>, at position: inout Int
    ) throws(WireProblem) -> [UInt8] {
        var name: UnsafeMutablePointer<ldns_rdf>?
        try check(ldns_wire2dname(&name, message.baseAddress, message.count, &position))
        defer { ldns_rdf_deep_free(name) }
        var bytes: [UInt8] = []
        append(name, to: &bytes)
        return bytes
    }

    /// The data of a record, from its length on, its names without compression.
    static func data(
        ofType type: UInt16, in message: UnsafeBufferPointer<UInt8>, at position: inout Int
    ) throws(WireProblem) -> [UInt8] {
        guard let record = ldns_rr_new() else { throw WireProblem("there is no memory left") }
        defer { ldns_rr_free(record) }
        ldns_rr_set_type(record, ldns_rr_type(UInt32(type)))
        try check(ldns_wire2rdf(record, message.baseAddress, message.count, &position))
        var bytes: [UInt8] = []
        for field in 0..<ldns_rr_rd_count(record) {
            append(ldns_rr_rdf(record, field), to: &bytes)
        }
        return bytes
    }

    private static func append(_ field: UnsafeMutablePointer<ldns_rdf>?, to bytes: inout [UInt8]) {
        guard let field else { return }
        bytes += UnsafeBufferPointer(start: ldns_rdf_data(field), count: ldns_rdf_size(field))
    }

    private static func check(_ status: ldns_status) throws(WireProblem) {
        if status == LDNS_STATUS_OK { return }
        let words = ldns_get_errorstr_by_id(status).map { String(cString: $0) }
        throw WireProblem(words ?? "libldns error \(status.rawValue)")
    }
}

/// Why bytes are no message.
struct WireProblem: Error {
    let message: String

    init(_ message: String) { self.message = message }
}
