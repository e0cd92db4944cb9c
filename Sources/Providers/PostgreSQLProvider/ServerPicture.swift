// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import TargetFiles
import Values

/// A server as one reading shows it: whole where items or marks make it necessary, and no more of it.
struct ServerPicture {
    /// Where objects of one type are read: on the server, or in one of its databases.
    struct Room: Hashable {
        let type: String
        let database: ByteText?
    }

    private let sessions: ServerSessions
    private let marks: MarksRegistry
    private var objects: [Room: ServerObjects] = [:]
    private var unreadable: [Room: ProviderFailure] = [:]
    private var remarks: [String] = []

    init(sessions: ServerSessions, marks: MarksRegistry) {
        self.sessions = sessions
        self.marks = marks
    }

    // MARK: Reading

    mutating func read(
        _ items: [ObserveItem], lineage: String
    ) throws(ProviderFailure) {
        var asked: [Room: [String]] = [:]
        for item in items {
            asked[Self.room(item.type, item.identity), default: []].append(item.identity)
        }
        for kind in PostgreSQL.kinds where kind.isInRegistry {
            for key in marks.keys(ofType: kind.type.name) where marks[key]?.lineage == lineage {
                asked[Self.room(key.type, key.identity), default: []].append(key.identity)
            }
        }
        try readServer(asked)
        try readDatabases(asked, lineage: lineage)
    }

    static func room(_ type: String, _ identity: String) -> Room {
        let database = PostgreSQL.kind(of: type).database(of: identity)
        return Room(type: type, database: database.map { ByteText($0) })
    }

    private mutating func readServer(
        _ asked: [Room: [String]], isWhole: Bool = false
    ) throws(ProviderFailure) {
        let found = try sessions.use(nil) { (connection) throws(ProviderFailure) in
            if try !connection.facts().readsVerifiers {
                remarks.append(
                    "passwords that were changed by hand are not seen:"
                        + " only who may read `pg_authid` sees what the server stores of them")
            }
            var found: [Room: ServerObjects] = [:]
            for kind in PostgreSQL.kinds where !kind.isInDatabase {
                let room = Room(type: kind.type.name, database: nil)
                if kind.isInRegistry, !isWhole, asked[room] == nil { continue }
                found[room] = ServerObjects(
                    try kind.read(.all(asked: asked[room] ?? []), from: connection))
            }
            return found
        }
        objects.merge(found) { $1 }
    }

    /// Those of which something was asked, and those that are ours: something of ours may be in them.
    private mutating func readDatabases(
        _ asked: [Room: [String]], lineage: String
    ) throws(ProviderFailure) {
        let databases = Set(asked.keys.compactMap(\.database))
        for database in self.databases {
            let isOurs = database.comment.mark?.lineage == lineage
            guard databases.contains(ByteText(database.name)) || isOurs else { continue }
            try read(database, asked)
        }
    }

    private var databases: [ServerObject] {
        let room = Room(type: DatabaseKind.type.name, database: nil)
        return objects[room]?.all.filter { !$0.isSuspended } ?? []
    }

    /// A database that lets nobody in, or not us, leaves all that is in it unreadable.
    private mutating func read(
        _ database: ServerObject, _ asked: [Room: [String]]
    ) throws(ProviderFailure) {
        let rooms = PostgreSQL.kinds.filter { $0.isInDatabase }.map {
            (kind: $0, room: Room(type: $0.type.name, database: ByteText(database.name)))
        }
        do throws(ProviderFailure) {
            guard database.attributes["accepts_connections"] == true else {
                throw ProviderFailure(
                    .denied, "the database `\(database.name)` accepts no connections")
            }
            let found = try sessions.use(database.name) { (connection) throws(ProviderFailure) in
                var found: [Room: ServerObjects] = [:]
                for (kind, room) in rooms {
                    found[room] = ServerObjects(
                        try kind.read(.all(asked: asked[room] ?? []), from: connection))
                }
                return found
            }
            objects.merge(found) { $1 }
        } catch {
            if error.isTransient { throw error }
            for (_, room) in rooms { unreadable[room] = error }
        }
    }

    // MARK: Answers

    func observations(of items: [ObserveItem], lineage: String) -> Observations {
        var answers = PictureAnswers(objects: objects, unreadable: unreadable, marks: marks)
        let presences = items.map { answers.presence(of: $0) }
        return Observations(
            presences: presences, unasked: answers.unasked(lineage: lineage), remarks: remarks)
    }

    mutating func list(_ types: Set<String>) throws(ProviderFailure) -> [ListedObject] {
        try readServer([:], isWhole: true)
        for database in databases { try read(database, [:]) }
        return objects.flatMap { room, objects in
            objects.all.filter {
                types.contains(room.type) && $0.isInPlace && !$0.isPart
            }.map {
                ListedObject(
                    type: room.type, identity: $0.identity,
                    object: $0.observed(in: marks, room.type))
            }
        }.sorted { $0.identity.precedesByBytes($1.identity) }
    }
}
