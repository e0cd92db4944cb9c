// SPDX-License-Identifier: Apache-2.0

/// Puts a document's pieces together again. Pieces that follow one another in its bytes are copied at
/// once. It does not know what is in them, but for line ends.
struct LDIFOutput {
    private let bytes: [UInt8]
    private let lineEnd: [UInt8]
    private var output: [UInt8] = []
    private var pending = 0..<0

    init(bytes: [UInt8], lineEnd: [UInt8]) {
        self.bytes = bytes
        self.lineEnd = lineEnd
        output.reserveCapacity(bytes.count + 64)
    }

    /// A place of the file: the record there, unless it is gone, and the new ones that go before it. A
    /// version line stays the first one, and comments above a record that is gone stay.
    mutating func append(
        _ record: LDIFDocument.Record, isKept: Bool, isFirst: Bool,
        after inserted: [LDIFDocument.Record]
    ) {
        let inserted = inserted.filter { !$0.isRemoved }
        if isFirst { append(record.lead) }
        for other in inserted { appendNew(other) }
        guard isKept else {
            if !isFirst && !isBlank(record.lead) { append(record.lead) }
            return
        }
        if !isFirst {
            appendLead(record.lead)
        } else if !inserted.isEmpty {
            separate()
        }
        appendContent(of: record)
    }

    mutating func appendNew(_ record: LDIFDocument.Record) {
        separate()
        appendContent(of: record)
    }

    mutating func append(_ piece: Extent) {
        guard !piece.isEmpty else { return }
        if pending.upperBound == piece.range.lowerBound {
            pending = pending.lowerBound..<piece.range.upperBound
            return
        }
        flush()
        pending = piece.range
    }

    mutating func finish() -> [UInt8] {
        flush()
        return output
    }

    private mutating func appendContent(of record: LDIFDocument.Record) {
        append(record.name.whole)
        for case let line? in record.lines { append(line.whole) }
    }

    /// A record that became the file's first needs no blank line above it.
    private mutating func appendLead(_ lead: Extent) {
        if output.isEmpty && pending.isEmpty && isBlank(lead) { return }
        append(lead)
    }

    /// One blank line between what is there and a record to come.
    private mutating func separate() {
        flush()
        guard !output.isEmpty else { return }
        endLine()
        output.append(contentsOf: lineEnd)
    }

    private func isBlank(_ piece: Extent) -> Bool {
        bytes[piece.range].allSatisfy { $0 == 0x0A || $0 == 0x0D }
    }

    private mutating func flush() {
        guard !pending.isEmpty else { return }
        endLine()
        output.append(contentsOf: bytes[pending])
        pending = 0..<0
    }

    /// The file's last line may lack its end.
    private mutating func endLine() {
        if let last = output.last, last != 0x0A { output.append(contentsOf: lineEnd) }
    }
}
