// SPDX-License-Identifier: Apache-2.0

import Values

/// The entries of an LDIF file (RFC 2849, `ldif-content`) with everything that stands around them, so
/// that what nobody changes is written back byte for byte. It knows no directory: nothing of
/// distinguished names, schemas or trees.
struct LDIFDocument: Sendable {
    /// One entry.
    struct Record: Sendable {
        /// What stands between the record before and this one: blank lines, comments, the version.
        var lead: Extent
        var name: LDIFLine
        /// In the file's order, comments too. Removed ones stay, so that places in here stay right.
        var lines: [LDIFLine?]
        fileprivate(set) var isRemoved = false
        fileprivate var station = Station.ofFile

        init(lead: Extent, name: LDIFLine, lines: [LDIFLine?] = []) {
            self.lead = lead
            self.name = name
            self.lines = lines
        }
    }

    /// Where a record is written.
    fileprivate enum Station: Equatable {
        case ofFile
        /// Before a record of the file.
        case inserted
        /// After the file's records, where this is its last place in `trailing`.
        case trailing(Int)
    }

    /// The file's bytes, then those of lines written since and of lines with their folds undone.
    private(set) var bytes: [UInt8]
    private(set) var records: [Record]
    /// What follows after the last record of the file.
    private let tail: Extent
    private let recordsFromFile: Int
    private let lineEnd: [UInt8]
    /// Records to write before one of the file, by its place.
    private var insertions: [Int: [Int]] = [:]
    /// Records to write after those of the file; the last mention of one counts.
    private var trailing: [Int] = []
    private(set) var isChanged = false
    /// What was changed since `startJournal`, in order; nil where nobody asked for it.
    private(set) var journal: [Change]?

    /// One step of what was done to the records.
    enum Change: Sendable {
        case inserted(record: Int)
        case added(LDIFLine, record: Int)
        case removed(LDIFLine, record: Int)
        case renamed(record: Int, from: LDIFLine)
        case deleted(record: Int)
    }

    init(bytes: [UInt8], records: [Record], tail: Range<Int>, lineEnd: [UInt8]) {
        self.bytes = bytes
        self.records = records
        self.tail = Extent(tail)
        self.lineEnd = lineEnd
        recordsFromFile = records.count
    }

    // MARK: Reading

    /// The value's bytes, decoded.
    func value(of line: LDIFLine) -> [UInt8] {
        let stored = bytes[line.value.range]
        guard line.form == .base64 else { return Array(stored) }
        guard let decoded = Base64.decode(stored) else {
            preconditionFailure("base 64 that was checked before; this is a bug in burnham")
        }
        return decoded
    }

    /// Nil for a value that is no UTF-8.
    func text(of line: LDIFLine) -> String? {
        line.form == .base64
            ? String(validating: value(of: line), as: UTF8.self)
            : String(decoding: bytes[line.value.range], as: UTF8.self)
    }

    func name(of line: LDIFLine) -> ArraySlice<UInt8> { bytes[line.name.range] }

    // MARK: Changing

    mutating func append(_ name: StaticString, _ value: String, to record: Int) -> Int {
        let line = makeLine(name.bytes, value)
        records[record].lines.append(line)
        journal?.append(.added(line, record: record))
        isChanged = true
        return records[record].lines.count - 1
    }

    mutating func replace(_ line: Int, of record: Int, by name: StaticString, _ value: String) {
        noteRemoval(of: line, record)
        let next = makeLine(name.bytes, value)
        records[record].lines[line] = next
        journal?.append(.added(next, record: record))
        isChanged = true
    }

    mutating func removeLine(_ line: Int, of record: Int) {
        noteRemoval(of: line, record)
        records[record].lines[line] = nil
        isChanged = true
    }

    private mutating func noteRemoval(of line: Int, _ record: Int) {
        guard let former = records[record].lines[line] else { return }
        journal?.append(.removed(former, record: record))
    }

    /// The renamed record goes to the end of the file, so that it comes after whatever is above it now.
    mutating func rename(_ record: Int, to name: String) {
        journal?.append(.renamed(record: record, from: records[record].name))
        records[record].name = makeLine(Self.nameOfNames.bytes, name)
        moveToEnd(record)
    }

    private mutating func moveToEnd(_ record: Int) {
        records[record].station = .trailing(trailing.count)
        trailing.append(record)
        isChanged = true
    }

    /// Comments above it stay, those inside it go.
    mutating func remove(_ record: Int) {
        records[record].isRemoved = true
        journal?.append(.deleted(record: record))
        isChanged = true
    }

    /// From here on every change is noted.
    mutating func startJournal() { journal = [] }

    /// What was noted since the last time.
    mutating func takeJournal() -> [Change] {
        defer { journal = [] }
        return journal ?? []
    }

    /// A new record after all others, or before `next`; its place.
    mutating func insert(
        _ name: String, _ attributes: [(StaticString, String)], before next: Int? = nil
    ) -> Int {
        let place = records.count
        records.append(
            Record(
                lead: .empty, name: makeLine(Self.nameOfNames.bytes, name),
                lines: attributes.map { makeLine($0.0.bytes, $0.1) }))
        journal?.append(.inserted(record: place))
        if let next, next < recordsFromFile, records[next].station == .ofFile {
            records[place].station = .inserted
            insertions[next, default: []].append(place)
            isChanged = true
        } else {
            moveToEnd(place)
        }
        return place
    }

    private static let nameOfNames: StaticString = "dn"

    /// Name and value go into the bytes as they are, for reading, and after them as the file has them.
    private mutating func makeLine(
        _ name: UnsafeBufferPointer<UInt8>, _ value: String
    ) -> LDIFLine {
        let nameStart = bytes.count
        bytes.append(contentsOf: name)
        let valueStart = bytes.count
        bytes.append(contentsOf: value.utf8)
        let valueEnd = bytes.count
        LDIFWriter.append(
            name: nameStart..<valueStart, value: valueStart..<valueEnd, lineEnd: lineEnd, to: &bytes
        )
        return LDIFLine(
            form: .plain, whole: Extent(valueEnd..<bytes.count),
            name: Extent(nameStart..<valueStart),
            value: Extent(valueStart..<valueEnd), number: 0)
    }

    // MARK: Writing

    /// The whole file.
    func serialised() -> [UInt8] {
        var output = LDIFOutput(bytes: bytes, lineEnd: lineEnd)
        if recordsFromFile == 0 { output.append(tail) }
        for place in 0..<recordsFromFile {
            let record = records[place]
            output.append(
                record, isKept: !record.isRemoved && record.station == .ofFile, isFirst: place == 0,
                after: (insertions[place] ?? []).map { records[$0] })
        }
        for (index, place) in trailing.enumerated() {
            let record = records[place]
            if record.station == .trailing(index) && !record.isRemoved { output.appendNew(record) }
        }
        if recordsFromFile > 0 { output.append(tail) }
        return output.finish()
    }
}
