// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import TargetFiles
import Values

/// A target's tokens as operations change them: files are staged in memory until `write`. It reads no clock:
/// all times come from the operations.
struct TokenForm: TargetForm {
    private static let valueBytesMax = 1 << 16
    private var folder: StagedFolder

    init(_ place: TargetPlace) throws(ProviderFailure) {
        folder = try asTarget { () throws(FileFailure) in
            try StagedFolder(path: place.folder) { _ in TokenPlaces.folderMode }
        }
    }

    mutating func find(_ item: ObserveItem) -> FoundObject {
        let presence: Presence
        do throws(ProviderFailure) {
            presence = try token(item.identity).map { .present($0.object) } ?? .absent
        } catch {
            presence = .unreadable(error)
        }
        return FoundObject(presence, markIdentity: item.identity)
    }

    private func token(_ name: String) throws(ProviderFailure) -> TokenPicture? {
        guard let places = TokenPlaces(name), let value = try file(places.value) else { return nil }
        let record = try file(places.record)
        return TokenPicture(
            name: name, places: places, value: value, previous: try file(places.previous),
            record: try record.map { (file) throws(ProviderFailure) in
                try TokenRecord(bytes: file.bytes, path: places.record.text)
            })
    }

    private func file(_ path: RelativePath) throws(ProviderFailure) -> StagedFolder.File? {
        try asTarget { () throws(FileFailure) in
            try folder.file(path, limit: Self.valueBytesMax)
        }
    }

    mutating func apply(_ operation: Operation, at position: Int) throws(ProviderFailure) -> String
    {
        let name = operation.identity
        guard let places = TokenPlaces(name) else {
            throw ProviderFailure(.rejected, "a token can't be called `\(name)`")
        }
        switch operation.kind {
        case .create:
            let order = try TokenOrder(operation.attributes)
            make(order, places, at: operation.now, position, recordPhase: .newRecord)
        case .update:
            guard let found = try token(name) else { break }
            update(found, try TokenOrder(operation.attributes), operation, position)
        case .delete:
            folder.remove(places.previous, .removedPrevious, position)
            folder.remove(places.record, .removedRecord, position)
            folder.remove(places.value, .removedValue, position)
        case .suspend, .resume, .purge, .mark, .unmark:
            throw ProviderFailure(
                .rejected, "an object of type `\(operation.type)` has no \(operation.kind.rawValue)"
            )
        }
        return name
    }

    mutating func write() -> [Int: ProviderFailure] {
        folder.write().mapValues { ProviderFailure($0) }
    }
}

// MARK: - Changing in memory

extension TokenForm {
    /// A new value and its record.
    private mutating func make(
        _ order: TokenOrder, _ places: TokenPlaces, at now: Instant, _ position: Int,
        recordPhase: TokenPlaces.Phase = .value
    ) {
        let value = order.alphabet.token(length: order.length)
        folder.replace(places.value, value.bytes, .value, position)
        record(value.bytes, order, places, at: now, position, in: recordPhase)
    }

    private mutating func record(
        _ value: [UInt8], _ order: TokenOrder, _ places: TokenPlaces, at time: Instant,
        _ position: Int, in phase: TokenPlaces.Phase = .value
    ) {
        let record = TokenRecord(order: order, rotatedAt: time, digest: .sha256(value))
        folder.replace(places.record, record.bytes, phase, position)
    }

    /// Times are looked at again with the order as it now is, so that nothing is due right after an update.
    private mutating func update(
        _ found: TokenPicture, _ order: TokenOrder, _ operation: Operation, _ position: Int
    ) {
        let (places, now) = (found.places, operation.now)
        guard let record = found.record else { return rotate(found, order, operation, position) }
        if found.isHalfRotated, found.value.bytes.count == order.length {
            return self.record(found.value.bytes, order, places, at: now, position)
        }
        let isRotationDue = record.rotationDue(order).map { $0 <= now } ?? false
        if isRotationDue || !record.isOf(found.value.bytes)
            || !order.makesSameKind(as: record.order)
        {
            return rotate(found, order, operation, position)
        }
        let overlapEnd = record.rotatedAt.advanced(bySeconds: order.overlap.seconds)
        let isOverlapOver = found.previous != nil && overlapEnd <= now
        if operation.dueReason != nil, !isOverlapOver, !found.hasWrongMode {
            return rotate(found, order, operation, position)
        }
        mendModes(found, position)
        if isOverlapOver { folder.remove(places.previous, .removedPrevious, position) }
        if record.order != order {
            self.record(found.value.bytes, order, places, at: record.rotatedAt, position)
        }
    }

    /// The value that was in use is kept aside for the overlap, also one that somebody put there by hand.
    private mutating func rotate(
        _ found: TokenPicture, _ order: TokenOrder, _ operation: Operation, _ position: Int
    ) {
        if !found.isHalfRotated {
            folder.replace(found.places.previous, found.value.bytes, .previous, position)
        }
        make(order, found.places, at: operation.now, position)
    }

    private mutating func mendModes(_ found: TokenPicture, _ position: Int) {
        if found.value.mode != TokenPlaces.mode {
            folder.replace(found.places.value, found.value.bytes, .value, position)
        }
        if let previous = found.previous, previous.mode != TokenPlaces.mode {
            folder.replace(found.places.previous, previous.bytes, .previous, position)
        }
    }
}

extension StagedFolder {
    fileprivate mutating func replace(
        _ path: RelativePath, _ bytes: [UInt8], _ phase: TokenPlaces.Phase, _ position: Int
    ) {
        replace(
            path, with: .init(bytes, mode: TokenPlaces.mode), phase: phase.rawValue, for: position)
    }

    fileprivate mutating func remove(
        _ path: RelativePath, _ phase: TokenPlaces.Phase, _ position: Int
    ) {
        remove(path, phase: phase.rawValue, for: position)
    }
}
