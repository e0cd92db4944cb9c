// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// The parts of a line of the marks registry that are the same in every line:
/// `{"identity":"www","mark":"<lineage>:<uid>","type":"dns.record"}`.
private enum MarkLine {
    static let start = Array(#"{"identity":""#.utf8)
    static let beforeMark = Array(#"","mark":""#.utf8)
    static let beforeType = Array(#"","type":""#.utf8)
    static let end = Array(#""}"#.utf8)
    static let hexDigits = 32
}

/// Writes lines of the marks registry: canonical JSON.
struct MarkLineWriter {
    private(set) var bytes: [UInt8] = []

    mutating func add(_ key: MarkKey, _ mark: Mark) {
        bytes += MarkLine.start
        add(key.identity)
        bytes += MarkLine.beforeMark
        bytes += mark.lineage.utf8
        bytes.append(UInt8(ascii: ":"))
        bytes += mark.uid.utf8
        bytes += MarkLine.beforeType
        add(key.type)
        bytes += MarkLine.end
        bytes.append(UInt8(ascii: "\n"))
    }

    private mutating func add(_ text: String) {
        let isPlain = text.utf8.allSatisfy {
            $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
        }
        bytes +=
            isPlain
            ? Array(text.utf8) : CanonicalJSON.bytes(of: .string(text)).dropFirst().dropLast()
    }
}

/// Reads lines of the marks registry. Texts that one line shares with the one before are kept once.
struct MarkLineReader {
    private var lineage = ""
    private var type = ""

    /// Nil for a line that is none.
    mutating func read(_ line: ArraySlice<UInt8>) -> (MarkKey, Mark)? {
        if line.contains(UInt8(ascii: "\\")) { return readEscaped(line) }
        var rest = line
        guard Self.take(MarkLine.start, from: &rest), let identity = Self.takeText(from: &rest),
            Self.take(MarkLine.beforeMark, from: &rest), let mark = takeMark(from: &rest),
            Self.take(MarkLine.beforeType, from: &rest), let end = rest.firstIndex(of: quote),
            let type = Self.text(rest[..<end], like: self.type)
        else { return readEscaped(line) }
        rest = rest[end...]
        guard rest.elementsEqual(MarkLine.end) else { return readEscaped(line) }
        self.type = type
        return (MarkKey(type: type, identity: identity), mark)
    }

    private mutating func takeMark(from rest: inout ArraySlice<UInt8>) -> Mark? {
        let length = 2 * MarkLine.hexDigits + 1
        guard rest.count > length else { return nil }
        let lineage = rest.prefix(MarkLine.hexDigits)
        let uid = rest[(rest.startIndex + MarkLine.hexDigits + 1)...].prefix(MarkLine.hexDigits)
        guard rest[lineage.endIndex] == UInt8(ascii: ":"), lineage.allSatisfy(Self.isHex),
            uid.allSatisfy(Self.isHex), let text = Self.text(lineage, like: self.lineage)
        else { return nil }
        self.lineage = text
        rest = rest.dropFirst(length)
        return Mark(lineage: text, uid: String(decoding: uid, as: UTF8.self))
    }

    /// Any other JSON form of the same object.
    private func readEscaped(_ line: ArraySlice<UInt8>) -> (MarkKey, Mark)? {
        guard let value = try? JSONParser.parse(Array(line)), let fields = value.object,
            fields.count == 3, let type = fields["type"]?.string,
            let identity = fields["identity"]?.string,
            let mark = fields["mark"]?.string.flatMap({ Mark($0) })
        else { return nil }
        return (MarkKey(type: type, identity: identity), mark)
    }

    private static func take(_ part: [UInt8], from rest: inout ArraySlice<UInt8>) -> Bool {
        guard rest.starts(with: part) else { return false }
        rest = rest.dropFirst(part.count)
        return true
    }

    private static func takeText(from rest: inout ArraySlice<UInt8>) -> String? {
        guard let end = rest.firstIndex(of: quote),
            let text = String(validating: rest[..<end], as: UTF8.self)
        else { return nil }
        rest = rest[end...]
        return text
    }

    private static func text(_ bytes: ArraySlice<UInt8>, like former: String) -> String? {
        bytes.elementsEqual(former.utf8) ? former : String(validating: bytes, as: UTF8.self)
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
    }
}

private let quote = UInt8(ascii: "\"")
