// SPDX-License-Identifier: Apache-2.0

/// The capture groups of an ECMA-262 pattern, counted before it is translated. It checks their names
/// and nothing else.
struct ECMAGroupIndex {
    private(set) var count = 0
    private(set) var names: [(name: String, number: Int)] = []

    init(_ source: PatternSource) throws(Pattern.SyntaxError) {
        var source = source
        var isInBrackets = false
        while let scalar = source.next() {
            switch scalar {
            case "\\": _ = source.next()
            case "[": isInBrackets = true
            case "]": isInBrackets = false
            case "(" where !isInBrackets: try group(&source)
            default: break
            }
        }
    }

    private mutating func group(_ source: inout PatternSource) throws(Pattern.SyntaxError) {
        let start = source.index - 1
        guard source.peek == "?" else {
            count += 1
            return
        }
        guard source.peek(ahead: 1) == "<", let after = source.peek(ahead: 2), after != "=",
            after != "!"
        else { return }
        _ = source.take("?<")
        guard let name = source.takeText(until: ">") else {
            throw source.failure("the name of the group is not closed with `>`", at: start)
        }
        guard Self.isName(name) else {
            throw source.failure("`\(name)` is no name for a group", at: start)
        }
        guard !names.contains(where: { $0.name == name }) else {
            throw source.failure("two groups are named `\(name)`", at: start)
        }
        count += 1
        names.append((name, count))
    }

    private static func isName(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first else { return false }
        return (first.properties.isIDStart || first == "$" || first == "_")
            && text.unicodeScalars.allSatisfy { $0.properties.isIDContinue || $0 == "$" }
    }
}
