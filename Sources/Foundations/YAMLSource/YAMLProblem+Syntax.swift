// SPDX-License-Identifier: Apache-2.0

/// What libyaml found wrong, in this program's words. libyaml knows its errors only by their texts, so
/// a text chooses the words; it chooses nothing else.
extension YAMLProblem {
    private struct Wording {
        let message: String
        var help: String?
        /// What stands at the other place that libyaml names.
        var opening: String?
        /// The problem is shown at the opening, where it must be mended.
        var isAtOpening = false
    }

    /// Where libyaml stopped.
    struct Place {
        /// The character at which it stopped.
        let span: SourceSpan
        /// The one at which what it was reading begins; nil where it names none.
        let opening: SourceSpan?
        /// The byte at which it stopped; nil at the end of the file.
        let byte: UInt8?
        /// Only white space stands before it on its line.
        let isFirstOnLine: Bool
    }

    static func syntax(_ failure: LibYAML.Failure, at place: Place) -> YAMLProblem {
        if failure.problem == "found undefined tag handle" {
            return .unknownTag(span: place.span)
        }
        let wording = wording(failure, at: place)
        let opening = place.opening
        if wording.isAtOpening, let opening {
            return YAMLProblem(.syntax, wording.message, span: opening, help: wording.help)
        }
        var problem = YAMLProblem(.syntax, wording.message, span: place.span, help: wording.help)
        if let label = wording.opening, let opening, opening != place.span {
            problem.related = Related(span: opening, label: label)
        }
        return problem
    }

    private static func wording(_ failure: LibYAML.Failure, at place: Place) -> Wording {
        switch failure.problem {
        case "found character that cannot start any token" where place.byte == 0x09:
            return tab
        case "did not find expected key", "did not find expected '-' indicator":
            if !place.isFirstOnLine { return textAfterValue }
        case "did not find expected <document start>" where place.byte == nil:
            return Wording(message: "the file ends where a document has to begin")
        default: break
        }
        if let wording = wordings[failure.problem] { return wording }
        switch failure.context {
        case "while scanning a directive", "while scanning a %YAML directive",
            "while scanning a %TAG directive":
            return Wording(message: "a directive that YAML does not know")
        case "while parsing a tag", "while scanning a tag", "while parsing a %TAG directive":
            return Wording(message: "a tag that does not end where YAML expects it")
        case "while scanning an anchor", "while scanning an alias":
            return Wording(
                message: "an anchor is named with letters, digits, `-` and `_`",
                help: "text that begins with `&` or `*` stands in quotes")
        default:
            return Wording(message: "the file is not YAML from here on")
        }
    }

    private static let wordings: [String: Wording] = [
        "could not find expected ':'": Wording(
            message: "a line without the `:` that ends a key",
            help: "a key has its `:` on the same line, within 1,024 characters", isAtOpening: true),
        "block sequence entries are not allowed in this context": Wording(
            message: "a list item cannot begin here",
            help: "the first `- ` of a list stands on a line of its own"),
        "mapping keys are not allowed in this context": Wording(
            message: "a key cannot begin here"),
        "mapping values are not allowed in this context": Wording(
            message: "a `:` that makes a key where none can stand",
            help: "text that holds a colon and a space stands in quotes"),
        "found character that cannot start any token": Wording(
            message: "a value cannot begin with this character",
            help: "text that begins so stands in quotes; lines are indented with spaces"),
        "found a tab character that violates indentation": tab,
        "found a tab character where an indentation space is expected": tab,
        "found an indentation indicator equal to 0": Wording(
            message: "the indentation of a block of text is a number from 1 to 9"),
        "did not find expected comment or line break": Wording(
            message: "text on the line that only opens a block of text",
            help: "the text begins on the next line"),
        "found unexpected document indicator": Wording(
            message: "quoted text that is not closed before the document ends", isAtOpening: true),
        "found unexpected end of stream": Wording(
            message: "quoted text that is never closed", isAtOpening: true),
        "found unknown escape character": escape,
        "did not find expected hexdecimal number": escape,
        "found invalid Unicode character escape code": Wording(
            message: "an escape that stands for no character"),
        "found unexpected ':'": Wording(
            message: "a `:` inside text that has no quotes", help: "put the text in quotes"),
        "did not find expected <document start>": Wording(
            message: "text after the end of the document",
            help: "a line `---` begins a further document"),
        "did not find expected node content": Wording(
            message: "a value is missing here"),
        "did not find expected ',' or ']'": Wording(
            message: "a list in brackets needs `,` or `]` here", opening: "the list opens here"),
        "did not find expected ',' or '}'": Wording(
            message: "a mapping in braces needs `,` or `}` here",
            opening: "the mapping opens here"),
        "did not find expected '-' indicator": Wording(
            message: "a list goes on with `- ` at the same indentation",
            opening: "the list begins here"),
        "did not find expected key": Wording(
            message: "a mapping goes on with a key at the same indentation",
            opening: "the mapping begins here"),
        "found incompatible YAML document": Wording(
            message: "a version of YAML other than 1.1 and 1.2"),
        "found duplicate %YAML directive": Wording(message: "a second `%YAML` directive"),
        "found duplicate %TAG directive": Wording(message: "a repeated `%TAG` directive"),
    ]

    private static let textAfterValue = Wording(
        message: "text after the end of a value",
        help: "quotes stand around the whole of a value")

    private static let tab = Wording(
        message: "a tab where the line must be indented with spaces")

    private static let escape = Wording(
        message: "a backslash in double quotes that begins no known escape",
        help: "a backslash itself is written twice; single quotes keep it as it is")
}
