// SPDX-License-Identifier: Apache-2.0

/// A Mustache document cut into what a rendering only has to join, and what Mustache has to be asked for. A line
/// with text and plain names, `{{department.name}}`, is pieces; lines from where a section or any other tag begins
/// to where it ends are one block, because what such a tag does to its lines depends on them alone. It renders
/// nothing.
struct DocumentParts: Sendable {
    enum Part: Sendable, Equatable {
        case text(String)
        /// A variable and the members that are selected from it one after the other.
        case name([String])
        case block(String)
    }

    private(set) var parts: [Part] = []
    private var block: [Substring] = []
    private var openSections = 0
    /// The rest of the document is read otherwise than its beginning: with other delimiters, inside a tag of
    /// several lines.
    private var isBlockToTheEnd = false

    init(_ text: String) {
        for line in text.splitKeepingLineEnds() { add(line) }
        closeBlock()
    }

    private mutating func add(_ line: Substring) {
        if block.isEmpty, let pieces = Self.pieces(of: line) {
            for piece in pieces { add(piece) }
            return
        }
        block.append(line)
        count(line)
        if openSections <= 0, !isBlockToTheEnd { closeBlock() }
    }

    private mutating func add(_ part: Part) {
        if case .text(let text) = part, case .text(let before)? = parts.last {
            parts[parts.count - 1] = .text(before + text)
        } else {
            parts.append(part)
        }
    }

    private mutating func closeBlock() {
        if !block.isEmpty { parts.append(.block(block.joined())) }
        block = []
        openSections = 0
    }

    // MARK: One line

    private static let open = "{{"
    private static let close = "}}"

    /// Nil for a line that has other tags than plain names.
    private static func pieces(of line: Substring) -> [Part]? {
        var pieces: [Part] = []
        var rest = line
        while let start = rest.firstRange(of: open) {
            if start.lowerBound > rest.startIndex {
                pieces.append(.text(String(rest[..<start.lowerBound])))
            }
            rest = rest[start.upperBound...]
            guard let end = rest.firstRange(of: close),
                let name = name(in: rest[..<end.lowerBound])
            else { return nil }
            pieces.append(.name(name))
            rest = rest[end.upperBound...]
        }
        if !rest.isEmpty { pieces.append(.text(String(rest))) }
        return pieces
    }

    /// `department.name`, with spaces around it or none; nil for any other tag.
    private static func name(in tag: Substring) -> [String]? {
        let path = tag.trimming { $0 == " " }.split(
            separator: ".", omittingEmptySubsequences: false)
        let areNames = path.allSatisfy { name in
            !name.isEmpty
                && name.utf8.allSatisfy {
                    (0x61...0x7A).contains($0 | 0x20) && $0 >= 0x41 || (0x30...0x39).contains($0)
                        || $0 == 0x5F
                }
        }
        return areNames ? path.map(String.init) : nil
    }

    /// Counts the sections that a line of a block opens and closes.
    private mutating func count(_ line: Substring) {
        var rest = line
        while let start = rest.firstRange(of: Self.open) {
            rest = rest[start.upperBound...]
            switch rest.first {
            case "#", "^", "<", "$": openSections += 1
            case "/": openSections -= 1
            case "=", "%": isBlockToTheEnd = true
            default: break
            }
            guard let end = rest.firstRange(of: Self.close) else {
                isBlockToTheEnd = true
                return
            }
            rest = rest[end.upperBound...]
        }
    }
}

extension String {
    /// The lines, each with the line end that closes it.
    fileprivate func splitKeepingLineEnds() -> [Substring] {
        var lines: [Substring] = []
        var start = startIndex
        while start < endIndex {
            let end = utf8[start...].firstIndex(of: 0x0A).map { utf8.index(after: $0) } ?? endIndex
            lines.append(self[start..<end])
            start = end
        }
        return lines
    }
}

extension Substring {
    fileprivate func trimming(_ isTrimmed: (Character) -> Bool) -> Substring {
        var trimmed = drop(while: isTrimmed)
        while let last = trimmed.last, isTrimmed(last) { trimmed.removeLast() }
        return trimmed
    }

    /// By bytes: the text searched for is ASCII.
    fileprivate func firstRange(of text: String) -> Range<Index>? {
        let wanted = Array(text.utf8)
        var start = utf8.startIndex
        while start < utf8.endIndex {
            if utf8[start...].starts(with: wanted) {
                return start..<utf8.index(start, offsetBy: wanted.count)
            }
            start = utf8.index(after: start)
        }
        return nil
    }
}
