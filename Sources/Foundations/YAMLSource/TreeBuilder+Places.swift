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

    /// Mutating although it changes nothing: a borrow would copy the whole builder.
    mutating func character(at start: Int) -> SourceSpan {
        ScalarPlace.character(at: start, in: source.bytes)
    }

    mutating func stop(_ problem: YAMLProblem) {
        problems.append(problem)
        isStopped = true
    }

    mutating func addSyntaxProblem(_ failure: LibYAML.Failure) {
        let start = offset(failure.character)
        let bytes = source.bytes
        let hasOpening = !failure.context.isEmpty
        var lineStart = start
        while lineStart > source.base, !Properties.isBreak(bytes[lineStart - 1]) { lineStart -= 1 }
        let place = YAMLProblem.Place(
            span: Properties(bytes, from: start).tag ?? character(at: start),
            opening: hasOpening ? character(at: offset(failure.contextCharacter)) : nil,
            byte: start < bytes.count ? bytes[start] : nil,
            isFirstOnLine: bytes[lineStart..<start].allSatisfy { $0 == 0x20 || $0 == 0x09 })
        stop(.syntax(failure, at: place))
    }
}
