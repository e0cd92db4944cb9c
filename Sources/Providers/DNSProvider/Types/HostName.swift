// SPDX-License-Identifier: Apache-2.0

/// Which names records may have and point to: letters, digits and hyphens for hosts (RFC 952, RFC 1123,
/// section 2.1), underscores besides for names of services (RFC 8552), as name servers check them.
enum HostName {
    struct Problem {
        let message: String
        let help: String?
    }

    private static let international = Problem(
        message: "holds a character that names do not have",
        help: "an international name is written in its `xn--` form")
    private static let noHost = Problem(
        message: "is no name of a host",
        help: "a host's name has letters, digits and hyphens, and no hyphen at an end of a label")

    static func problem(ofOwner name: DomainName, _ kind: RecordKind?) -> Problem? {
        var labels = name.labels
        if labels.first?.elementsEqual("*".utf8) == true { labels.removeFirst() }
        let isReverse = kind == .ptr || kind == .cname || kind == .ns
        for label in labels where !label.allSatisfy({ isPlain($0) || isReverse && $0 == slash }) {
            return international
        }
        let isOfHost = kind == .a || kind == .aaaa || kind == .mx
        // What Active Directory calls its global catalogs, which name servers let pass.
        let isCatalog = labels.count > 2 && labels[1].elementsEqual("_msdcs".utf8)
        return isOfHost && !isCatalog && !labels.allSatisfy(isOfHost(_:)) ? noHost : nil
    }

    static func problem(
        ofTarget name: DomainName, _ kind: RecordKind, owner: DomainName?
    ) -> Problem? {
        if name.isRoot {
            return Problem(message: "points to the root of all names", help: nil)
        }
        let labels = name.labels
        for label in labels where !label.allSatisfy({ isPlain($0) || $0 == slash }) {
            return international
        }
        let isReverse = owner.map { $0.text.hasSuffix(".arpa") } ?? false
        let pointsToHost = kind == .mx || kind == .ns || kind == .srv || kind == .ptr && isReverse
        return pointsToHost && !labels.allSatisfy(isOfHost(_:)) ? noHost : nil
    }

    private static let slash = UInt8(ascii: "/")
    private static let hyphen = UInt8(ascii: "-")

    private static func isPlain(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || byte == hyphen || byte == UInt8(ascii: "_")
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
    }

    private static func isOfHost(_ label: Substring.UTF8View) -> Bool {
        label.first != hyphen && label.last != hyphen
            && label.allSatisfy { isLetterOrDigit($0) || $0 == hyphen }
    }
}
