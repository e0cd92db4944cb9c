// SPDX-License-Identifier: Apache-2.0

import Values

/// Reads LDIF of entries (RFC 2849, `ldif-content`): folded lines, comments, base 64, LF or CRLF, the
/// optional version. It refuses change records, values by URL, bytes that are no UTF-8, and what no server
/// would load, with the line. Other than the RFC it takes UTF-8 in plain values, as servers do.
struct LDIFParser {
    private var bytes: [UInt8]
    /// The end of the file; what comes after it in `bytes` are lines with their folds undone.
    private let end: Int
    private var index = 0
    private var number = 0
    private var records: [LDIFDocument.Record] = []
    private var record: LDIFDocument.Record?
    private var leadStart = 0

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
        end = bytes.count
    }

    static func parse(_ bytes: [UInt8]) throws(LDIFProblem) -> LDIFDocument {
        var parser = LDIFParser(bytes)
        while parser.index < parser.end { try parser.readLine() }
        parser.endRecord(at: parser.end)
        let tail = parser.leadStart..<parser.end
        return LDIFDocument(
            bytes: parser.bytes, records: parser.records, tail: tail, lineEnd: parser.lineEnd)
    }

    /// As the file's first line has it.
    private var lineEnd: [UInt8] {
        guard let end = bytes[..<end].firstIndex(of: 0x0A), end > 0, bytes[end - 1] == 0x0D else {
            return [0x0A]
        }
        return [0x0D, 0x0A]
    }

    // MARK: Lines

    /// A line of the file: its content without the line end, and where the next one starts.
    private struct PhysicalLine {
        let content: Range<Int>
        let next: Int
        let isASCII: Bool
    }

    /// The line at `start`.
    private func physicalLine(from start: Int) throws(LDIFProblem) -> PhysicalLine {
        var place = start
        var seen: UInt8 = 0
        while place < end {
            let byte = bytes[place]
            seen |= byte
            if byte <= 0x0D {
                if byte == 0x0A {
                    return PhysicalLine(
                        content: start..<place, next: place + 1, isASCII: seen < 0x80)
                }
                if byte == 0x0D, place + 1 < end, bytes[place + 1] == 0x0A {
                    return PhysicalLine(
                        content: start..<place, next: place + 2, isASCII: seen < 0x80)
                }
                if byte == 0 { throw problem("a NUL byte stands in the line") }
                if byte == 0x0D { throw problem("a carriage return stands inside the line") }
            }
            place += 1
        }
        return PhysicalLine(content: start..<place, next: place, isASCII: seen < 0x80)
    }

    /// Reads one logical line, folds undone (RFC 2849, notes 2 and 3), and puts it where it belongs.
    private mutating func readLine() throws(LDIFProblem) {
        let start = index
        number += 1
        let firstNumber = number
        let first = try physicalLine(from: start)
        index = first.next
        if first.content.isEmpty {
            endRecord(at: start)
            return
        }
        guard bytes[start] != UInt8(ascii: " ") else {
            throw problem("a continuation line has no line to continue")
        }
        var content = first.content
        var isASCII = first.isASCII
        if index < end, bytes[index] == UInt8(ascii: " ") {
            content = try unfolded(content, isASCII: &isASCII)
        }
        guard isASCII || String(validating: bytes[content], as: UTF8.self) != nil else {
            throw problem("the line is not UTF-8", at: firstNumber)
        }
        let line = try line(content, whole: start..<index, number: firstNumber)
        try place(line)
    }

    private mutating func unfolded(
        _ first: Range<Int>, isASCII: inout Bool
    ) throws(LDIFProblem) -> Range<Int> {
        let start = bytes.count
        bytes.append(contentsOf: bytes[first])
        while index < end, bytes[index] == UInt8(ascii: " ") {
            number += 1
            let line = try physicalLine(from: index)
            bytes.append(contentsOf: bytes[line.content.dropFirst()])
            isASCII = isASCII && line.isASCII
            index = line.next
        }
        return start..<bytes.count
    }

    private func line(
        _ content: Range<Int>, whole: Range<Int>, number: Int
    ) throws(LDIFProblem) -> LDIFLine {
        let whole = Extent(whole)
        let number32 = UInt32(truncatingIfNeeded: number)
        if bytes[content.lowerBound] == UInt8(ascii: "#") {
            return LDIFLine(
                form: .comment, whole: whole, name: .empty, value: .empty, number: number32)
        }
        var place = content.lowerBound
        while place < content.upperBound, bytes[place] != UInt8(ascii: ":") { place += 1 }
        guard place < content.upperBound else {
            throw problem("the line has no `:` after an attribute's name", at: number)
        }
        let name = content.lowerBound..<place
        guard isAttributeDescription(name) else {
            throw problem("what stands before the `:` is no attribute's name", at: number)
        }
        place += 1
        var form = LDIFLine.Form.plain
        if place < content.upperBound, bytes[place] == UInt8(ascii: ":") {
            form = .base64
            place += 1
        } else if place < content.upperBound, bytes[place] == UInt8(ascii: "<") {
            throw problem("a value by URL (`:<`) is not read", at: number)
        }
        while place < content.upperBound, bytes[place] == UInt8(ascii: " ") { place += 1 }
        let value = place..<content.upperBound
        if form == .base64, Base64.decode(bytes[value]) == nil {
            throw problem("what follows after `::` is no base 64", at: number)
        }
        return LDIFLine(
            form: form, whole: whole, name: Extent(name), value: Extent(value), number: number32)
    }

    /// RFC 4512, section 2.5: a type, by name or number, and options.
    private func isAttributeDescription(_ name: Range<Int>) -> Bool {
        guard let first = bytes[name].first, isLetter(first) || isDigit(first) else { return false }
        return bytes[name].allSatisfy {
            isNameCharacter($0) || $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: ".")
                || $0 == UInt8(ascii: "_")
        }
    }

    // MARK: Records

    private mutating func place(_ line: LDIFLine) throws(LDIFProblem) {
        let number = Int(line.number)
        if record != nil {
            if line.form != .comment { try requireEntryAttribute(line) }
            record?.lines.append(line)
        } else if line.form == .comment {
            // Stays in what leads to the next record.
        } else if bytes[line.name.range].spells("dn") {
            var begun = LDIFDocument.Record(
                lead: Extent(leadStart..<Int(line.whole.start)), name: line)
            begun.lines.reserveCapacity(20)
            record = begun
        } else if bytes[line.name.range].spells("version"), records.isEmpty {
            guard line.form == .plain, bytes[line.value.range].elementsEqual("1".utf8) else {
                throw problem("the version is not 1", at: number)
            }
        } else {
            throw problem("a record does not begin with `dn:`", at: number)
        }
    }

    private func requireEntryAttribute(_ line: LDIFLine) throws(LDIFProblem) {
        let name = bytes[line.name.range]
        let number = Int(line.number)
        switch name.count {
        case 2 where name.spells("dn"):
            throw problem("a second `dn:` stands in a record; a blank line is missing", at: number)
        case 7 where name.spells("control"), 10 where name.spells("changetype"):
            throw problem("a change record stands where entries are expected", at: number)
        default: break
        }
    }

    private mutating func endRecord(at place: Int) {
        guard let ended = record else { return }
        records.append(ended)
        record = nil
        leadStart = place
    }

    private func problem(_ message: String, at line: Int? = nil) -> LDIFProblem {
        LDIFProblem(line: line ?? number, message: message)
    }
}
