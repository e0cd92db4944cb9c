// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// The TXT record that says whose a record set is: `_burnham-a.www.city.example` beside the A records of
/// `www.city.example`. A name of its own for each type, below the set's, where no wildcard and no alias reaches it.
enum OwnershipRecord {
    private static let prefix = "_burnham-"
    private static let beforeMark = "v=burnham1 mark="
    private static let ttl: UInt32 = 300

    static let type = RecordKind.txt.number

    /// Nil where the name is too long to have another below it.
    static func name(of name: DomainName, _ kind: RecordKind) -> DomainName? {
        let label = prefix + kind.rawValue.lowercased()
        guard name.wire.count + label.utf8.count < DomainName.wireBytesMax else { return nil }
        return DomainName(canonical: name.isRoot ? label : "\(label).\(name.text)")
    }

    static func isName(_ name: DomainName) -> Bool { name.text.hasPrefix(prefix) }

    /// The record set whose registry record has this name.
    static func subject(of name: DomainName) -> (DomainName, RecordKind)? {
        guard isName(name), let dot = name.text.utf8.firstIndex(of: UInt8(ascii: ".")) else {
            return nil
        }
        let label = name.text[..<dot].dropFirst(prefix.count)
        let rest = name.text[name.text.utf8.index(after: dot)...]
        return RecordKind(rawValue: label.uppercased()).map {
            (DomainName(canonical: String(rest)), $0)
        }
    }

    static func set(_ mark: Mark) -> StoredSet {
        let text = Array("\(beforeMark)\(mark)".utf8)
        return StoredSet(type: type, ttl: ttl, data: [RecordData.text(text).wire])
    }

    /// An ownership that can't be read is not taken for none.
    static func mark(
        in set: StoredSet, at name: DomainName
    ) throws(ProviderFailure) -> Mark {
        if set.data.count == 1, let data = try? RecordWire.read(.txt, set.data[0][...]),
            data.catalogText.hasPrefix(beforeMark),
            let mark = Mark(String(data.catalogText.dropFirst(beforeMark.count)))
        {
            return mark
        }
        throw ProviderFailure(
            .conflict, "the TXT record `\(name)` does not say whose the records are",
            help: "it has to be restored, or taken away by hand")
    }

    /// Why a record set can't have a registry record.
    static func problem(of name: DomainName, _ kind: RecordKind?) -> HostName.Problem? {
        if isName(name) {
            return HostName.Problem(
                message: "is a name of the target's own",
                help: "names that begin with `_burnham-` say whose records are")
        }
        guard let kind, self.name(of: name, kind) == nil else { return nil }
        return HostName.Problem(
            message: "is too long to have a TXT record below it that says whose it is",
            help: "a target with `ownership: store` needs none")
    }
}
