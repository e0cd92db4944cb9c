// SPDX-License-Identifier: Apache-2.0

/// What is wrong with a YAML file, and where. Its texts never quote the document beyond the bytes
/// of its own span. It does not know the file's path and does not print itself.
package struct YAMLProblem: Error, Equatable, Sendable {
    package enum Code: String, CaseIterable, Sendable {
        case syntax = "yaml-syntax"
        case notUTF8 = "yaml-not-utf8"
        /// A control, bidirectional or invisible character that stands unescaped in the file, or a NUL.
        case character = "yaml-character"
        case duplicateKey = "yaml-duplicate-key"
        /// A key that is a list, a mapping or nothing.
        case key = "yaml-key"
        case mergeKey = "yaml-merge-key"
        case ambiguousScalar = "yaml-ambiguous-scalar"
        case tag = "yaml-tag"
        case unknownAnchor = "yaml-unknown-anchor"
        /// An alias inside the node that it names.
        case recursiveAlias = "yaml-recursive-alias"
        case aliasExpansion = "yaml-alias-expansion"
        case tooDeep = "yaml-too-deep"
        case tooLarge = "yaml-too-large"
        /// What only formatting finds.
        case unformattable = "yaml-unformattable"
    }

    /// A second place that has to do with the problem.
    package struct Related: Equatable, Sendable {
        package let span: SourceSpan
        package let label: String

        package init(span: SourceSpan, label: String) {
            self.span = span
            self.label = label
        }
    }

    package let code: Code
    package let message: String
    package let span: SourceSpan
    package var note: String?
    package var help: String?
    package var related: Related?

    package init(
        _ code: Code, _ message: String, span: SourceSpan, note: String? = nil,
        help: String? = nil, related: Related? = nil
    ) {
        self.code = code
        self.message = message
        self.span = span
        self.note = note
        self.help = help
        self.related = related
    }
}
