// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// The entries that others need above them: the base, and the units that accounts and groups lie in when
/// nobody says where. Other units are resources of their own and never made in passing.
extension DirectoryTree {
    /// What of `path` is missing in the file, from the top down. Throws where `makeUnits` may not make it.
    func missingUnits(_ path: String) throws(ProviderFailure) -> [DNKey] {
        var key = settings.base
        var missing: [DNKey] = []
        let segments = UnitPath(path).segments
        for segment in segments {
            key = key.child("ou", segment)
            if position(of: key) == nil { missing.append(key) }
        }
        let standard = [DirectorySettings.accountsUnit, DirectorySettings.groupsUnit]
        let isStandard = segments.count == 1 && standard.contains(segments[0])
        guard missing.isEmpty || isStandard else {
            throw ProviderFailure(
                .rejected, "no unit `\(path)` in the directory",
                help: "a `directory.unit` makes it; what lies in it refers to it to come after it")
        }
        return missing
    }

    /// Makes the base where it is missing, and `missing` below it, all before entries that lacked them.
    mutating func makeUnits(_ missing: [DNKey]) {
        let isBaseMissing = position(of: settings.base) == nil
        let made = (isBaseMissing ? [settings.base] : []) + missing
        let orphan = made.compactMap { firstChild(of: $0) }.min()
        if isBaseMissing {
            guard let entry = BaseEntry(settings) else {
                preconditionFailure("a base that no entry can have; this is a bug in burnham")
            }
            _ = insert(settings.base, entry.attributes, before: orphan)
        }
        for key in missing { _ = insert(key, Self.unitAttributes(key), before: orphan) }
    }

    static func unitAttributes(_ key: DNKey) -> [(StaticString, String)] {
        [
            ("objectClass", "top"), ("objectClass", "organizationalUnit"),
            ("ou", DNPart.value(of: key.firstPart)),
        ]
    }

    /// Throws where the name is taken.
    func requireFree(_ key: DNKey) throws(ProviderFailure) {
        guard position(of: key) == nil else {
            throw ProviderFailure(.conflict, "another entry has the name `\(key)`")
        }
    }

    /// Throws where entries lie below it.
    func requireChildless(_ record: Int) throws(ProviderFailure) {
        let count = childCount(of: record)
        guard count == 0 else {
            let entries = count == 1 ? "1 entry lies" : "\(count) entries lie"
            throw ProviderFailure(.conflict, "\(entries) below `\(name(of: record))`")
        }
    }

    /// Gives an entry the name that the catalog asks for, where it has another one.
    mutating func move(
        _ record: Int, to key: DNKey, in unit: String
    ) throws(ProviderFailure) {
        guard keys[record] != key else { return }
        try requireFree(key)
        try requireChildless(record)
        let missing = try missingUnits(unit)
        do throws(LDIFProblem) {
            try loadHolders()
            makeUnits(missing)
            try rename(record, to: key)
        } catch {
            throw ProviderFailure(error)
        }
    }
}

extension ProviderFailure {
    /// The object went away between the comparison and the change; the lock keeps that from happening.
    static func gone(_ operation: Operation) -> ProviderFailure {
        ProviderFailure(.conflict, "`\(operation.identity)` is not in the directory")
    }
}
