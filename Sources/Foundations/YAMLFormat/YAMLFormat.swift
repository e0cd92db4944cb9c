// SPDX-License-Identifier: Apache-2.0

package import YAMLSource

/// The canonical form of YAML files, from bytes to bytes: one indentation, one way to write a list, comments and blank
/// lines kept. `docs/reference/formatting.md` says what it is. It reads and writes no files, orders no keys and changes no
/// value: what it made is read again and compared before anybody gets it.
///
/// What `YAMLSource.parse` refuses is refused here with the same problems. Time and memory grow with the size of the
/// input alone.
package enum YAMLFormat {
    /// The canonical form, which is its own canonical form.
    package static func format(
        _ bytes: [UInt8], limits: YAMLLimits = .standard
    ) throws(YAMLRefusal) -> [UInt8] {
        let meaning = try Meaning(of: bytes, limits: limits)
        let text = YAMLSource.withoutByteOrderMark(bytes)
        guard let formatted = LayoutWriter.text(of: LayoutBuilder.layout(of: text), in: text) else {
            throw YAMLRefusal(problems: [.unformattable(at: SourceSpan(start: 0, end: 0))])
        }
        if formatted == bytes { return bytes }
        guard let after = try? Meaning(of: formatted, limits: limits), after == meaning else {
            let (before, after) = (YAMLSource.parse(bytes), YAMLSource.parse(formatted))
            let span = Meaning.difference(before.documents, after.documents)
            throw YAMLRefusal(problems: [
                .unformattable(at: span ?? SourceSpan(start: 0, end: 0))
            ])
        }
        return formatted
    }
}

/// Why a file has no canonical form.
package struct YAMLRefusal: Error {
    package let problems: [YAMLProblem]
}

extension YAMLProblem {
    fileprivate static func unformattable(at span: SourceSpan) -> YAMLProblem {
        YAMLProblem(
            .unformattable, "the canonical form would not say the same here", span: span,
            note: "the file stays as it is",
            help: "a value that is written more simply can be formatted")
    }
}
