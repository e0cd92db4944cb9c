// SPDX-License-Identifier: Apache-2.0

import Values

/// An absolute domain name in one form: lower case (RFC 4343), without the final dot, with whatever is not
/// plain escaped as RFC 1035, section 5.1 has it. The root is `.`. It knows no zones.
struct DomainName: Hashable, Sendable, CustomStringConvertible {
    /// RFC 1035, section 2.3.4; the name with its length bytes, the root's included.
    static let wireBytesMax = 255
    static let labelBytesMax = 63
    static let root = DomainName(canonical: ".")

    let text: String

    /// `text` is trusted: it is another name's, or made of such.
    init(canonical text: String) { self.text = text }

    var description: String { text }
    var isRoot: Bool { text == "." }

    /// Why a text is no name.
    struct Problem: Error {
        let message: String
    }

    /// Reads a name as zone files have it. A name without a final dot is relative to `origin`.
    init(_ bytes: ArraySlice<UInt8>, origin: DomainName) throws(Problem) {
        if bytes.elementsEqual([UInt8(ascii: ".")]) {
            self = .root
            return
        }
        var reader = LabelReader()
        for byte in bytes { try reader.take(byte) }
        let isAbsolute = try reader.finish()
        if !isAbsolute { reader.append(origin) }
        guard reader.wireCount <= Self.wireBytesMax else {
            throw Problem(message: "the name has \(reader.wireCount) bytes; 255 are the most")
        }
        text = String(decoding: reader.text, as: UTF8.self)
    }

    /// Reads a name as the catalog has it: absolute, with or without the final dot.
    init(absolute text: String) throws(Problem) {
        try self.init(Array(text.utf8)[...], origin: .root)
    }

    /// Whether this is `zone` or a name in it.
    func isIn(_ zone: DomainName) -> Bool {
        zone.isRoot || self == zone || prefix(above: zone) != nil
    }

    /// The labels that stand before those of `zone`, without the dot; nil for a name that is not below it.
    func prefix(above zone: DomainName) -> Substring? {
        if zone.isRoot { return isRoot ? nil : text[...] }
        let utf8 = text.utf8
        let count = utf8.count - zone.text.utf8.count - 1
        guard count > 0 else { return nil }
        let dot = utf8.index(utf8.startIndex, offsetBy: count)
        guard utf8[dot] == UInt8(ascii: "."), utf8[dot...].dropFirst().elementsEqual(zone.text.utf8)
        else { return nil }
        let prefix = utf8[..<dot]
        let backslashes = prefix.reversed().prefix { $0 == UInt8(ascii: "\\") }.count
        guard backslashes.isMultiple(of: 2) else { return nil }
        return Substring(prefix)
    }

    /// As an owner is written where `origin` is in effect: `@`, relative, or absolute with its dot.
    func ownerText(in origin: DomainName) -> String {
        if self == origin { return "@" }
        if !origin.isRoot, let prefix = prefix(above: origin) { return String(prefix) }
        return absoluteText
    }

    /// With the final dot.
    var absoluteText: String { isRoot ? "." : "\(text)." }

    /// The name without its first label; nil for the root.
    var parent: DomainName? {
        if isRoot { return nil }
        let utf8 = text.utf8
        var isEscaped = false
        for index in utf8.indices {
            if !isEscaped && utf8[index] == UInt8(ascii: ".") {
                return DomainName(canonical: String(Substring(utf8[index...].dropFirst())))
            }
            isEscaped = !isEscaped && utf8[index] == UInt8(ascii: "\\")
        }
        return .root
    }

    /// The labels, still escaped.
    var labels: [Substring.UTF8View] {
        if isRoot { return [] }
        var labels: [Substring.UTF8View] = []
        let utf8 = text.utf8
        var start = utf8.startIndex
        var isEscaped = false
        for index in utf8.indices {
            if isEscaped {
                isEscaped = false
            } else if utf8[index] == UInt8(ascii: "\\") {
                isEscaped = true
            } else if utf8[index] == UInt8(ascii: ".") {
                labels.append(utf8[start..<index])
                start = utf8.index(after: index)
            }
        }
        labels.append(utf8[start...])
        return labels
    }
}

extension Dictionary where Key == DomainName {
    /// What belongs to the longest name that `name` is, or is in.
    func value(above name: DomainName) -> Value? {
        var candidate: DomainName? = name
        while let current = candidate {
            if let value = self[current] { return value }
            candidate = current.parent
        }
        return nil
    }
}

/// Takes a name byte by byte and keeps its canonical text.
private struct LabelReader {
    private(set) var text: [UInt8] = []
    /// Of the labels that are complete, their length bytes included.
    private(set) var wireCount = 0
    private var labelCount = 0
    private var escape = Escape.none

    private enum Escape {
        case none, begun
        case digits(count: Int, value: Int)
    }

    mutating func take(_ byte: UInt8) throws(DomainName.Problem) {
        switch escape {
        case .begun: try beginEscape(byte)
        case .digits(let count, let value): try takeDigit(byte, count, value)
        case .none:
            if byte == UInt8(ascii: "\\") {
                escape = .begun
            } else if byte == UInt8(ascii: ".") {
                try endLabel()
                text.append(byte)
            } else {
                try add(byte)
            }
        }
    }

    private mutating func beginEscape(_ byte: UInt8) throws(DomainName.Problem) {
        if (0x30...0x39).contains(byte) {
            escape = .digits(count: 1, value: Int(byte - 0x30))
        } else {
            escape = .none
            try add(byte)
        }
    }

    private mutating func takeDigit(
        _ byte: UInt8, _ count: Int, _ value: Int
    ) throws(DomainName.Problem) {
        guard (0x30...0x39).contains(byte) else {
            throw DomainName.Problem(message: "an escape has three digits")
        }
        let value = value * 10 + Int(byte - 0x30)
        if count < 2 {
            escape = .digits(count: count + 1, value: value)
            return
        }
        guard let byte = UInt8(exactly: value) else {
            throw DomainName.Problem(message: "the escape `\\\(value)` is beyond 255")
        }
        escape = .none
        try add(byte)
    }

    private mutating func add(_ byte: UInt8) throws(DomainName.Problem) {
        labelCount += 1
        guard labelCount <= DomainName.labelBytesMax else {
            throw DomainName.Problem(message: "a label of the name has more than 63 bytes")
        }
        let isUpper = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        PresentationText.append(isUpper ? byte | 0x20 : byte, asNameTo: &text)
    }

    private mutating func endLabel() throws(DomainName.Problem) {
        guard labelCount > 0 else {
            throw DomainName.Problem(message: "a label of the name is empty")
        }
        wireCount += labelCount + 1
        labelCount = 0
        guard wireCount < 2 * DomainName.wireBytesMax else {
            throw DomainName.Problem(message: "the name has more than 255 bytes")
        }
    }

    /// Whether the name ended in a dot, which is taken off.
    mutating func finish() throws(DomainName.Problem) -> Bool {
        guard case .none = escape else {
            throw DomainName.Problem(message: "the name ends in the middle of an escape")
        }
        if labelCount == 0 && !text.isEmpty {
            text.removeLast()
            wireCount += 1
            return true
        }
        try endLabel()
        wireCount += 1
        return false
    }

    mutating func append(_ origin: DomainName) {
        if origin.isRoot { return }
        for label in origin.labels { wireCount += PresentationText.byteCount(ofLabel: label) + 1 }
        text.append(UInt8(ascii: "."))
        text += origin.text.utf8
    }
}
