// SPDX-License-Identifier: Apache-2.0

/// Lines being laid out: keeps the column, folds at the screen's width, leaves no space at a line's end.
/// Whatever is written is made safe first; the only control characters in it are its own, and nothing in it is
/// a command to a CI runner.
struct TextBuffer {
    let screen: Screen
    private(set) var bytes: [UInt8] = []
    /// Columns of the line that is being written, owed spaces included.
    private(set) var column = 0
    /// Spaces that are written only when something follows them.
    private var owedSpaces = 0
    private var isLineEmpty = true

    init(_ screen: Screen) { self.screen = screen }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The whole lines that were written since they were last taken.
    mutating func take() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }

    // MARK: In a line

    mutating func write(_ text: String) {
        paySpaces()
        append(text)
    }

    mutating func write(_ text: String, _ tone: Tone) {
        guard screen.hasColour, tone != .normal, !text.isEmpty else { return write(text) }
        paySpaces()
        control(tone.parameters)
        append(text)
        control(Tone.normal.parameters)
    }

    mutating func space(_ count: Int = 1) {
        owedSpaces += count
        column += count
    }

    /// At `column`, or two spaces on where the line is there already.
    mutating func align(to target: Int) { space(max(2, target - column)) }

    mutating func line() {
        bytes.append(UInt8(ascii: "\n"))
        owedSpaces = 0
        column = 0
        isLineEmpty = true
    }

    mutating func line(indent: Int) {
        line()
        space(indent)
    }

    private mutating func append(_ text: String) {
        let harmless = CommandGuard.harmless(text, beginsLine: isLineEmpty)
        if !text.isEmpty { isLineEmpty = false }
        column += SafeText.append(harmless, to: &bytes)
    }

    private mutating func paySpaces() {
        guard owedSpaces > 0 else { return }
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: owedSpaces))
        owedSpaces = 0
    }

    private mutating func control(_ parameters: StaticString) {
        bytes.append(0x1B)
        bytes.append(UInt8(ascii: "["))
        parameters.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "m"))
    }

    // MARK: Folding

    /// A cell of a row: at its column, or on a line of its own where it would not fit.
    mutating func cell(_ text: String, at target: Int, indent: Int, _ tone: Tone = .normal) {
        let start = max(column + 2, target)
        if start + SafeText.width(of: text) > screen.width, column > indent {
            line(indent: indent)
        } else {
            space(start - column)
        }
        write(text, tone)
    }

    /// Words one after the other, folded at the screen's width; later lines begin at `indent`.
    mutating func words(_ text: String, indent: Int, _ tone: Tone = .normal) {
        var isFirst = true
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            let word = String(word)
            if !isFirst {
                if column + 1 + SafeText.width(of: word) > screen.width, column > indent {
                    line(indent: indent)
                } else {
                    space()
                }
            }
            isFirst = false
            if !word.isEmpty { write(word, tone) }
        }
    }

    /// Words of our own whose line feeds stay: a block to copy stands as it is.
    mutating func paragraphs(_ text: String, indent: Int) {
        for (index, part) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            if index > 0 { line(indent: indent) }
            words(String(part), indent: indent)
        }
    }

    /// Facts with dots between them, folded between facts.
    mutating func facts(_ facts: [String], indent: Int) {
        for (index, fact) in facts.enumerated() {
            if index > 0 {
                if column + 3 + SafeText.width(of: fact) > screen.width, column > indent {
                    line(indent: indent)
                } else {
                    write(" · ", .faint)
                }
            }
            words(fact, indent: indent)
        }
    }
}
