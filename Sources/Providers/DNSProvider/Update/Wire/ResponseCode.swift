// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// What a server says of a message as a whole: RFC 1035, section 4.1.1, RFC 2136, section 2.2, RFC 8945, section 3.
struct ResponseCode: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    let rawValue: UInt16

    static let done = ResponseCode(rawValue: 0)
    static let malformed = ResponseCode(rawValue: 1)
    static let serverFailure = ResponseCode(rawValue: 2)
    static let refused = ResponseCode(rawValue: 5)
    static let notAuthoritative = ResponseCode(rawValue: 9)
    static let badTime = ResponseCode(rawValue: 18)
    /// Codes of prerequisites that do not hold.
    private static let ofPrerequisites: Set<UInt16> = [3, 6, 7, 8]

    private static let names: [UInt16: String] = [
        0: "NOERROR", 1: "FORMERR", 2: "SERVFAIL", 3: "NXDOMAIN", 4: "NOTIMP", 5: "REFUSED",
        6: "YXDOMAIN", 7: "YXRRSET", 8: "NXRRSET", 9: "NOTAUTH", 10: "NOTZONE", 16: "BADSIG",
        17: "BADKEY", 18: "BADTIME", 22: "BADTRUNC",
    ]

    var description: String { Self.names[rawValue] ?? "RCODE \(rawValue)" }

    /// Whether the server compared, and found something else than was stated.
    var isOfPrerequisites: Bool { Self.ofPrerequisites.contains(rawValue) }

    /// What a message that was answered so comes to.
    func failure(_ what: String) -> ProviderFailure {
        let words = "\(what) was answered \(self)"
        switch self {
        case .refused, .notAuthoritative:
            return ProviderFailure(
                .denied, words,
                help: "the server's configuration says which key may transfer and update a zone")
        case .serverFailure: return ProviderFailure(.rejected, words, isTransient: true)
        default:
            return isOfPrerequisites
                ? ProviderFailure(.conflict, words, isTransient: true)
                : ProviderFailure(.rejected, words)
        }
    }
}
