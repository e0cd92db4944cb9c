// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// What roles own and may do, database by database, as the server keeps count of it (`pg_shdepend`). A role that
/// owns something, or may do something, can't be dropped.
struct Holdings {
    private var wordsByRole: [ByteText: [String]] = [:]

    private static let query: SQL = """
        SELECT r.rolname, s.deptype, CASE WHEN s.classid = 'pg_database'::regclass \
        THEN (SELECT datname FROM pg_database WHERE oid = s.objid) END, d.datname, count(*) \
        FROM pg_shdepend s JOIN pg_roles r ON r.oid = s.refobjid AND s.refclassid = 'pg_authid'::regclass \
        LEFT JOIN pg_database d ON d.oid = s.dbid WHERE r.rolname = ANY ($1::name[]) \
        GROUP BY 1, 2, 3, 4 ORDER BY 1, 2 DESC, 3, 4
        """

    /// `databases`: those that are dropped, too, with all that is in them.
    init(
        of roles: [String], besides databases: [String], asking connection: ServerConnection
    ) throws(ProviderFailure) {
        guard !roles.isEmpty else { return }
        let dropped =
            databases.isEmpty
            ? [] : try DatabaseKind.read(.some(databases), from: connection)
        let names = Set(
            dropped.filter { object in databases.contains { $0.hasSameBytes(as: object.identity) } }
                .map { ByteText($0.name) })
        let rows = try connection.rows(Self.query, [ServerArray.text(roles)])
        for row in 0..<rows.count {
            let isOwner = rows.text(row, 1) == "o"
            let (database, place) = (rows.text(row, 2), rows.text(row, 3))
            if let name = database ?? place, names.contains(ByteText(name)) { continue }
            let words = Self.words(isOwner, database, place, rows.int(row, 4) ?? 0)
            wordsByRole[ByteText(rows.text(row, 0) ?? ""), default: []].append(words)
        }
    }

    private static func words(
        _ isOwner: Bool, _ database: String?, _ place: String?, _ count: Int64
    ) -> String {
        if let database {
            return isOwner
                ? "it owns database `\(database)`" : "it has rights on database `\(database)`"
        }
        let objects = count == 1 ? "one object" : "\(count) objects"
        let shared = place.map { "in database `\($0)`" } ?? "of the server"
        return isOwner ? "it owns \(objects) \(shared)" : "it has rights on \(objects) \(shared)"
    }

    /// Nil for a role that can be dropped.
    func words(of role: String) -> String? {
        wordsByRole[ByteText(role)]?.joined(separator: ", ")
    }

    static func refusal(_ role: String, _ words: String) -> ProviderFailure {
        ProviderFailure(
            .rejected, "role `\(role)` can't be dropped: \(words)", help: handOver(of: role))
    }

    static func handOver(of role: String) -> String {
        let parts = role.split(separator: "\"", omittingEmptySubsequences: false)
        let name = "\"\(parts.joined(separator: "\"\""))\""
        return
            "in each of these databases, `REASSIGN OWNED BY \(name) TO` the role that takes over,"
            + " then `DROP OWNED BY \(name)`"
    }
}
