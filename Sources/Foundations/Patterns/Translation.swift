// SPDX-License-Identifier: Apache-2.0

/// A pattern in the engine's own syntax, and what is needed to speak about the original.
/// It is written only by the translators, which spell out every literal by its code point.
struct Translation {
    private(set) var bytes: [UInt8] = []
    var groupNames: [(name: String, number: Int)] = []
    var groupCount = 0
    private(set) var cost = ScanCost()
    /// Lookahead with repeats, and backreferences, read text of any length in one step.
    private(set) var stepsReadAnyLength = false
    /// For parts of `bytes`, in order: where the part starts, and the byte of the source it came from.
    private var origins: [(start: Int, sourceOffset: Int)] = []
    private var atomStart: Int?
    private var atomIsAssertion = false

    /// Something that a quantifier may follow. An assertion gets a group around it, once one does.
    mutating func atom(_ text: String, isAssertion: Bool = false, from sourceOffset: Int) {
        cost.atom()
        origins.append((bytes.count, sourceOffset))
        atomStart = bytes.count
        atomIsAssertion = isAssertion
        bytes.append(contentsOf: text.utf8)
    }

    mutating func backreference(to number: Int, from sourceOffset: Int) {
        stepsReadAnyLength = true
        atom("\\g{\(number)}", from: sourceOffset)
    }

    mutating func openGroup(_ text: String, from sourceOffset: Int) {
        cost.open()
        syntax(text, from: sourceOffset)
    }

    mutating func alternative(from sourceOffset: Int) {
        cost.alternative()
        syntax("|", from: sourceOffset)
    }

    /// Something that a quantifier may not follow.
    mutating func syntax(_ text: String, from sourceOffset: Int) {
        origins.append((bytes.count, sourceOffset))
        atomStart = nil
        bytes.append(contentsOf: text.utf8)
    }

    /// Closes a group that was opened when `bytes` was `start` long; the whole becomes an atom.
    mutating func closeGroup(openedAt start: Int, isAssertion: Bool) {
        bytes.append(UInt8(ascii: ")"))
        let repeatsFreely = cost.close()
        stepsReadAnyLength = stepsReadAnyLength || isAssertion && repeatsFreely
        atomStart = start
        atomIsAssertion = isAssertion
    }

    var canRepeat: Bool { atomStart != nil }
    var lastIsAssertion: Bool { atomIsAssertion }

    mutating func quantifier(_ quantifier: Quantifier, isLazy: Bool) {
        cost.repeatLast(least: quantifier.least, most: quantifier.most)
        if atomIsAssertion, let start = atomStart {
            bytes.insert(contentsOf: "(?:".utf8, at: start)
            bytes.append(UInt8(ascii: ")"))
        }
        bytes.append(contentsOf: (quantifier.text + (isLazy ? "?" : "")).utf8)
        atomStart = nil
    }

    /// The byte of the source that the engine means by a byte of the translation.
    func sourceOffset(of offset: Int) -> Int {
        origins.last { $0.start <= offset }?.sourceOffset ?? 0
    }

    static func literal(_ scalar: Unicode.Scalar) -> String {
        "\\x{\(String(scalar.value, radix: 16))}"
    }
}
