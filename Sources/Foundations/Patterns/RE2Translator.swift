// SPDX-License-Identifier: Apache-2.0

/// Reads the RE2 syntax (github.com/google/re2, `doc/syntax.txt`) and writes the engine's. What RE2
/// does not have is refused here by name, so the engine's own extensions can't be reached.
struct RE2Translator {
    struct Flags {
        var ignoresCase = false
        var dotTakesNewline = false
        var isMultiline = false
        var isUngreedy = false
    }

    private struct Group {
        let start: Int
        let index: Int
        let outerFlags: Flags
    }

    var source: PatternSource
    var output = Translation()
    private var flags = Flags()
    private var groups: [Group] = []
    private var followsQuantifier = false

    static func translate(_ text: String) throws(Pattern.SyntaxError) -> Translation {
        var translator = RE2Translator(source: PatternSource(text))
        try translator.run()
        return translator.output
    }

    private init(source: PatternSource) { self.source = source }

    private mutating func run() throws(Pattern.SyntaxError) {
        while let scalar = source.peek {
            let start = source.index
            if let quantifier = source.takeQuantifier() {
                try repeatAtom(quantifier, at: start)
            } else {
                followsQuantifier = false
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
        case "^":
            output.atom(
                flags.isMultiline ? "(?<![^\\x{a}])" : "\\A", isAssertion: true, from: offset)
        case "$":
            output.atom(
                flags.isMultiline ? "(?![^\\x{a}])" : "\\z", isAssertion: true, from: offset)
        case ".":
            output.atom(flags.dotTakesNewline ? "(?s:.)" : "[^\\x{a}]", from: offset)
        case "[": output.atom(try bracketed(at: start), from: offset)
        case "\\": try escape(at: start)
        default: literal(scalar, at: start)
        }
    }

    mutating func literal(_ scalar: Unicode.Scalar, at start: Int) {
        followsQuantifier = false
        output.atom(Translation.literal(scalar), from: source.offset(at: start))
    }

    private mutating func repeatAtom(
        _ quantifier: Quantifier, at start: Int
    ) throws(Pattern.SyntaxError) {
        try quantifier.check(countMax: PatternLimits.re2RepeatMax) {
            source.failure($0, at: start)
        }
        guard output.canRepeat else {
            throw source.failure(
                followsQuantifier
                    ? "a quantifier follows another one" : "nothing stands before the quantifier",
                at: start)
        }
        let isLazy = source.take("?") != flags.isUngreedy
        output.quantifier(quantifier, isLazy: isLazy)
        followsQuantifier = true
    }
}

/// Groups and flags.
extension RE2Translator {
    private mutating func open(at start: Int) throws(Pattern.SyntaxError) {
        guard groups.count < PatternLimits.depthMax else {
            throw source.failure(
                "groups are nested deeper than \(PatternLimits.depthMax)", at: start)
        }
        let group = Group(start: output.bytes.count, index: start, outerFlags: flags)
        let offset = source.offset(at: start)
        guard source.take("?") else {
            if source.peek == "*" {
                throw source.failure("nothing stands before the quantifier", at: source.index)
            }
            output.groupCount += 1
            output.openGroup("(", from: offset)
            return groups.append(group)
        }
        if source.take("P<") || isNameAhead && source.take("<") {
            try name(at: start)
            output.openGroup("(", from: offset)
            return groups.append(group)
        }
        try flagGroup(group, at: start)
    }

    /// `(?<=` and `(?<!` are lookbehinds, not names.
    private var isNameAhead: Bool {
        source.peek == "<" && source.peek(ahead: 1) != "=" && source.peek(ahead: 1) != "!"
    }

    private mutating func name(at start: Int) throws(Pattern.SyntaxError) {
        guard let name = source.takeText(until: ">") else {
            throw source.failure("the name of the group is not closed with `>`", at: start)
        }
        guard !name.isEmpty, name.unicodeScalars.allSatisfy(PatternSource.isASCIIWord) else {
            throw source.failure(
                "the name of a group has letters, digits and `_` only", at: start)
        }
        guard !output.groupNames.contains(where: { $0.name == name }) else {
            throw source.failure("two groups are named `\(name)`", at: start)
        }
        output.groupCount += 1
        output.groupNames.append((name, output.groupCount))
    }

    /// After `(?`: flags up to `)`, which hold to the end of the group, or up to `:`.
    private mutating func flagGroup(_ group: Group, at start: Int) throws(Pattern.SyntaxError) {
        var flags = self.flags
        var isOn = true
        var isFlagNeeded = false
        while let scalar = source.next() {
            switch scalar {
            case "i": flags.ignoresCase = isOn
            case "s": flags.dotTakesNewline = isOn
            case "m": flags.isMultiline = isOn
            case "U": flags.isUngreedy = isOn
            case "-" where isOn: isOn = false
            case ")" where !isFlagNeeded && source.index > start + 3,
                ":" where !isFlagNeeded:
                let caseOption = flags.ignoresCase ? "i" : "-i"
                self.flags = flags
                let text = "(?\(caseOption)\(scalar)"
                let offset = source.offset(at: start)
                guard scalar == ":" else { return output.syntax(text, from: offset) }
                output.openGroup(text, from: offset)
                return groups.append(group)
            default: throw unsupportedGroup(at: start)
            }
            isFlagNeeded = scalar == "-"
        }
        throw source.failure("a `(` is not closed", at: start)
    }

    private func unsupportedGroup(at start: Int) -> Pattern.SyntaxError {
        var copy = source
        copy.rewind(to: start + 2)
        if copy.take("=") || copy.take("!") || copy.take("<=") || copy.take("<!") {
            return source.failure("lookahead and lookbehind are not part of RE2", at: start)
        }
        return source.failure("this kind of group is not part of RE2", at: start)
    }

    private mutating func close(at start: Int) throws(Pattern.SyntaxError) {
        guard let group = groups.popLast() else {
            throw source.failure("a `)` closes nothing", at: start)
        }
        flags = group.outerFlags
        output.closeGroup(openedAt: group.start, isAssertion: false)
    }
}
