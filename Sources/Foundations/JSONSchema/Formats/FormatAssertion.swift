// SPDX-License-Identifier: Apache-2.0

/// Which formats are checked where a schema's metaschema leaves that open. The others are annotations, as the
/// standard has it by default (JSON Schema Validation 2020-12, section 7.2.1).
package enum FormatAssertion: Sendable {
    case none
    /// Those that validators agree about: `date, date-time, email, hostname, ipv4, ipv6, uri, uuid`.
    case interoperable
    case all

    func covers(_ format: Format) -> Bool {
        switch self {
        case .none: false
        case .interoperable: Self.interoperableFormats.contains(format)
        case .all: true
        }
    }

    private static let interoperableFormats: Set<Format> = [
        .date, .dateTime, .email, .hostname, .ipv4, .ipv6, .uri, .uuid,
    ]
}
