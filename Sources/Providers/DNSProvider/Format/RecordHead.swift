// SPDX-License-Identifier: Apache-2.0

/// The words of a record before its value: `[owner] [ttl] [class] type`, with ttl and class in either
/// order. Without a class it is the zone's, IN, as name servers have it. It does not read names.
struct RecordHead {
    private static let classes: Set<String> = ["IN", "CH", "HS", "CHAOS", "HESIOD", "CLASS1"]

    /// Nil where it is the one of the record before.
    private(set) var owner: ZoneToken?
    private(set) var ttl: UInt32?
    private(set) var isInternet = true
    private var hasClass = false
    private(set) var type = ""
    private(set) var words: ArraySlice<ZoneToken>
    private(set) var afterOwner: Int

    init(_ scanned: ScannedEntry) throws(ZoneProblem) {
        words = scanned.tokens[...]
        if !scanned.isIndented { owner = words.popFirst() }
        afterOwner = words.first?.bytes.startIndex ?? scanned.range.upperBound
        while let token = words.popFirst() {
            if try take(token, scanned) { return }
        }
        throw ZoneProblem(line: scanned.line, message: "a record has no type")
    }

    /// Whether it was the type.
    private mutating func take(
        _ token: ZoneToken, _ scanned: ScannedEntry
    ) throws(ZoneProblem) -> Bool {
        if !token.isQuoted {
            if ttl == nil, let time = TimeToLive.read(token.bytes) {
                ttl = time
                return false
            }
            let word = String(decoding: token.bytes, as: UTF8.self).uppercased()
            if !hasClass, Self.classes.contains(word) {
                hasClass = true
                isInternet = word == "IN" || word == "CLASS1"
                return false
            }
            if let name = RecordTypeName.read(token.bytes) {
                type = name
                return true
            }
        }
        throw ZoneProblem(
            line: scanned.line, message: "`\(token.shown)` is no type of records")
    }
}
