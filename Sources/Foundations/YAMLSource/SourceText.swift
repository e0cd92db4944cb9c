// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import Glibc
#endif

/// The bytes of a file after the first look at them: they are UTF-8, and every character may stand in
/// strict YAML. It parses nothing. Where it finds problems the file goes no further.
///
/// Refused unescaped are control characters (but tab and line ends), U+0085, U+2028 and U+2029 (line ends
/// to YAML 1.1 only), noncharacters, and what changes how a reader sees the text without being seen:
/// bidirectional overrides, embeddings and isolates, zero-width spaces, a byte order mark inside.
/// Zero-width joiners and direction marks stay: some languages are not written without them.
struct SourceText: ~Copyable {
    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    /// Lines that begin with `%TAG`; libyaml compares each with all before it.
    private static let tagDirectivesMax = 64

    let bytes: [UInt8]
    /// Where the text begins, after a byte order mark.
    let base: Int
    private(set) var isASCII = true
    private(set) var problems: [YAMLProblem] = []
    private let problemsMax: Int

    init(_ bytes: [UInt8], limits: YAMLLimits) {
        self.bytes = bytes
        base = bytes.starts(with: Self.byteOrderMark) ? Self.byteOrderMark.count : 0
        problemsMax = limits.problemsMax
        guard bytes.count <= min(limits.bytesMax, Int(Int32.max)) else {
            problems.append(.tooManyBytes(bytes.count, limit: limits.bytesMax))
            return
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            problems.append(.utf16)
            return
        }
        checkCharacters()
        checkDirectives()
    }

    private mutating func checkCharacters() {
        bytes.withUnsafeBufferPointer { buffer in
            var index = base
            while index < buffer.count, problems.count < problemsMax {
                index = Self.endOfCommonText(buffer, from: index)
                guard index < buffer.count else { break }
                if buffer[index] < 0x80 {
                    problems.append(.character(UInt32(buffer[index]), at: index, count: 1))
                    index += 1
                } else {
                    isASCII = false
                    guard let next = checkWideCharacter(buffer, at: index) else { return }
                    index = next
                }
            }
        }
    }

    /// The first byte from `start` on that is neither printable ASCII nor tab nor line end; eight a step.
    private static func endOfCommonText(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int
    ) -> Int {
        var index = start
        let raw = UnsafeRawBufferPointer(bytes)
        while index < bytes.count {
            while index + 8 <= bytes.count {
                let eight = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                if isUncommon(eight) { break }
                index += 8
            }
            let stop = min(index + 8, bytes.count)
            while index < stop {
                let byte = bytes[index]
                let isSpace = byte == 0x09 || byte == 0x0A || byte == 0x0D
                guard byte >= 0x20 && byte < 0x7F || isSpace else { return index }
                index += 1
            }
        }
        return index
    }

    /// Whether one of eight bytes needs a closer look, each in its own lane, without carries.
    private static func isUncommon(_ eight: UInt64) -> Bool {
        let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
        func isNot(_ byte: UInt64) -> UInt64 {
            let difference = eight ^ (byte &* 0x0101_0101_0101_0101)
            return (difference & low) &+ low | difference
        }
        let atLeastSpace = (eight & low) &+ 0x6060_6060_6060_6060
        let isNoSpace = isNot(0x09) & isNot(0x0A) & isNot(0x0D)
        let bad = eight | (~atLeastSpace & isNoSpace) | ~isNot(0x7F)
        return bad & ~low != 0
    }

    /// Looks at the character of several bytes at `index`: the next one's offset, nil if it is not UTF-8.
    private mutating func checkWideCharacter(
        _ bytes: UnsafeBufferPointer<UInt8>, at index: Int
    ) -> Int? {
        guard let (code, count) = Self.decode(bytes, at: index) else {
            problems.append(.notUTF8(at: index))
            return nil
        }
        if Self.isRefused(code) {
            problems.append(.character(code, at: index, count: count))
        }
        return index + count
    }

    /// RFC 3629, section 4: no overlong forms, no surrogates, nothing above U+10FFFF.
    private static func decode(
        _ bytes: UnsafeBufferPointer<UInt8>, at index: Int
    ) -> (code: UInt32, count: Int)? {
        let first = UInt32(bytes[index])
        let (count, least): (Int, UInt32)
        switch first {
        case 0xC2...0xDF: (count, least) = (2, 0x80)
        case 0xE0...0xEF: (count, least) = (3, 0x800)
        case 0xF0...0xF4: (count, least) = (4, 0x10000)
        default: return nil
        }
        guard index + count <= bytes.count else { return nil }
        var code = first & (0x7F >> UInt32(count))
        for next in bytes[index + 1..<index + count] {
            guard next & 0xC0 == 0x80 else { return nil }
            code = code << 6 | UInt32(next & 0x3F)
        }
        let isSurrogate = code >= 0xD800 && code <= 0xDFFF
        guard code >= least, code <= 0x10FFFF, !isSurrogate else { return nil }
        return (code, count)
    }

    private static func isRefused(_ code: UInt32) -> Bool {
        switch code {
        case 0x80...0x9F, 0x2028, 0x2029: true
        case 0x202A...0x202E, 0x2066...0x2069: true
        case 0x200B, 0x2060, 0xFEFF: true
        case 0xFFFE, 0xFFFF: true
        default: false
        }
    }

    private mutating func checkDirectives() {
        let directive = Array("%TAG".utf8)
        var found = 0
        var index = base
        while let next = nextPercent(from: index) {
            index = next + 1
            let isAtLineStart = next == base || bytes[next - 1] == 0x0A || bytes[next - 1] == 0x0D
            guard isAtLineStart, bytes[next...].starts(with: directive) else { continue }
            found += 1
            if found > Self.tagDirectivesMax {
                problems.append(.tooManyDirectives(limit: Self.tagDirectivesMax, at: next))
                return
            }
        }
    }

    private func nextPercent(from start: Int) -> Int? {
        bytes.withUnsafeBytes { buffer in
            guard start < buffer.count, let first = buffer.baseAddress else { return nil }
            let found = memchr(first + start, Int32(UInt8(ascii: "%")), buffer.count - start)
            return found.map { UnsafeRawPointer($0) - first }
        }
    }
}
