// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Gathers entries of a server into the document that a tree is made of. Each entry once, however often it comes;
/// a long list of members in the parts in which the server shows it.
struct EntryCollector: Sendable {
    /// A list of members of which more is to be asked.
    struct Rest: Sendable {
        let name: String
        let next: Int
    }

    private let dialect: LDAPDialect
    private var bytes: [UInt8] = []
    private var records: [LDIFDocument.Record] = []
    /// Read as they come, while the server is at the next entry.
    private var keys: [DNKey?] = []
    private var places: [String: Int] = [:]
    private var marks: [Int: Mark] = [:]
    private var numbers: [Int: ServerNumbers] = [:]
    private var rests: [Rest] = []
    private var meanings = KnownMeanings()

    init(_ dialect: LDAPDialect) { self.dialect = dialect }

    mutating func add(_ entry: LDAPEntry) {
        guard places.updateValue(records.count, forKey: entry.nameText) == nil else { return }
        let name = LDIFLine(
            form: .plain, whole: .empty, name: .empty,
            value: Extent(entry.name, movedBy: bytes.count), number: 0)
        records.append(LDIFDocument.Record(lead: .empty, name: name))
        keys.append(try? DNKey(entry.bytes, in: entry.name))
        let record = records.count - 1
        read(entry, into: record)
        for (attribute, text) in numbers[record]?.attributes ?? [] {
            records[record].lines.append(line(attribute, text))
        }
    }

    /// The next part of a list of members.
    mutating func addMembers(_ entry: LDAPEntry) {
        if let record = places[entry.nameText] { read(entry, into: record) }
    }

    mutating func takeRests() -> [Rest] {
        defer { rests = [] }
        return rests
    }

    private mutating func read(_ entry: LDAPEntry, into record: Int) {
        let start = bytes.count
        bytes += entry.bytes
        var lines = records[record].lines
        lines.reserveCapacity(lines.count + entry.values.count)
        for value in entry.values {
            let (attribute, text) = (entry.bytes[value.attribute], entry.bytes[value.value])
            let meaning = meanings.find(attribute, dialect)
            if meaning.isMark, let mark = dialect.mark(text) {
                marks[record] = mark
                continue
            }
            if let name = meaning.kept {
                lines.append(line(name, text, at: Extent(value.value, movedBy: start)))
                if name == .objectClass, let other = treeClass(text, entry) {
                    lines.append(line(.objectClass, other))
                }
            }
            if let number = meaning.number {
                numbers[record, default: ServerNumbers()]
                    .read(number, String(decoding: text, as: UTF8.self))
            }
        }
        records[record].lines = lines
        noteRest(of: entry)
    }

    private func treeClass(_ name: ArraySlice<UInt8>, _ entry: LDAPEntry) -> String? {
        guard dialect.profile == .activeDirectory else { return nil }
        let isComputer = entry.texts("objectclass").contains("computer")
        return ActiveDirectory.treeClass(name, isComputer: isComputer)
    }

    /// `member;range=0-1499` says that there are more, `member;range=1500-*` that these are the last.
    private mutating func noteRest(of entry: LDAPEntry) {
        if dialect.profile != .activeDirectory { return }
        for attribute in entry.attributes {
            let name = String(decoding: entry.bytes[attribute], as: UTF8.self).lowercased()
            guard name.hasPrefix("member;range="), let dash = name.lastIndex(of: "-"),
                let last = Int(name[name.index(after: dash)...])
            else { continue }
            rests.append(Rest(name: entry.nameText, next: last + 1))
        }
    }

    // MARK: Lines

    private mutating func line(_ attribute: AttributeName, _ text: String) -> LDIFLine {
        let start = bytes.count
        bytes += text.utf8
        return line(attribute, Array(text.utf8)[...], at: Extent(start..<bytes.count))
    }

    private mutating func line(
        _ attribute: AttributeName, _ text: ArraySlice<UInt8>, at place: Extent
    ) -> LDIFLine {
        let name = extent(of: attribute)
        let isText =
            text.allSatisfy { $0 < 0x80 } || String(validating: text, as: UTF8.self) != nil
        if isText {
            return LDIFLine(form: .plain, whole: .empty, name: name, value: place, number: 0)
        }
        let start = bytes.count
        bytes += Base64.encode(text)
        return LDIFLine(
            form: .base64, whole: .empty, name: name, value: Extent(start..<bytes.count), number: 0)
    }

    private var nameExtents: [AttributeName: Extent] = [:]

    /// Each name once, as the tree calls it.
    private mutating func extent(of attribute: AttributeName) -> Extent {
        if let extent = nameExtents[attribute] { return extent }
        let start = bytes.count
        bytes += attribute.written.bytes
        let extent = Extent(start..<bytes.count)
        nameExtents[attribute] = extent
        return extent
    }

    func picture(_ settings: DirectorySettings) throws(ProviderFailure) -> DirectoryPicture {
        do throws(LDIFProblem) {
            let document = LDIFDocument(bytes: bytes, records: records, tail: 0..<0, lineEnd: [])
            let tree = try DirectoryTree(document, settings, named: keys)
            var found: [DNKey: Mark] = [:]
            for (record, mark) in marks { found[tree.keys[record]] = mark }
            return DirectoryPicture(tree: tree, marks: found, numbers: numbers)
        } catch {
            throw ProviderFailure(error)
        }
    }
}

/// What attributes mean, by the bytes in which the server writes them. It writes them in the same order in most
/// entries, so that the next one is looked at first.
private struct KnownMeanings: Sendable {
    private var known: [(name: [UInt8], meaning: LDAPDialect.Meaning)] = []
    private var last = 0

    mutating func find(
        _ name: ArraySlice<UInt8>, _ dialect: LDAPDialect
    ) -> LDAPDialect.Meaning {
        for step in known.indices {
            let place = (last + step) % known.count
            if known[place].name.elementsEqual(name) {
                last = place
                return known[place].meaning
            }
        }
        let meaning = dialect.meaning(of: name)
        known.append((Array(name), meaning))
        last = known.count - 1
        return meaning
    }
}

extension Extent {
    fileprivate init(_ range: Range<Int>, movedBy offset: Int) {
        self.init(range.lowerBound + offset..<range.upperBound + offset)
    }
}
