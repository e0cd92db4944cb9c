// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import TargetFiles
import Values

/// Reads a server, each type with one question to the server or to a database. It writes nothing and locks
/// nothing.
final class PostgreSQLObserver: Lister {
    private let sessions: ServerSessions
    private let marksFile: MarksFile

    init(_ place: TargetPlace) {
        sessions = ServerSessions(place)
        marksFile = MarksFile(in: place)
    }

    func observe(
        _ items: [ObserveItem], lineage: String
    ) async throws(ProviderFailure) -> Observations {
        let marks = try marksFile.load()
        var picture = ServerPicture(sessions: sessions, marks: marks)
        try picture.read(items, lineage: lineage)
        return picture.observations(of: items, lineage: lineage)
    }

    func check(_ operations: OperationSeries) async -> [CheckResult] {
        do throws(ProviderFailure) {
            return try OperationChecks(sessions: sessions).results(of: operations)
        } catch {
            return operations.all(.refused(error))
        }
    }

    func examine(at now: Instant) async throws(ProviderFailure) -> [TargetFinding] {
        try sessions.use(nil) { (connection) throws(ProviderFailure) in
            try Examination(connection, sessions.settings).findings(at: now)
        }
    }

    func list(_ types: Set<String>) async throws(ProviderFailure) -> [ListedObject] {
        var picture = ServerPicture(sessions: sessions, marks: try marksFile.load())
        return try picture.list(types)
    }
}
