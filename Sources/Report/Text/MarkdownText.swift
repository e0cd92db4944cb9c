// SPDX-License-Identifier: Apache-2.0

/// Text from outside in Markdown, as code: nothing in it becomes a link, a mention, a heading or HTML.
enum MarkdownText {
    /// Comments on forges end at 65,536 characters.
    static let bytesMost = 60_000

    /// CommonMark 0.31, section 6.1: a fence longer than any run of backticks within. Only spaces would not
    /// show at its ends.
    static func code(_ outside: String) -> String {
        let safe = SafeText.escaped(outside)
        guard !safe.isEmpty else { return "\"\"" }
        let fence = String(repeating: "`", count: longestFence(in: safe) + 1)
        let backtick = UInt8(ascii: "`")
        let pad = safe.utf8.first == backtick || safe.utf8.last == backtick ? " " : ""
        return fence + pad + safe + pad + fence
    }

    /// The same in a cell of a table, which a vertical bar would end even inside code.
    static func codeInTable(_ outside: String) -> String {
        code(outside.escaping(["|": "\\u{7c}"]))
    }

    /// CommonMark 0.31, section 4.5. The lines are safe to print already.
    static func block(_ lines: String, language: String) -> String {
        let fence = String(repeating: "`", count: max(2, longestFence(in: lines)) + 1)
        return
            "\(fence)\(language)\n\(lines)\(lines.utf8.last == UInt8(ascii: "\n") ? "" : "\n")\(fence)\n"
    }

    /// The longest run of backticks.
    private static func longestFence(in text: String) -> Int {
        var (longest, run) = (0, 0)
        for byte in text.utf8 {
            run = byte == UInt8(ascii: "`") ? run + 1 : 0
            longest = max(longest, run)
        }
        return longest
    }
}
