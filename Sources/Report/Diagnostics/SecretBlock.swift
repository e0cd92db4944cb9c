// SPDX-License-Identifier: Apache-2.0

import YAMLSource

/// Whether a line of YAML stands inside a value that began on an earlier line under a secret's name: a block,
/// a quoted text of several lines, a list of tokens. It goes by indentation and parses nothing.
enum SecretBlock {
    /// So far up a line looks for the name that it stands under.
    private static let linesMost = 500
    private static let lineBytes = 512

    static func holds(line: Int, of index: LineIndex) -> Bool {
        let own = Line(start(of: line, index))
        var indentation = own.indentation
        var isParent = true
        for number in stride(from: line - 1, to: max(0, line - Self.linesMost), by: -1) {
            let candidate = Line(start(of: number, index))
            guard !candidate.isBlank, candidate.isAbove(own, at: indentation) else { continue }
            if candidate.hasSecretName {
                if candidate.beginsBlock { return true }
                if isParent, !candidate.beginsMap, !(candidate.isBare && own.hasName) {
                    return true
                }
            }
            isParent = false
            indentation = candidate.indentation
            if indentation == 0 { return false }
        }
        return false
    }

    /// The beginning of a line: enough to see what it is.
    private static func start(of line: Int, _ index: LineIndex) -> [Unicode.Scalar] {
        let start = index.span(ofLine: line).start
        let excerpt = index.excerpt(
            of: SourceSpan(start: start, end: start), bytesMax: lineBytes)
        return Array(excerpt.text.unicodeScalars)
    }

    private struct Line {
        let indentation: Int
        let isBlank: Bool
        let hasName: Bool
        let hasSecretName: Bool
        private let isItem: Bool
        private let valueStart: Unicode.Scalar?

        init(_ scalars: [Unicode.Scalar]) {
            let text = scalars.drop { $0 == " " || $0 == "\t" }
            isBlank = text.isEmpty || text.first == "#"
            isItem = text.starts(with: "- ".unicodeScalars)
            indentation = text.startIndex
            let content = text.drop { $0 == "-" || $0 == " " }
            let colon = content.indices.first { place in
                content[place] == ":"
                    && (place + 1 == content.endIndex || content[place + 1] == " ")
            }
            hasName = colon != nil
            hasSecretName = colon.map { SecretMask.isSecretName(content[..<$0]) } ?? false
            valueStart = colon.flatMap { content[($0 + 1)...].first { $0 != " " } }
        }

        /// A list's dashes may stand as far left as the name that the list belongs to.
        func isAbove(_ line: Line, at indentation: Int) -> Bool {
            self.indentation < indentation
                || (self.indentation == indentation && line.isItem && !isItem && hasName
                    && line.indentation == indentation)
        }

        /// Nothing follows on the line itself.
        var isBare: Bool { valueStart == nil || valueStart == "#" }
        var beginsBlock: Bool { valueStart == "|" || valueStart == ">" }
        var beginsMap: Bool { valueStart == "{" }
    }
}
