// SPDX-License-Identifier: Apache-2.0

/// What a directory takes a distinguished name for: two names are one entry exactly when their keys are
/// equal (RFC 4514, RFC 4517 section 4.2, RFC 4518). `text` is itself such a name: attribute types by
/// their short names in lower case, values of those types that compare without case in lower case and
/// with single spaces, the attributes of one part sorted. It is no way to show a name as it was written.
struct DNKey: Hashable, Sendable, CustomStringConvertible {
    /// No entry lies deeper; it keeps work on one name linear.
    static let partsMax = 128

    /// Swift compares it by Unicode equivalence, which here is wanted.
    let text: String

    var description: String { text }

    /// `text` is a key's text already.
    init(canonical text: String) { self.text = text }

    init(_ name: String) throws(DNProblem) {
        let bytes = Array(name.utf8)
        try self.init(bytes, in: bytes.indices)
    }

    init(_ bytes: [UInt8], in range: Range<Int>) throws(DNProblem) {
        var scanner = DNScanner(bytes, in: range)
        var key = Builder(capacity: range.count)
        var isOpen = !scanner.isAtEnd
        while isOpen {
            let separator = try scanner.next()
            key.append(bytes[scanner.type], scanner.value)
            if separator == .comma { try key.endPart() }
            isOpen = separator != .end
        }
        text = key.finish()
    }

    /// The name of the entry above; nil for the root.
    var parent: DNKey? {
        guard !text.isEmpty else { return nil }
        guard let comma = firstComma else { return DNKey(canonical: "") }
        return DNKey(canonical: String(text[text.utf8.index(after: comma)...]))
    }

    /// The part that names the entry below its parent.
    var firstPart: String { firstComma.map { String(text[..<$0]) } ?? text }

    /// The parts between this name and `ancestor` above it, from the top down; nil where it is not above.
    func parts(below ancestor: DNKey) -> [String]? {
        var parts: [String] = []
        var current = self
        while current != ancestor {
            guard let parent = current.parent else { return nil }
            parts.append(current.firstPart)
            current = parent
        }
        return parts.reversed()
    }

    /// True of what lies below `ancestor`, not of itself.
    func isBelow(_ ancestor: DNKey) -> Bool {
        let count = text.utf8.count
        let suffix = ancestor.text.utf8.count
        guard suffix > 0 else { return count > 0 }
        guard count > suffix + 1 else { return false }
        let start = text.utf8.index(text.utf8.endIndex, offsetBy: -suffix)
        let comma = text.utf8.index(before: start)
        guard text.utf8[comma] == UInt8(ascii: ","),
            text.utf8[start...].elementsEqual(ancestor.text.utf8)
        else { return false }
        // A comma after an odd number of backslashes belongs to a value.
        let backslashes = text.utf8[..<comma].reversed().prefix { $0 == UInt8(ascii: "\\") }.count
        return backslashes.isMultiple(of: 2)
    }

    func child(_ type: String, _ value: String) -> DNKey {
        var key = Builder(capacity: text.utf8.count + value.utf8.count + 8)
        key.append(Array(type.utf8)[...], Array(value.utf8))
        let part = key.finish()
        return DNKey(canonical: text.isEmpty ? part : "\(part),\(text)")
    }

    private var firstComma: String.Index? {
        var isEscaped = false
        return text.utf8.firstIndex { byte in
            if isEscaped {
                isEscaped = false
                return false
            }
            isEscaped = byte == UInt8(ascii: "\\")
            return byte == UInt8(ascii: ",")
        }
    }
}

extension DNKey {
    /// Writes a key part by part.
    private struct Builder {
        private var text: [UInt8] = []
        private var partStart = 0
        /// Where the attributes of the part being written begin; only ever more than one beside `+`.
        private var attributeStarts: [Int] = []
        private var partCount = 1

        init(capacity: Int) { text.reserveCapacity(capacity) }

        mutating func append(_ type: ArraySlice<UInt8>, _ value: [UInt8]) {
            if text.count > partStart {
                if attributeStarts.isEmpty { attributeStarts.append(partStart) }
                attributeStarts.append(text.count)
            }
            let rule = NamingRule(type)
            rule.appendName(of: type, to: &text)
            text.append(UInt8(ascii: "="))
            rule.appendValue(value, to: &text)
        }

        mutating func endPart() throws(DNProblem) {
            sortPart()
            text.append(UInt8(ascii: ","))
            partStart = text.count
            partCount += 1
            guard partCount <= DNKey.partsMax else {
                throw DNProblem("the name has more than \(DNKey.partsMax) parts")
            }
        }

        mutating func finish() -> String {
            sortPart()
            return String(decoding: text, as: UTF8.self)
        }

        private mutating func sortPart() {
            guard !attributeStarts.isEmpty else { return }
            let ends = attributeStarts.dropFirst() + [text.count]
            let attributes = zip(attributeStarts, ends).map { Array(text[$0..<$1]) }
            text.removeLast(text.count - partStart)
            let sorted = attributes.sorted { $0.lexicographicallyPrecedes($1) }
            text.append(contentsOf: sorted.joined(separator: [UInt8(ascii: "+")]))
            attributeStarts.removeAll()
        }
    }
}
