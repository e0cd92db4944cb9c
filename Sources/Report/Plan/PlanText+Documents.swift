// SPDX-License-Identifier: Apache-2.0

/// Documents: their sizes and some of the lines that differ, with what looks like a secret hidden.
extension PlanText {
    private static let linesMost = 10
    /// Of a single line nobody reads more.
    private static let lineBytesMost = 2000

    mutating func writeDifference(_ before: String?, _ after: String?) {
        switch (before, after) {
        case (let before?, let after?): writeDifference(from: before, to: after)
        case (nil, let after?): buffer.write(size(of: after))
        case (let before?, nil): buffer.write("\(size(of: before)) → (none)")
        case (nil, nil): buffer.write("(none)")
        }
    }

    private mutating func writeDifference(from before: String, to after: String) {
        let difference = LineDifference(from: before, to: after)
        buffer.write("\(size(of: before)) → \(size(of: after)), \(difference.words)")
        writeLines(of: difference)
    }

    /// A document that somebody changed and this plan does not write. `end` says so where it has to be said.
    mutating func writeLeftDocument(_ recorded: String?, _ there: String?, _ end: String) {
        let sizes = (recorded.map(size) ?? "nothing", there.map(size) ?? "nothing")
        buffer.write("\(sizes.1) on the target, \(sizes.0) recorded")
        let difference = LineDifference(from: recorded ?? "", to: there ?? "")
        buffer.write(", \(difference.words)\(end)")
        writeLines(of: difference)
    }

    private mutating func writeLines(of difference: LineDifference) {
        let count = difference.lines.count
        let indent = Self.detailIndent + 4
        let shown = context.showsAll ? count : min(count, Self.linesMost)
        for line in difference.lines.prefix(shown) {
            buffer.line(indent: indent)
            switch line {
            case .removed(let text): buffer.write("- \(masked(text))", .removed)
            case .added(let text): buffer.write("+ \(masked(text))", .added)
            }
        }
        if shown < count {
            buffer.line(indent: indent)
            buffer.write("\(Counts.text(count - shown)) more, --all shows each", .faint)
        }
    }

    private func masked(_ line: Substring) -> String {
        let start = String(decoding: line.utf8.prefix(Self.lineBytesMost), as: UTF8.self)
        let masked = SecretMask.masked(start)
        let most = buffer.screen.width - Self.detailIndent - 6
        return context.showsAll ? masked : SafeText.cut(masked, to: most)
    }

    private func size(of text: String) -> String { Counts.size(text.utf8.count) }
}

extension LineDifference {
    fileprivate var words: String {
        if lines.isEmpty { return "only line ends differ" }
        return Counts.text(lines.count, "line") + (lines.count == 1 ? " differs" : " differ")
    }
}
