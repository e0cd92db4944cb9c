// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Grants in a database. The server has no place for a mark on one, so the target's registry has it. An update
/// revokes and grants in one transaction, so that nobody is without a privilege in between.
enum GrantKind: ServerKind {
    static let type = GrantType.type
    static let isInRegistry = true
    static let isInDatabase = true

    static func database(of identity: String) -> String? {
        PartsOfIdentity.parts(of: identity, count: 4)?.first
    }

    static func read(
        _ selection: Selection, from connection: ServerConnection
    ) throws(ProviderFailure) -> [ServerObject] {
        GrantRows(try connection.rows(GrantRows.query)).objects
    }

    static func work(
        for operation: Operation, on object: ServerObject?, server: ServerFacts
    ) throws(ProviderFailure) -> Work {
        guard let grant = GrantStatements(operation.identity) else {
            throw ProviderFailure(.rejected, "`\(operation.identity)` names no grant")
        }
        let present = object?.attributes ?? [:]
        switch operation.kind {
        case .create: return Work(statements: grant.granting(operation.attributes))
        case .update:
            let isSame = ["privileges", "grant_option", "creators", "condition"].allSatisfy {
                operation.attributes[$0] == present[$0]
            }
            guard !isSame else { return Work() }
            return Work(
                statements: grant.revoking(present) + grant.granting(operation.attributes))
        case .mark, .unmark: return Work()
        case .delete: return Work(statements: grant.revoking(present))
        case .suspend, .resume, .purge:
            throw ProviderFailure(.rejected, "a grant has no \(operation.kind.rawValue)")
        }
    }
}

/// The statements of one grant.
private struct GrantStatements {
    private let on: GrantObject
    private let database: String
    private let schema: String
    private let role: String

    init?(_ identity: String) {
        guard let names = PartsOfIdentity.parts(of: identity, count: 4),
            let on = GrantObject(rawValue: names[1])
        else { return nil }
        self.on = on
        (database, schema, role) = (names[0], names[2], names[3])
    }

    private var place: SQL {
        switch on {
        case .database: "DATABASE \(name: database)"
        case .schema: "SCHEMA \(name: schema)"
        case .tables, .sequences, .routines: "ALL \(on.plural) IN SCHEMA \(name: schema)"
        }
    }

    func granting(_ attributes: Fields<Value>) -> [SQL] {
        let words = Privilege.words(attributes["privileges"] ?? []).joined(by: ", ")
        let option: SQL =
            attributes["grant_option"]?.bool == true ? " WITH GRANT OPTION" : ""
        return ["GRANT \(words) ON \(place) TO \(name: role)\(option)"]
            + defaults(attributes).map {
                "\($0) GRANT \(words) ON \(on.plural) TO \(name: role)\(option)"
            }
    }

    func revoking(_ attributes: Fields<Value>) -> [SQL] {
        ["REVOKE ALL ON \(place) FROM \(name: role)"]
            + defaults(attributes).map { "\($0) REVOKE ALL ON \(on.plural) FROM \(name: role)" }
    }

    private func defaults(_ attributes: Fields<Value>) -> [SQL] {
        (attributes["creators"]?.list ?? []).compactMap(\.string).map {
            "ALTER DEFAULT PRIVILEGES FOR ROLE \(name: $0) IN SCHEMA \(name: schema)"
        }
    }
}
