// SPDX-License-Identifier: Apache-2.0

/// Keeps text from outside from giving orders to the runner of a CI job, which reads them from its log. GitHub's
/// takes `::NAME` at a line's beginning for a command, white space before it or not, and its older form `##[NAME]`
/// anywhere; `##vso[` and `##teamcity[` are the like of others. An address such as `::ffff:192.0.2.1` is none.
enum CommandGuard {
    private static let colon = "\\u{3a}"
    private static let hash = "\\u{23}"

    /// The text with one character of each command written out.
    static func harmless(_ text: String, beginsLine: Bool) -> String {
        let inside = text.utf8.contains(UInt8(ascii: "#")) ? withoutHashes(text) : text
        return beginsLine ? withoutColons(inside) : inside
    }

    private static func withoutColons(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let start = scalars.firstIndex(where: { !$0.properties.isWhitespace }) else {
            return text
        }
        let line = scalars.suffix(from: start)
        guard line.starts(with: "::".unicodeScalars), namesCommand(line.dropFirst(2)) else {
            return text
        }
        return String(Substring(scalars.prefix(upTo: start))) + colon
            + String(Substring(line.dropFirst()))
    }

    private static func namesCommand(_ text: Substring.UnicodeScalarView) -> Bool {
        text.prefix { $0 == "-" || $0.isASCII && $0.properties.isAlphabetic }
            .contains { !$0.properties.isASCIIHexDigit }
    }

    /// Of two hashes, letters or none, and a bracket, the second hash.
    private static func withoutHashes(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        var result = String.UnicodeScalarView()
        for (place, scalar) in scalars.enumerated() {
            if scalar == "#", place > 0, scalars[place - 1] == "#",
                opensBracket(scalars[(place + 1)...])
            {
                result.append(contentsOf: hash.unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    private static func opensBracket(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
        text.first { !($0.isASCII && $0.properties.isAlphabetic) } == "["
    }
}
