// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles

/// One zone while it is read and changed: its file as it is on disk, and the sets that differ since.
struct ZoneState {
    /// Nil where there is no file yet.
    let file: ZoneFile?
    let status: FileStatus?
    private(set) var changes: ZoneRewrite.Changes = [:]
    private(set) var positions: [Int] = []
    private(set) var day: CalendarDate?

    init(file: ZoneFile?, status: FileStatus?) {
        self.file = file
        self.status = status
    }

    func set(_ name: DomainName, _ kind: RecordKind) -> RecordSet? {
        if let change = changes[RecordSetKey(name: name, type: kind.rawValue)] { return change }
        return file?.set(name, kind)
    }

    mutating func change(
        _ key: RecordSetKey, to set: RecordSet?, at position: Int, on day: CalendarDate
    ) throws(ProviderFailure) {
        if set != nil { try expectNoAlias(key) }
        changes[key] = .some(set)
        positions.append(position)
        self.day = max(self.day ?? day, day)
    }

    private func expectNoAlias(_ key: RecordSetKey) throws(ProviderFailure) {
        let others = types(at: key.name).filter {
            $0 != key.type && !RecordTypeName.besideAlias.contains($0)
        }
        try AliasRule.expectRoom(for: key.type, at: key.name, beside: others)
    }

    private func types(at name: DomainName) -> [String] {
        var types = Set((file?.sets[name] ?? []).map(\.type))
        for kind in RecordKind.allCases {
            guard let change = changes[RecordSetKey(name: name, type: kind.rawValue)] else {
                continue
            }
            if change == nil { types.remove(kind.rawValue) } else { types.insert(kind.rawValue) }
        }
        return types.sorted()
    }
}
