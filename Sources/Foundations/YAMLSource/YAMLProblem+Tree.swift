// SPDX-License-Identifier: Apache-2.0

/// Problems of well-formed YAML that is not strict.
extension YAMLProblem {
    static func duplicateKey(span: SourceSpan, first: SourceSpan) -> YAMLProblem {
        YAMLProblem(
            .duplicateKey, "a key that this mapping already has", span: span,
            related: Related(span: first, label: "first defined here"))
    }

    static func confusableKey(span: SourceSpan, first: SourceSpan) -> YAMLProblem {
        YAMLProblem(
            .duplicateKey, "a key that looks like another key of this mapping", span: span,
            note: "the two differ only in how Unicode encodes their characters",
            related: Related(span: first, label: "the other key"))
    }

    static func collectionKey(span: SourceSpan) -> YAMLProblem {
        YAMLProblem(.key, "a key is text, not a list or a mapping", span: span)
    }

    static func nullKey(span: SourceSpan) -> YAMLProblem {
        YAMLProblem(
            .key, "a key is text, not nothing", span: span,
            help: "a key that is meant to read so stands in quotes")
    }

    static func mergeKey(span: SourceSpan) -> YAMLProblem {
        YAMLProblem(
            .mergeKey, "the merge key `<<` is not part of YAML 1.2", span: span,
            help: "write out the keys that it would bring in")
    }

    static func unknownTag(span: SourceSpan) -> YAMLProblem {
        YAMLProblem(
            .tag, "a tag outside the core schema of YAML", span: span,
            note:
                "the core schema has `!!str`, `!!int`, `!!float`, `!!bool`, `!!null`, `!!seq` and `!!map`"
        )
    }

    static func tagMismatch(span: SourceSpan) -> YAMLProblem {
        YAMLProblem(.tag, "a value that is not of the type its tag states", span: span)
    }

    static func nulInText(span: SourceSpan) -> YAMLProblem {
        YAMLProblem(.character, "text that holds a NUL (U+0000)", span: span)
    }

    static func unknownAnchor(span: SourceSpan) -> YAMLProblem {
        YAMLProblem(
            .unknownAnchor, "an alias of an anchor that this document has not defined", span: span)
    }

    static func recursiveAlias(span: SourceSpan, anchor: SourceSpan) -> YAMLProblem {
        YAMLProblem(
            .recursiveAlias, "an alias inside the value that it names", span: span,
            related: Related(span: anchor, label: "the value begins here"))
    }

    static func aliasExpansion(span: SourceSpan, limit: Int) -> YAMLProblem {
        YAMLProblem(
            .aliasExpansion,
            "the aliases of this file add more than \(limit) values and characters",
            span: span)
    }

    static func tooDeep(span: SourceSpan, limit: Int) -> YAMLProblem {
        YAMLProblem(.tooDeep, "nested deeper than \(limit) levels", span: span)
    }

    static func tooMany(_ things: String, limit: Int, span: SourceSpan) -> YAMLProblem {
        YAMLProblem(
            .tooLarge, "more than \(limit) \(things) in one file", span: span,
            help: "split it into several files")
    }
}
