// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import TargetFiles
import Values

/// Writes a server. A batch is done in rounds, each one transaction of one database: what is there is read, every
/// operation compared with its precondition, all statements sent at once, each operation's below a savepoint of its
/// own, and what came of it read back before the commit.
final class PostgreSQLPerformer: Performer {
    private let sessions: ServerSessions
    private let place: TargetPlace

    init(_ place: TargetPlace) {
        self.place = place
        sessions = ServerSessions(place)
    }

    func perform(_ batch: [Operation]) async -> [OperationResult] {
        let unanswered = ProviderFailure(.unreachable, "the operation was not begun")
        var results = [OperationResult](repeating: .failed(unanswered), count: batch.count)
        for places in Self.rounds(of: batch) {
            let operations = places.map { batch[$0] }
            for (place, result) in zip(places, perform(round: operations)) {
                results[place] = result
            }
        }
        return results
    }

    /// Operations of one database, no two of them on one object, in the batch's order.
    private static func rounds(of batch: [Operation]) -> [[Int]] {
        struct Key: Hashable {
            let number: Int
            let database: ByteText?
        }
        var places: [Key: Int] = [:]
        var rounds: [[Int]] = []
        var seen: [MarkKey: Int] = [:]
        for (position, operation) in batch.enumerated() {
            let object = MarkKey(type: operation.type, identity: operation.identity)
            let number = seen[object, default: 0]
            seen[object] = number + 1
            let database = PostgreSQL.kind(of: operation.type).database(of: operation.identity)
            let key = Key(number: number, database: database.map { ByteText($0) })
            if let place = places[key] {
                rounds[place].append(position)
            } else {
                places[key] = rounds.count
                rounds.append([position])
            }
        }
        return rounds
    }

    private func perform(round operations: [Operation]) -> [OperationResult] {
        do throws(ProviderFailure) {
            let isInRegistry = operations.contains { PostgreSQL.kind(of: $0.type).isInRegistry }
            let lock = isInRegistry ? try TargetBatch.takeLock(of: place) : nil
            defer { lock?.release() }
            let marks = isInRegistry ? MarksFile(in: place) : nil
            let kind = PostgreSQL.kind(of: operations[0].type)
            return try sessions.use(kind.database(of: operations[0].identity)) {
                (connection) throws(ProviderFailure) in
                var round = try BatchRound(operations, on: connection, marks)
                return try round.perform()
            }
        } catch {
            return operations.map { _ in .failed(error) }
        }
    }
}
