// SPDX-License-Identifier: Apache-2.0

extension YAMLProblem {
    /// Longer text is not repeated in a help.
    private static let quotedBytesMax = 40

    /// The problem of a plain scalar that has to be quoted where it stands.
    package static func ambiguous(
        _ scalar: YAMLScalar, _ ambiguity: YAMLScalar.Ambiguity, span: SourceSpan
    ) -> YAMLProblem {
        let isShort = scalar.text.utf8.count <= quotedBytesMax
        let quoted =
            isShort
            ? "text is written in quotes: `\"\(scalar.text)\"`" : "text is written in quotes"
        let (message, note, help) = wording(ambiguity, quoted: quoted)
        return YAMLProblem(.ambiguousScalar, message, span: span, note: note, help: help)
    }

    private static func wording(
        _ ambiguity: YAMLScalar.Ambiguity, quoted: String
    ) -> (message: String, note: String, help: String) {
        switch ambiguity {
        case .boolean:
            (
                "a word that some readers of YAML take for true or false",
                "YAML 1.1 knows 22 such words, YAML 1.2 six, JSON only `true` and `false`",
                "\(quoted); otherwise write `true` or `false`"
            )
        case .null:
            (
                "a word that some readers of YAML take for nothing",
                "JSON knows only `null`", "\(quoted); otherwise write `null`"
            )
        case .numberForm:
            (
                "a number in a form that readers of YAML take for different values",
                "YAML 1.1, YAML 1.2 and JSON differ on leading zeros, prefixes, `_`, `+` and exponents",
                "\(quoted); a number is written in plain decimal digits"
            )
        case .sexagesimal:
            (
                "a number in base 60 to readers of YAML 1.1",
                "they read `12:30` as 750", quoted
            )
        case .trailingZero:
            (
                "a number that loses the zero at its end",
                "as a number `3.10` is `3.1`", "\(quoted); a number is written without the zero"
            )
        case .notFinite:
            ("a number that JSON cannot hold", "JSON knows neither infinity nor NaN", quoted)
        case .integerRange:
            (
                "an integer beyond 9007199254740991",
                "readers of JSON round integers above 2^53-1", quoted
            )
        case .date, .timestamp:
            (
                "a date to some readers of YAML and text to others",
                "YAML 1.1 has a type for dates, YAML 1.2 and JSON have none", quoted
            )
        case .indicator:
            ("a sign that YAML 1.1 gives a meaning of its own", "YAML 1.2 does not", quoted)
        }
    }
}

extension YAMLNode {
    /// The problems of all ambiguous plain scalars among the values of this node, in the order of the file; keys
    /// are text whatever they look like.
    package func ambiguityProblems() -> [YAMLProblem] {
        var problems: [YAMLProblem] = []
        addAmbiguityProblems(to: &problems)
        return problems
    }

    private func addAmbiguityProblems(to problems: inout [YAMLProblem]) {
        switch content {
        case .scalar(let scalar):
            guard let ambiguity = scalar.ambiguity else { return }
            problems.append(.ambiguous(scalar, ambiguity, span: span))
        case .sequence(let items):
            for item in items { item.addAmbiguityProblems(to: &problems) }
        case .mapping(let entries):
            for entry in entries { entry.value.addAmbiguityProblems(to: &problems) }
        }
    }
}
