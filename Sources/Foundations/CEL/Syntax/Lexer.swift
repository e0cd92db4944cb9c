// SPDX-License-Identifier: Apache-2.0

/// Splits the bytes of an expression into tokens (cel-spec, "Syntax"). It finds where texts and
/// numbers end; `Literal` gives them their values. It does not know the grammar.
struct Lexer {
    let bytes: [UInt8]
    private(set) var position: Int

    init(_ bytes: [UInt8], from position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    mutating func next() throws(SyntaxFailure) -> Token {
        skipSpace()
        let start = position
        guard let byte = peek() else { return Token(kind: .end, range: start..<start) }
        let kind: Token.Kind
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): kind = number()
        case UInt8(ascii: ".") where isDigit(peek(1)): kind = number()
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            try text(isRaw: false)
            kind = .string
        case UInt8(ascii: "`"):
            try quotedName()
            kind = .quotedIdentifier
        case _ where isNameStart(byte): kind = try word()
        default: kind = try symbol(byte)
        }
        return Token(kind: kind, range: start..<position)
    }

    /// Goes on behind what could not be read.
    mutating func skipByte() { position = min(position + 1, bytes.count) }

    private func peek(_ offset: Int = 0) -> UInt8? {
        position + offset < bytes.count ? bytes[position + offset] : nil
    }

    private mutating func skipSpace() {
        while let byte = peek() {
            switch byte {
            case 0x20, 0x09, 0x0A, 0x0C, 0x0D: position += 1
            case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"):
                while let byte = peek(), byte != 0x0A { position += 1 }
            default: return
            }
        }
    }

    private mutating func number() -> Token.Kind {
        if peek() == UInt8(ascii: "0"), peek(1) == UInt8(ascii: "x"), isHexDigit(peek(2)) {
            position += 2
            while isHexDigit(peek()) { position += 1 }
            return takeUnsigned() ? .uint : .int
        }
        skipDigits()
        var isDouble = false
        if peek() == UInt8(ascii: "."), isDigit(peek(1)) {
            isDouble = true
            position += 1
            skipDigits()
        }
        if peek() == UInt8(ascii: "e") || peek() == UInt8(ascii: "E") {
            let isSigned = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-")
            if isDigit(peek(isSigned ? 2 : 1)) {
                isDouble = true
                position += isSigned ? 2 : 1
                skipDigits()
            }
        }
        return isDouble ? .double : takeUnsigned() ? .uint : .int
    }

    private mutating func takeUnsigned() -> Bool {
        guard peek() == UInt8(ascii: "u") || peek() == UInt8(ascii: "U") else { return false }
        position += 1
        return true
    }

    private mutating func skipDigits() {
        while isDigit(peek()) { position += 1 }
    }

    /// A keyword, a name, or a text with a prefix: `r`, `b` or `br` in either case.
    private mutating func word() throws(SyntaxFailure) -> Token.Kind {
        if let (isRaw, isBytes, length) = prefix() {
            position += length
            try text(isRaw: isRaw)
            return isBytes ? .bytes : .string
        }
        let start = position
        while let byte = peek(), isNameStart(byte) || isDigit(byte) { position += 1 }
        let name = bytes[start..<position]
        if name.elementsEqual("true".utf8) { return .trueWord }
        if name.elementsEqual("false".utf8) { return .falseWord }
        if name.elementsEqual("null".utf8) { return .nullWord }
        if name.elementsEqual("in".utf8) { return .inWord }
        return .identifier
    }

    private func prefix() -> (isRaw: Bool, isBytes: Bool, length: Int)? {
        let isBytes = peek() == UInt8(ascii: "b") || peek() == UInt8(ascii: "B")
        let second = peek(isBytes ? 1 : 0)
        let isRaw = second == UInt8(ascii: "r") || second == UInt8(ascii: "R")
        let length = (isBytes ? 1 : 0) + (isRaw ? 1 : 0)
        guard length > 0, peek(length) == UInt8(ascii: "\"") || peek(length) == UInt8(ascii: "'")
        else { return nil }
        return (isRaw, isBytes, length)
    }

    /// From the opening quote to behind the closing one.
    private mutating func text(isRaw: Bool) throws(SyntaxFailure) {
        let start = position
        let quote = bytes[position]
        let isTriple = peek(1) == quote && peek(2) == quote
        position += isTriple ? 3 : 1
        while let byte = peek() {
            if byte == quote, !isTriple || (peek(1) == quote && peek(2) == quote) {
                position += isTriple ? 3 : 1
                return
            }
            if !isTriple, byte == 0x0A || byte == 0x0D { break }
            position += byte == UInt8(ascii: "\\") && !isRaw ? 2 : 1
        }
        position = min(position, bytes.count)
        throw SyntaxFailure("a text is not closed", at: start..<position)
    }

    private mutating func quotedName() throws(SyntaxFailure) {
        let start = position
        position += 1
        while let byte = peek(), byte != UInt8(ascii: "`") {
            guard isNameStart(byte) || isDigit(byte) || ". -/".utf8.contains(byte) else { break }
            position += 1
        }
        guard peek() == UInt8(ascii: "`"), position > start + 1 else {
            throw SyntaxFailure(
                "a quoted name holds letters, digits, `_`, `.`, `-`, `/` and spaces",
                at: start..<min(position + 1, bytes.count))
        }
        position += 1
    }
}

func isNameStart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "_"):
        true
    default: false
    }
}

func isDigit(_ byte: UInt8?) -> Bool {
    guard let byte else { return false }
    return byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
}
