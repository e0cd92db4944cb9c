// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import TargetFiles
import Values

/// What one operation changes in a zone: the record set and, under `ownership: txt`, the record that says whose it
/// is. Both go in one message, of which a server does all or nothing.
struct RecordChange: Sendable {
    /// Of the operation in its batch.
    let position: Int
    let place: RecordPlace
    let mark: Mark
    /// Whether a record set of ours is there afterwards.
    let isMarked: Bool
    private let sets: [SetChange]

    init(
        _ operation: Operation, at position: Int, in picture: ZonePicture
    ) throws(ProviderFailure) {
        let place = try picture.settings.place(of: operation.identity)
        let image = try picture.image(of: place.zone)
        self.position = position
        self.place = place
        mark = operation.mark
        isMarked = !operation.leavesNoMark
        let records = try Self.records(operation, at: place, in: image)
        var sets = [records]
        if picture.settings.ownership == .txt {
            let marked = records.after == nil || operation.leavesNoMark ? nil : operation.mark
            sets.append(try Self.registry(marked, at: place, in: image))
        }
        self.sets = sets
    }

    private static func records(
        _ operation: Operation, at place: RecordPlace, in image: ZoneImage
    ) throws(ProviderFailure) -> SetChange {
        var after: StoredSet?
        switch operation.kind {
        case .create, .update:
            try expectRoom(for: place, in: image)
            after = StoredSet(try RecordType.set(operation.attributes, place.kind), place.kind)
        case .delete, .purge:
            guard !place.isOfTheZone else {
                throw ProviderFailure(
                    .rejected, "the zone `\(place.zone)` can't be without name servers",
                    help: "they can be changed, or left to the server's administrator")
            }
        case .mark, .unmark: after = image.set(place.name, place.kind.number)
        case .suspend, .resume:
            preconditionFailure("a record set can't be suspended; this is a bug in burnham")
        }
        return SetChange(
            name: place.name, type: place.kind.number, in: image, after: after)
    }

    private static func expectRoom(
        for place: RecordPlace, in image: ZoneImage
    ) throws(ProviderFailure) {
        let others = image.sets(at: place.name).map { RecordTypeName.mnemonic($0.type) }
        try AliasRule.expectRoom(
            for: place.kind.rawValue, at: place.name,
            beside: others.filter { $0 != place.kind.rawValue }.sorted())
    }

    private static func registry(
        _ mark: Mark?, at place: RecordPlace, in image: ZoneImage
    ) throws(ProviderFailure) -> SetChange {
        guard let name = OwnershipRecord.name(of: place.name, place.kind) else {
            throw ProviderFailure(
                .rejected, "`\(place.name)` is too long for a record that says whose it is",
                help: "a target with `ownership: store` needs none")
        }
        return SetChange(
            name: name, type: OwnershipRecord.type, in: image,
            after: mark.map(OwnershipRecord.set))
    }

    var prerequisites: [WireRecord] { sets.flatMap(\.prerequisites) }
    var updates: [WireRecord] { sets.flatMap { $0.updates(in: place.zone) } }

    func apply(to image: inout ZoneImage) {
        for set in sets { image.put(set.after, at: set.name, set.type) }
    }

    /// Whether a zone is as this was to make it.
    func isDone(in image: ZoneImage) -> Bool { sets.allSatisfy { $0.isDone(in: image) } }

    /// Whether a zone is as it was before, and was to be another.
    func isUndone(in image: ZoneImage) -> Bool { sets.contains { $0.isUndone(in: image) } }
}
