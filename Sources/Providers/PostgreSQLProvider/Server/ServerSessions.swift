// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Synchronization
import Values

/// The connections of one target, opened when they are first needed and lent to one call at a time. It keeps a
/// few for the next call.
final class ServerSessions: Sendable {
    private static let idleMax = 4

    let settings: ConnectionSettings
    private let timeoutSeconds: Int
    private let idle = Mutex<[(database: String, connection: ServerConnection)]>([])

    init(_ place: TargetPlace) {
        settings = ConnectionSettings(place)
        timeoutSeconds = max(1, place.limits.timeoutSeconds)
    }

    /// `database`: nil for what concerns the whole server.
    func use<Result>(
        _ database: String?, _ body: (ServerConnection) throws(ProviderFailure) -> Result
    ) throws(ProviderFailure) -> Result {
        let name = database ?? settings.database
        let connection: ServerConnection
        if let kept = kept(name) { connection = kept } else { connection = try opened(name) }
        defer { keep(connection, name) }
        return try body(connection)
    }

    private func opened(_ database: String) throws(ProviderFailure) -> ServerConnection {
        try ServerConnection(
            try settings.keywords(database: database), timeoutSeconds: timeoutSeconds)
    }

    private func kept(_ database: String) -> ServerConnection? {
        idle.withLock { idle in
            guard let place = idle.firstIndex(where: { $0.database.hasSameBytes(as: database) })
            else { return nil }
            let connection = idle.remove(at: place).connection
            return connection.isAlive ? connection : nil
        }
    }

    private func keep(_ connection: ServerConnection, _ database: String) {
        connection.rollBack()
        guard connection.isSound else { return }
        idle.withLock { idle in
            if idle.count == Self.idleMax { idle.removeFirst() }
            idle.append((database, connection))
        }
    }
}
