// SPDX-License-Identifier: Apache-2.0

/// Reads ECMA-262 patterns (section 22.2, with the flag `u` and no other) and writes the engine's
/// syntax. What ECMA-262 does not have is refused here, so the engine's own extensions can't be reached.
struct ECMATranslator {
    private struct Group {
        let start: Int
        let index: Int
        let isAssertion: Bool
    }

    var source: PatternSource
    var output = Translation()
    /// Known before the first group, because a backreference may stand before its group.
    var groupNumbers: [String: Int]
    var groupTotal: Int
    private var groups: [Group] = []

    static func translate(_ text: String) throws(Pattern.SyntaxError) -> Translation {
        let source = PatternSource(text)
        let index = try ECMAGroupIndex(source)
        var translator = ECMATranslator(source: source, index: index)
        try translator.run()
        return translator.output
    }

    private init(source: PatternSource, index: ECMAGroupIndex) {
        self.source = source
        groupTotal = index.count
        groupNumbers = Dictionary(index.names.map { ($0.name, $0.number) }) { first, _ in first }
        output.groupNames = index.names
        output.groupCount = index.count
    }

    private mutating func run() throws(Pattern.SyntaxError) {
        while let scalar = source.peek {
            let start = source.index
            if let quantifier = source.takeQuantifier() {
                try repeatAtom(quantifier, at: start)
            } else {
                _ = source.next()
                try item(scalar, at: start)
            }
        }
        if let group = groups.last {
            throw source.failure("a `(` is not closed", at: group.index)
        }
    }

    private mutating func item(_ scalar: Unicode.Scalar, at start: Int) throws(Pattern.SyntaxError)
    {
        let offset = source.offset(at: start)
        switch scalar {
        case "(": try open(at: start)
        case ")": try close(at: start)
        case "|": output.alternative(from: offset)
        case "^": output.atom("\\A", isAssertion: true, from: offset)
        case "$": output.atom("\\z", isAssertion: true, from: offset)
        case ".": output.atom("[^\\x{a}\\x{d}\\x{2028}\\x{2029}]", from: offset)
        case "[": output.atom(try bracketed(at: start), from: offset)
        case "{":
            throw source.failure("`{` begins no repeat count; as itself it is `\\{`", at: start)
        case "]", "}":
            throw source.failure(
                "`\(scalar)` closes nothing; as itself it is `\\\(scalar)`", at: start)
        case "\\": try escape(at: start)
        default: output.atom(Translation.literal(scalar), from: offset)
        }
    }

    private mutating func repeatAtom(
        _ quantifier: Quantifier, at start: Int
    ) throws(Pattern.SyntaxError) {
        try quantifier.check(countMax: PatternLimits.ecmaRepeatMax) {
            source.failure($0, at: start)
        }
        guard output.canRepeat, !output.lastIsAssertion else {
            throw source.failure("nothing to repeat stands before the quantifier", at: start)
        }
        output.quantifier(quantifier, isLazy: source.take("?"))
    }

    private mutating func open(at start: Int) throws(Pattern.SyntaxError) {
        guard groups.count < PatternLimits.depthMax else {
            throw source.failure(
                "groups are nested deeper than \(PatternLimits.depthMax)", at: start)
        }
        let opening = output.bytes.count
        var isAssertion = false
        var text = "("
        if source.take("?") {
            if source.take(":") {
                text = "(?:"
            } else if let lookaround = ["=", "!", "<=", "<!"].first(where: { source.take($0) }) {
                text = "(?" + lookaround
                isAssertion = true
            } else if source.peek == "<" {
                _ = source.takeText(until: ">")
            } else {
                throw source.failure("this kind of group is not part of ECMA-262", at: start)
            }
        }
        output.openGroup(text, from: source.offset(at: start))
        groups.append(Group(start: opening, index: start, isAssertion: isAssertion))
    }

    private mutating func close(at start: Int) throws(Pattern.SyntaxError) {
        guard let group = groups.popLast() else {
            throw source.failure("a `)` closes nothing", at: start)
        }
        output.closeGroup(openedAt: group.start, isAssertion: group.isAssertion)
    }
}
