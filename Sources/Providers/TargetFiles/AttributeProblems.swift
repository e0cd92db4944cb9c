// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
package import Values

/// What can be wrong with the kinds of attributes that many file-backed types have: names of files and
/// lengths of time. It knows no type.
package enum AttributeProblems {
    /// A name that can stand in a path: ASCII letters, digits, `.`, `_` and `-`, a letter or digit first, at
    /// most a hundred.
    package static func isFileName(_ text: String) -> Bool {
        func isAlphanumeric(_ byte: UInt8) -> Bool {
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
        }
        return (1...100).contains(text.utf8.count) && text.utf8.first.map(isAlphanumeric) == true
            && text.utf8.allSatisfy {
                isAlphanumeric($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_")
                    || $0 == UInt8(ascii: "-")
            }
    }

    /// What `isFileName` takes, as a pattern of JSON Schema.
    package static let fileNamePattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$"

    package static func fileName(
        _ name: String, of attributes: Fields<Value>
    ) -> [AttributeProblem] {
        guard let text = attributes[name]?.string, !isFileName(text) else { return [] }
        return [
            AttributeProblem(
                name, "`\(printable(text))` can't be a file's name",
                help: "letters, digits, `.`, `_` and `-`, a letter or digit first, at most 100")
        ]
    }

    /// `shortest` and `longest` are included.
    package static func length(
        _ name: String, of attributes: Fields<Value>, shortest: Span, longest: Span
    ) -> [AttributeProblem] {
        guard let text = attributes[name]?.string else { return [] }
        guard let span = Span(text) else {
            return [
                AttributeProblem(
                    name, "`\(printable(text))` is no length of time",
                    help: "a number and a unit, as in `90d`; units are `s`, `m`, `h`, `d`, `w`")
            ]
        }
        if span.seconds < shortest.seconds {
            return [AttributeProblem(name, "`\(text)` is shorter than `\(shortest)`")]
        }
        if span.seconds > longest.seconds {
            return [AttributeProblem(name, "`\(text)` is longer than `\(longest)`")]
        }
        return []
    }

    package static func order(
        _ shorter: String, below longer: String, of attributes: Fields<Value>
    ) -> [AttributeProblem] {
        guard let low = attributes[shorter]?.string.flatMap({ Span($0) }),
            let high = attributes[longer]?.string.flatMap({ Span($0) }),
            low.seconds >= high.seconds
        else { return [] }
        return [AttributeProblem(shorter, "`\(shorter)` is not shorter than `\(longer)`")]
    }

    /// A text of the catalog inside a message: control characters escaped, cut at a hundred.
    package static func printable(_ text: String) -> String {
        var shown = ""
        for scalar in text.unicodeScalars.prefix(100) {
            shown +=
                scalar.properties.generalCategory == .control
                ? scalar.escaped(asASCII: true) : String(scalar)
        }
        return shown
    }
}
