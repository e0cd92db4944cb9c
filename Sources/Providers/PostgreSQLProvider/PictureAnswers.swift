// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import TargetFiles
import Values

/// What was read of a server, looked up item by item, and what nobody asked for at the end. Items mostly come type
/// by type, so that the room of the last one is at hand.
struct PictureAnswers {
    private let unreadable: [ServerPicture.Room: ProviderFailure]
    private let marks: MarksRegistry
    private var rooms: [RoomAnswers] = []
    private var places: [ServerPicture.Room: Int] = [:]
    private var last: (type: String, place: Int?)?

    private struct RoomAnswers {
        let room: ServerPicture.Room
        let objects: ServerObjects
        let isInRegistry: Bool
        var isAsked: [Bool]
    }

    init(
        objects: [ServerPicture.Room: ServerObjects],
        unreadable: [ServerPicture.Room: ProviderFailure], marks: MarksRegistry
    ) {
        self.unreadable = unreadable
        self.marks = marks
        for (room, objects) in objects {
            places[room] = rooms.count
            rooms.append(
                RoomAnswers(
                    room: room, objects: objects,
                    isInRegistry: PostgreSQL.kind(of: room.type).isInRegistry,
                    isAsked: Array(repeating: false, count: objects.all.count)))
        }
    }

    mutating func presence(of item: ObserveItem) -> Presence {
        if let last, last.type == item.type { return presence(of: item, at: last.place) }
        let room = ServerPicture.room(item.type, item.identity)
        if let failure = unreadable[room] { return .unreadable(failure) }
        let place = places[room]
        if room.database == nil { last = (item.type, place) }
        return presence(of: item, at: place)
    }

    private mutating func presence(of item: ObserveItem, at roomPlace: Int?) -> Presence {
        let isKnown = item.isSuspended || item.recorded != nil
        guard let roomPlace,
            let place = rooms[roomPlace].objects.place(
                of: item.identity, uid: item.uid, isKnown: isKnown)
        else { return .absent }
        rooms[roomPlace].isAsked[place] = true
        let room = rooms[roomPlace]
        let object = room.objects.all[place]
        return .present(room.isInRegistry ? object.observed(in: marks, item.type) : object.observed)
    }

    func unasked(lineage: String) -> [MarkedObject] {
        var unasked: [MarkedObject] = []
        for room in rooms {
            let type = room.room.type
            for (place, isAsked) in room.isAsked.enumerated() where !isAsked {
                let object = room.objects.all[place]
                let mark =
                    room.isInRegistry
                    ? marks[MarkKey(type: type, identity: object.identity)] : object.comment.mark
                guard let mark, mark.lineage.hasSameBytes(as: lineage) else { continue }
                unasked.append(MarkedObject(type: type, identity: object.identity, mark: mark))
            }
        }
        return unasked.sorted {
            MarkKey(type: $0.type, identity: $0.identity)
                < MarkKey(type: $1.type, identity: $1.identity)
        }
    }
}

extension ServerObject {
    /// With its mark, wherever the mark of its type is.
    func observed(in marks: MarksRegistry, _ type: String) -> ObservedObject {
        var object = observed
        if PostgreSQL.kind(of: type).isInRegistry {
            object.mark = marks[MarkKey(type: type, identity: identity)]
        }
        return object
    }
}
