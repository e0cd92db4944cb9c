// SPDX-License-Identifier: Apache-2.0

/// Finds what looks like a secret in a line of a file, so that no excerpt shows one: the value after a name
/// such as `password` or `api_key`, the password in a URL, a line of base 64. It would rather hide too much.
/// It sees one line: `SourceExcerpt` looks at the lines before.
struct SecretMask {
    static let text = "********"

    /// Parts of the line that are not to be shown, in order.
    let ranges: [Range<Int>]

    init(_ line: [Unicode.Scalar]) {
        var scanner = Scanner(line: line)
        ranges = scanner.run()
    }

    /// The line with its secrets hidden.
    static func masked(_ line: String) -> String {
        let scalars = Array(line.unicodeScalars)
        var result = String.UnicodeScalarView()
        var next = 0
        for range in SecretMask(scalars).ranges {
            result.append(contentsOf: scalars[next..<range.lowerBound])
            result.append(contentsOf: text.unicodeScalars)
            next = range.upperBound
        }
        result.append(contentsOf: scalars[next...])
        return String(result)
    }

    /// Whether a name says that its value is a secret.
    static func isSecretName(_ name: some Sequence<Unicode.Scalar>) -> Bool {
        let words = words(of: name)
        guard let last = words.last else { return false }
        return words.contains { word in anywhere.contains { word.hasSuffix($0) } }
            || atTheEnd.contains { last.hasSuffix($0) } || last == "key"
    }

    private static let anywhere = ["password", "passwd", "passphrase", "secret"]
    private static let atTheEnd = ["token", "apikey", "credential", "pwd", "psk"]

    /// Lower case, without a plural's ending: `apiKeys` is `api`, `key`.
    private static func words(of name: some Sequence<Unicode.Scalar>) -> [String] {
        var words: [String] = []
        var word = ""
        var wasLower = false
        for scalar in name {
            let properties = scalar.properties
            let isWordPart = scalar.isASCII && (properties.isAlphabetic || scalar.isDigit)
            if !isWordPart || (properties.isUppercase && wasLower) {
                if !word.isEmpty { words.append(word) }
                word = ""
            }
            if isWordPart { word += properties.lowercaseMapping }
            wasLower = properties.isLowercase
        }
        if !word.isEmpty { words.append(word) }
        return words.map { $0.hasSuffix("s") ? String($0.dropLast()) : $0 }
    }
}

/// One pass over a line.
private struct Scanner {
    /// Longer than this between a colon and an `@` is no password of a URL.
    private static let passwordMax = 256

    let line: [Unicode.Scalar]
    private var place = 0
    /// Where the name that is being read began.
    private var nameStart = 0
    private var openBrackets = 0
    private var ranges: [Range<Int>] = []

    init(line: [Unicode.Scalar]) { self.line = line }

    mutating func run() -> [Range<Int>] {
        if isBase64 { return [firstVisible..<line.count] }
        while place < line.count {
            switch line[place] {
            case "{", "[": openBrackets += 1
            case "}", "]": openBrackets = max(0, openBrackets - 1)
            case ":", "=": takeSeparator()
            default: break
            }
            place += 1
        }
        return ranges
    }

    private var firstVisible: Int { line.firstIndex { !$0.isBlank } ?? line.count }

    /// Forty characters of base 64 and nothing else: a key's line. A digest in hex is none.
    private var isBase64: Bool {
        let text = line[firstVisible...]
        return text.count >= 40 && text.contains(where: \.isDigit)
            && text.contains { ("A"..."Z").contains($0) }
            && text.contains { ("a"..."z").contains($0) }
            && text.allSatisfy {
                $0.isLetter || $0.isDigit || $0 == "+" || $0 == "/" || $0 == "="
            }
    }

    private mutating func takeSeparator() {
        if isUserInformation() { return }
        guard SecretMask.isSecretName(nameBeforePlace()) else { return }
        var start = place + 1
        while start < line.count, line[start].isBlank { start += 1 }
        guard start < line.count, let value = value(from: start), isLiteral(line[value]) else {
            return
        }
        ranges.append(value)
        place = value.upperBound - 1
    }

    private func nameBeforePlace() -> ArraySlice<Unicode.Scalar> {
        var end = place
        while end > 0, line[end - 1].isBlank || line[end - 1].isQuote { end -= 1 }
        var start = end
        while start > 0, line[start - 1].isNamePart { start -= 1 }
        return line[start..<end]
    }

    /// `scheme://user:password@host`.
    private mutating func isUserInformation() -> Bool {
        guard line[place] == ":",
            let at = line[place...].prefix(Self.passwordMax).firstIndex(of: "@"), at > place + 1,
            !line[place..<at].contains(where: { $0.isBlank || $0 == "/" || $0.isQuote })
        else { return false }
        var start = place
        while start > 0, line[start - 1].isNamePart || line[start - 1] == "%" { start -= 1 }
        guard start >= 3, line[start - 3..<start].elementsEqual("://".unicodeScalars) else {
            return false
        }
        ranges.append(place + 1..<at)
        place = at - 1
        return true
    }

    /// The scalar that begins here, without quotes; nil for a map, an alias or a block's header.
    private func value(from start: Int) -> Range<Int>? {
        switch line[start] {
        case "{", "|", ">", "*", "#": return nil
        case "\"", "'": return quoted(from: start)
        case "[":
            let end = line[start...].firstIndex(of: "]") ?? line.count
            return start + 1..<max(start + 1, end)
        default: return plain(from: start)
        }
    }

    private func quoted(from start: Int) -> Range<Int> {
        let quote = line[start]
        var end = start + 1
        while end < line.count, line[end] != quote {
            end += line[end] == "\\" && quote == "\"" ? 2 : 1
        }
        return start + 1..<min(max(end, start + 1), line.count)
    }

    /// Up to a comment, or inside brackets up to the next comma or bracket; `${...}` is one piece.
    private func plain(from start: Int) -> Range<Int> {
        var end = start
        while end < line.count {
            switch line[end] {
            case "$" where end + 1 < line.count && line[end + 1] == "{":
                end = line[end...].firstIndex(of: "}") ?? line.count - 1
            case ",", "}", "]":
                if openBrackets > 0 { return trimmed(start, end) }
            case "#":
                if end > start, line[end - 1].isBlank { return trimmed(start, end) }
            default: break
            }
            end += 1
        }
        return trimmed(start, end)
    }

    private func trimmed(_ start: Int, _ end: Int) -> Range<Int> {
        var end = end
        while end > start, line[end - 1].isBlank { end -= 1 }
        return start..<end
    }

    /// Neither a mere reference to another attribute nor a word that can't be a secret.
    private func isLiteral(_ value: ArraySlice<Unicode.Scalar>) -> Bool {
        guard !value.isEmpty else { return false }
        let text = String(String.UnicodeScalarView(value))
        if ["true", "false", "null", "~"].contains(text) { return false }
        guard text.hasPrefix("${"), text.hasSuffix("}") else { return true }
        return !text.dropFirst(2).dropLast().unicodeScalars.allSatisfy {
            $0.isNamePart || $0 == "[" || $0 == "]"
        }
    }
}

extension Unicode.Scalar {
    fileprivate var isBlank: Bool { self == " " || self == "\t" }
    fileprivate var isQuote: Bool { self == "\"" || self == "'" }
    fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
    fileprivate var isLetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) }

    fileprivate var isNamePart: Bool {
        isLetter || isDigit || self == "_" || self == "-" || self == "."
    }
}
