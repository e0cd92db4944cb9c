// SPDX-License-Identifier: Apache-2.0

/// Problems of the bytes, before any YAML is read.
extension YAMLProblem {
    static func tooManyBytes(_ count: Int, limit: Int) -> YAMLProblem {
        YAMLProblem(
            .tooLarge, "a file of \(count) bytes; at most \(limit) are read",
            span: SourceSpan(start: 0, end: 0), help: "split it into several files")
    }

    static let utf16 = YAMLProblem(
        .notUTF8, "the file is UTF-16; only UTF-8 is read",
        span: SourceSpan(start: 0, end: 2),
        help: "`iconv -f UTF-16 -t UTF-8` converts it")

    static func notUTF8(at offset: Int) -> YAMLProblem {
        YAMLProblem(
            .notUTF8, "a byte that is not UTF-8", span: SourceSpan(start: offset, end: offset + 1),
            note: "it is byte \(offset) of the file, counted from 0")
    }

    static func character(_ code: UInt32, at offset: Int, count: Int) -> YAMLProblem {
        let span = SourceSpan(start: offset, end: offset + count)
        let digits = String(code, radix: 16, uppercase: true)
        let name = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        if code == 0 {
            return YAMLProblem(.character, "a NUL byte (U+0000) in the file", span: span)
        }
        let escape = "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        return YAMLProblem(
            .character, "a character that cannot be seen (\(name))", span: span,
            note: "what a reader sees and what the program reads could differ",
            help: "take it out, or write it as `\(escape)` in double quotes where it is meant")
    }

    static func tooManyDirectives(limit: Int, at offset: Int) -> YAMLProblem {
        YAMLProblem(
            .tooLarge, "more than \(limit) lines begin with `%TAG`",
            span: SourceSpan(start: offset, end: offset + 4))
    }
}
