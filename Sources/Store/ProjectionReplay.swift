// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import GRDB
import Values

/// Replays the whole ledger into fresh tables, which stand beside the real ones in the connection's temporary
/// database, and compares or exchanges the two. The connection must have foreign keys switched off: temporary
/// tables can't refer to others. Everything is gone when the connection closes.
struct ProjectionReplay {
    private let database: Database

    init(_ database: Database) { self.database = database }

    /// From now on the tables' bare names mean the fresh ones.
    func makeTables() throws {
        for table in StoreSchema.projections {
            try database.execute(
                sql: table.statement.replacing("CREATE TABLE", with: "CREATE TEMPORARY TABLE"))
        }
        let writer = try ProjectionWriter(database)
        try EntryReader(database).forEach(in: 0..<Int.max) { entry in
            guard let change = RecordedChange(entry.draft) else {
                throw UnreadableEntry(entry: entry.index)
            }
            try writer.apply(change, entry: entry.index)
        }
    }

    func dropTables() throws {
        for table in StoreSchema.projections {
            try database.execute(sql: "DROP TABLE temp.\(table.name)")
        }
    }

    func differences() throws -> [ProjectionDifference] {
        try StoreSchema.projections.flatMap { table in
            let recorded = try keys(of: table, in: "main", missingFrom: "temp")
            let replayed = try keys(of: table, in: "temp", missingFrom: "main")
            let all = Set(recorded).union(replayed).sorted { $0.precedesByBytes($1) }
            return all.map { key in
                ProjectionDifference(
                    table: table.name, key: key,
                    kind: !replayed.contains(key)
                        ? .unexpected : recorded.contains(key) ? .different : .missing)
            }
        }
    }

    /// The real tables hold what the fresh ones hold.
    func replaceTables() throws {
        for table in StoreSchema.projections {
            try database.execute(
                sql: """
                    DELETE FROM main.\(table.name);
                    INSERT INTO main.\(table.name) SELECT * FROM temp.\(table.name);
                    """)
        }
    }

    private func keys(
        of table: StoreSchema.Table, in schema: String, missingFrom other: String
    ) throws -> Set<String> {
        let rows = "SELECT \(table.key), * FROM"
        let call = try SQLCall(
            "\(rows) \(schema).\(table.name) EXCEPT \(rows) \(other).\(table.name)", on: database)
        var keys: Set<String> = []
        try call.forEachRow { keys.insert(try call.text(0)) }
        return keys
    }
}

/// A row of a projection that is not as the ledger says.
package struct ProjectionDifference: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        /// The ledger says so, the table does not.
        case missing
        /// The table says so, the ledger does not.
        case unexpected
        case different
    }

    /// `recorded`, `uids`, `intents`, `runs` or `touches`.
    package let table: String
    package let key: String
    package let kind: Kind
}

extension ProjectionDifference: CustomStringConvertible {
    /// One line for people.
    package var description: String {
        switch kind {
        case .missing: "`\(key)` is missing in `\(table)`"
        case .unexpected: "`\(key)` is in `\(table)`, and the ledger does not say so"
        case .different: "`\(key)` in `\(table)` is not as the ledger says"
        }
    }
}

/// An entry whose parts have not the shape of its kind.
struct UnreadableEntry: Error {
    let entry: Int
}
