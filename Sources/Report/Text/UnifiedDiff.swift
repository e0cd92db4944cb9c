// SPDX-License-Identifier: Apache-2.0

/// What a file would be, line by line, in the form that `patch` and reviewers read. Secrets are masked: who applies it runs
/// the command instead.
package struct UnifiedDiff {
    private enum Line {
        case shared(Substring)
        case removed(Substring)
        case added(Substring)
    }

    private static let contextLines = 3

    private let name: String
    private let lines: [Line]

    package init(of name: String, from before: String, to after: String) {
        self.name = name
        let (old, new) = (Self.lines(of: before), Self.lines(of: after))
        lines = Self.merged(LineDifference(from: old, to: new), old[...], new[...])
    }

    /// With their ends, so that a last line without one is another line.
    private static func lines(of text: String) -> [Substring] {
        var lines: [Substring] = []
        var rest = text.utf8[...]
        while !rest.isEmpty {
            let end = rest.firstIndex(of: UInt8(ascii: "\n")).map { rest.index(after: $0) }
            lines.append(Substring(rest[..<(end ?? rest.endIndex)]))
            rest = rest[(end ?? rest.endIndex)...]
        }
        return lines
    }

    package func render() -> String {
        let mark = SafeText.escaped(name)
        var text = "--- \(mark)\n+++ \(mark)\n"
        var (old, new) = (1, 1)
        var next = 0
        for range in hunks() {
            let skipped = range.lowerBound - next
            (old, new) = (old + skipped, new + skipped)
            let hunk = lines[range]
            let oldCount = hunk.count { if case .added = $0 { false } else { true } }
            let newCount = hunk.count { if case .removed = $0 { false } else { true } }
            text += "@@ -\(Self.place(old, oldCount)) +\(Self.place(new, newCount)) @@\n"
            for line in hunk { text += Self.text(line) }
            (old, new, next) = (old + oldCount, new + newCount, range.upperBound)
        }
        return text
    }

    /// A side without lines is named by the line before it.
    private static func place(_ start: Int, _ count: Int) -> String {
        count == 1 ? "\(start)" : "\(count == 0 ? start - 1 : start),\(count)"
    }

    private static func text(_ line: Line) -> String {
        let (sign, text) =
            switch line {
            case .shared(let text): (" ", text)
            case .removed(let text): ("-", text)
            case .added(let text): ("+", text)
            }
        let isWhole = text.utf8.last == UInt8(ascii: "\n")
        let line = isWhole ? String(decoding: text.utf8.dropLast(), as: UTF8.self) : String(text)
        return sign + SafeText.escaped(SecretMask.masked(line))
            + (isWhole ? "\n" : "\n\\ No newline at end of file\n")
    }

    /// Runs of lines that differ, each with some lines around it.
    private func hunks() -> [Range<Int>] {
        var hunks: [Range<Int>] = []
        for (place, line) in lines.enumerated() {
            if case .shared = line { continue }
            let start = max(0, place - Self.contextLines)
            let end = min(lines.count, place + 1 + Self.contextLines)
            if let last = hunks.last, start <= last.upperBound {
                hunks[hunks.count - 1] = last.lowerBound..<end
            } else {
                hunks.append(start..<end)
            }
        }
        return hunks
    }

    /// Puts the lines that both have between those that one has.
    private static func merged(
        _ difference: LineDifference, _ old: ArraySlice<Substring>, _ new: ArraySlice<Substring>
    ) -> [Line] {
        var lines: [Line] = []
        var (old, new) = (old, new)
        for edit in difference.lines {
            let (line, isOld) =
                switch edit {
                case .removed(let line): (line, true)
                case .added(let line): (line, false)
                }
            while let shared = isOld ? old.first : new.first, shared.startIndex != line.startIndex {
                lines.append(.shared(shared))
                (old, new) = (old.dropFirst(), new.dropFirst())
            }
            lines.append(isOld ? .removed(line) : .added(line))
            if isOld { old = old.dropFirst() } else { new = new.dropFirst() }
        }
        return lines + old.map(Line.shared)
    }
}
