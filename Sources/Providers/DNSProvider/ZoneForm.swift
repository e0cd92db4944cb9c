// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import TargetFiles
import Values

/// The zone files of a target as a form. A zone is read when the first of its records is asked for. A zone
/// whose file has a mistake is unreadable as a whole and never written.
struct ZoneForm: TargetForm {
    private static let bytesMax = 256 << 20
    private static let newMode: UInt32 = 0o644

    private let place: TargetPlace
    private let settings: ZoneSettings
    private var zones: [DomainName: Loaded] = [:]

    private enum Loaded {
        case zone(ZoneState)
        case broken(ProviderFailure)
    }

    init(_ place: TargetPlace, _ marks: MarksRegistry) throws(ProviderFailure) {
        self.place = place
        settings = try ZoneSettings(place.settings)
    }

    mutating func find(_ item: ObserveItem) -> FoundObject {
        FoundObject(presence(of: item.identity), markIdentity: item.identity)
    }

    private mutating func presence(of identity: String) -> Presence {
        do throws(ProviderFailure) {
            let (name, kind, zone) = try locate(identity)
            let state = try state(of: zone)
            if let generator = state.file?.generator(of: name, kind.rawValue) {
                throw ProviderFailure(
                    .conflict,
                    "\(zone.fileName):\(generator.line): `\(generator.directive)` may make "
                        + "`\(name)`, which is not read",
                    help: "records that it makes have to be written out to be managed")
            }
            guard let set = state.set(name, kind) else { return .absent }
            return .present(ObservedObject(attributes: RecordType.attributes(name, kind, set)))
        } catch {
            return .unreadable(error)
        }
    }

    private func locate(
        _ identity: String
    ) throws(ProviderFailure) -> (DomainName, RecordKind, ZoneSettings.Zone) {
        guard let (name, kind) = RecordType.key(ofIdentity: identity) else {
            throw ProviderFailure(.rejected, "`\(identity)` is no record set")
        }
        guard let zone = settings.zone(of: name) else {
            throw ProviderFailure(.rejected, "`\(name)` is in no zone of the target")
        }
        return (name, kind, zone)
    }

    private mutating func state(
        of zone: ZoneSettings.Zone
    ) throws(ProviderFailure) -> ZoneState {
        let loaded = zones[zone.name] ?? load(zone)
        zones[zone.name] = loaded
        switch loaded {
        case .zone(let state): return state
        case .broken(let failure): throw failure
        }
    }

    /// Zones that are there keep what their files say beside the records.
    var remarks: [String] {
        zones.values.compactMap { loaded -> String? in
            guard case .zone(let state) = loaded, let file = state.file,
                let zone = settings.zone(of: file.zone)
            else { return nil }
            return ZoneDifference(file, zone).remark
        }.sorted()
    }

    private func load(_ zone: ZoneSettings.Zone) -> Loaded {
        do throws(ProviderFailure) {
            guard let (bytes, status) = try contents(of: zone) else {
                return .zone(ZoneState(file: nil, status: nil))
            }
            return .zone(try Self.parsed(bytes, status, zone))
        } catch {
            return .broken(error)
        }
    }

    private static func parsed(
        _ bytes: [UInt8], _ status: FileStatus, _ zone: ZoneSettings.Zone
    ) throws(ProviderFailure) -> ZoneState {
        do throws(ZoneProblem) {
            let file = try ZoneParser.read(bytes, zone: zone.name)
            guard file.authority != nil else {
                throw ZoneProblem(line: 1, message: "the file has no SOA record of `\(zone.name)`")
            }
            return ZoneState(file: file, status: status)
        } catch {
            throw ProviderFailure(error, in: zone)
        }
    }

    /// Nil where there is no file, or no folder.
    private func contents(
        of zone: ZoneSettings.Zone
    ) throws(ProviderFailure) -> ([UInt8], FileStatus)? {
        do throws(FileFailure) {
            let folder = try DirectoryHandle(path: place.folder)
            let path = try RelativePath(zone.fileName)
            guard let status = try folder.status(of: path) else { return nil }
            return (try folder.readFile(path, limit: Self.bytesMax), status)
        } catch {
            if error.kind == .missing { return nil }
            throw ProviderFailure(error)
        }
    }

    mutating func apply(
        _ operation: Operation, at position: Int
    ) throws(ProviderFailure) -> String {
        let (name, kind, zone) = try locate(operation.identity)
        var state = try state(of: zone)
        let isGone = operation.kind == .delete || operation.kind == .purge
        let set = isGone ? nil : try RecordType.set(operation.attributes, kind)
        zones[zone.name] = nil
        defer { zones[zone.name] = .zone(state) }
        try state.change(
            RecordSetKey(name: name, type: kind.rawValue), to: set, at: position,
            on: operation.now.day)
        return operation.identity
    }

    mutating func write() -> [Int: ProviderFailure] {
        var failures: [Int: ProviderFailure] = [:]
        var drafts: [(zone: ZoneSettings.Zone, state: ZoneState, draft: ZoneDraft)] = []
        for (name, loaded) in zones {
            guard case .zone(let state) = loaded, !state.positions.isEmpty,
                let zone = settings.zone(of: name)
            else { continue }
            zones[name] = nil
            do throws(ProviderFailure) {
                if let draft = try ZoneDraft(state, of: zone) {
                    drafts.append((zone, state, draft))
                }
            } catch {
                for position in state.positions { failures[position] = error }
            }
        }
        for (index, failure) in replace(drafts) {
            for position in drafts[index].state.positions { failures[position] = failure }
        }
        for (zone, _, draft) in drafts { readBack(zone, draft) }
        return failures
    }

    /// Failures by position in `drafts`.
    private func replace(
        _ drafts: [(zone: ZoneSettings.Zone, state: ZoneState, draft: ZoneDraft)]
    ) -> [Int: ProviderFailure] {
        if drafts.isEmpty { return [:] }
        do throws(FileFailure) {
            try makeDirectories(place.folder, mode: 0o755)
            let folder = try DirectoryHandle(path: place.folder)
            try folder.removeTemporaryFiles()
            var replacements: [FileReplacement] = []
            for (zone, state, draft) in drafts {
                let isRoot = FileOwner.current.userID == 0
                replacements.append(
                    FileReplacement(
                        path: try RelativePath(zone.fileName), bytes: draft.bytes,
                        mode: state.status?.mode ?? Self.newMode,
                        owner: isRoot ? state.status?.owner : nil, mustBeNew: state.file == nil))
            }
            var failures: [Int: ProviderFailure] = [:]
            for (index, failure) in folder.replaceFiles(replacements).enumerated() {
                if let failure { failures[index] = ProviderFailure(failure) }
            }
            return failures
        } catch {
            let failure = ProviderFailure(error)
            return Dictionary(uniqueKeysWithValues: drafts.indices.map { ($0, failure) })
        }
    }

    /// The draft is not read twice where the file holds its bytes.
    private mutating func readBack(_ zone: ZoneSettings.Zone, _ draft: ZoneDraft) {
        do throws(ProviderFailure) {
            guard let (bytes, status) = try contents(of: zone) else { return }
            zones[zone.name] =
                bytes == draft.bytes
                ? .zone(ZoneState(file: draft.file, status: status))
                : .zone(try Self.parsed(bytes, status, zone))
        } catch {
            zones[zone.name] = .broken(error)
        }
    }
}
