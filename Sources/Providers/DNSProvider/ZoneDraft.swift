// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import TargetFiles

/// The new content of a zone file, checked before it is written: it is read again, and has exactly the sets
/// that were asked for and every record of others as it was.
struct ZoneDraft {
    let bytes: [UInt8]
    let file: ZoneFile

    /// Nil where the zone would not change.
    init?(_ state: ZoneState, of zone: ZoneSettings.Zone) throws(ProviderFailure) {
        guard let day = state.day else { return nil }
        let base: ZoneFile
        if let file = state.file {
            base = file
        } else {
            base = try Self.read(ZoneTemplate.bytes(of: zone, on: day), zone)
        }
        var serial: UInt32?
        if state.file != nil {
            let unnumbered = ZoneRewrite.bytes(of: base, state.changes, serial: nil)
            if unnumbered == base.bytes { return nil }
            serial = base.authority.map { ZoneSerial.next(after: $0.soa.serial, on: day) }
        } else if state.changes.allSatisfy({ $0.value == nil }) {
            return nil
        }
        bytes = ZoneRewrite.bytes(of: base, state.changes, serial: serial)
        file = try Self.read(bytes, zone)
        guard Self.keepsOthers(base, file, state.changes), holds(state.changes) else {
            throw ProviderFailure(
                .rejected, "`\(zone.fileName)` can't be changed without changing records of others",
                help: "this is a bug in burnham; nothing was written")
        }
    }

    private static func read(
        _ bytes: [UInt8], _ zone: ZoneSettings.Zone
    ) throws(ProviderFailure) -> ZoneFile {
        do throws(ZoneProblem) {
            return try ZoneParser.read(bytes, zone: zone.name)
        } catch {
            throw ProviderFailure(error, in: zone)
        }
    }

    private func holds(_ changes: ZoneRewrite.Changes) -> Bool {
        changes.allSatisfy { key, set in
            RecordKind(rawValue: key.type).map { file.set(key.name, $0) == set } ?? false
        }
    }

    private static func keepsOthers(
        _ old: ZoneFile, _ new: ZoneFile, _ changes: ZoneRewrite.Changes
    ) -> Bool {
        let (oldRecords, newRecords) = (others(in: old, changes), others(in: new, changes))
        return oldRecords.count == newRecords.count
            && zip(oldRecords, newRecords).allSatisfy { before, after in
                before.owner == after.owner && before.ttl == after.ttl
                    && before.type == after.type && before.isInternet == after.isInternet
                    && (before.type == "SOA"
                        || old.bytes[before.words] == new.bytes[after.words])
            }
    }

    private static func others(
        in file: ZoneFile, _ changes: ZoneRewrite.Changes
    ) -> [ZoneRecord] {
        file.entries.indices.lazy.compactMap(file.record).filter {
            !$0.isInternet || changes[RecordSetKey(name: $0.owner, type: $0.type)] == nil
        }
    }
}

extension ProviderFailure {
    /// A mistake in a zone file, with its line.
    init(_ problem: ZoneProblem, in zone: ZoneSettings.Zone) {
        self.init(
            .rejected, "\(zone.fileName):\(problem.line): \(problem.message)",
            help: "no record of the zone is read or written until the file is mended by hand")
    }
}
