// SPDX-License-Identifier: Apache-2.0

/// From libyaml's characters to the file's bytes.
extension TreeBuilder {
    mutating func offset(_ character: Int) -> Int {
        counts.offset(ofCharacter: character, in: source.bytes)
    }

    mutating func span(of events: borrowing LibYAML) -> SourceSpan {
        let start = offset(events.start)
        return SourceSpan(start: start, end: offset(events.end))
    }

    /// The character that begins at a byte; empty at the end of the file.
    func character(at start: Int) -> SourceSpan {
        var end = min(start + 1, source.bytes.count)
        while end < source.bytes.count, source.bytes[end] & 0xC0 == 0x80 { end += 1 }
        return SourceSpan(start: start, end: end)
    }

    mutating func stop(_ problem: YAMLProblem) {
        problems.append(problem)
        isStopped = true
    }

    mutating func addSyntaxProblem(_ failure: LibYAML.Failure) {
        let span = character(at: offset(failure.character))
        let hasOpening = !failure.context.isEmpty
        let opening = hasOpening ? character(at: offset(failure.contextCharacter)) : nil
        stop(.syntax(failure, span: span, opening: opening))
    }
}
