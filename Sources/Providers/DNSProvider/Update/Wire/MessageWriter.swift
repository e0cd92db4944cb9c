// SPDX-License-Identifier: Apache-2.0

/// Writes a message: a question or an update. Names are shortened to a pointer where the same name stands before,
/// and by the name in the question, a zone's: the rest of RFC 1035, section 4.1.4 saves little here, and libldns,
/// which has it all, looks each label of each name up in a tree.
struct MessageWriter {
    static let bytesMax = 65_535
    private static let questionStart = 12
    /// A pointer has 14 bits.
    private static let pointerMax = 0x3FFF

    private(set) var bytes: [UInt8]
    private let zone: DomainName
    private var starts: [DomainName: Int]
    private var counts: [UInt16] = [1, 0, 0, 0]

    init(identifier: UInt16, operation: UInt16, question: WireMessage.Question) {
        zone = question.name
        starts = [zone: Self.questionStart]
        bytes = []
        append(identifier)
        append(operation << 11)
        for count in counts { append(count) }
        bytes += question.name.wire
        append(question.type)
        append(question.questionClass)
    }

    /// Sections are written in their order: 0 answers or prerequisites, 1 authorities or updates, 2 additional.
    mutating func append(_ record: WireRecord, section: Int) {
        append(record.owner)
        append(record.type)
        append(record.recordClass)
        append(UInt16(record.ttl >> 16))
        append(UInt16(record.ttl & 0xFFFF))
        append(UInt16(record.data.count))
        bytes += record.data
        let field = 4 + 2 * (section + 1)
        counts[section + 1] += 1
        bytes[field] = UInt8(counts[section + 1] >> 8)
        bytes[field + 1] = UInt8(counts[section + 1] & 0xFF)
    }

    private mutating func append(_ number: UInt16) {
        bytes.append(UInt8(number >> 8))
        bytes.append(UInt8(number & 0xFF))
    }

    private mutating func append(_ name: DomainName) {
        if let start = starts[name] {
            append(0xC000 | UInt16(start))
            return
        }
        if bytes.count <= Self.pointerMax { starts[name] = bytes.count }
        guard !zone.isRoot, let prefix = name.prefix(above: zone) else {
            bytes += name.wire
            return
        }
        for label in DomainName(canonical: String(prefix)).labels {
            DomainName.append(label, to: &bytes)
        }
        append(0xC000 | UInt16(Self.questionStart))
    }
}
