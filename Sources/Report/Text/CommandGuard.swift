// SPDX-License-Identifier: Apache-2.0

/// Keeps text from outside from giving orders to the runner of a CI job: GitHub's takes a line that begins with
/// `::NAME`, white space before it or not, for a command. An address such as `::1` or `::ffff:192.0.2.1` is none.
enum CommandGuard {
    /// The text with its first colon written out, where a line that begins with it would be a command.
    static func harmless(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let start = scalars.firstIndex(where: { !$0.properties.isWhitespace }) else {
            return text
        }
        let line = scalars.suffix(from: start)
        guard line.starts(with: "::".unicodeScalars), namesCommand(line.dropFirst(2)) else {
            return text
        }
        return String(Substring(scalars.prefix(upTo: start))) + "\\u{3a}"
            + String(Substring(line.dropFirst()))
    }

    private static func namesCommand(_ text: Substring.UnicodeScalarView) -> Bool {
        text.prefix { $0 == "-" || $0.isASCII && $0.properties.isAlphabetic }
            .contains { !$0.properties.isASCIIHexDigit }
    }
}
