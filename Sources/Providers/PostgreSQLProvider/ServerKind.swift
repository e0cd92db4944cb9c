// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// One resource type of a server: its schema, how its objects are read in bulk, and which statements do an
/// operation. It neither compares preconditions nor sends what it says.
protocol ServerKind: SendableMetatype {
    static var type: ResourceType { get }
    /// Whether its objects can't carry a mark on the server, so that the target's registry has it.
    static var isInRegistry: Bool { get }
    static var isInDatabase: Bool { get }

    /// The database in which an object is; nil for what belongs to the whole server.
    static func database(of identity: String) -> String?

    /// Objects of the server, or of the database of the connection.
    static func read(_ selection: Selection, from connection: ServerConnection)
        throws(ProviderFailure) -> [ServerObject]

    /// The statements that do an operation. `object` is what is there, and fits the operation's precondition. Pure.
    static func work(
        for operation: Operation, on object: ServerObject?, server: ServerFacts
    ) throws(ProviderFailure) -> Work
}

extension ServerKind {
    static var isInRegistry: Bool { false }
    static var isInDatabase: Bool { false }
    static func database(of identity: String) -> String? { nil }
}

/// Which objects are read.
enum Selection {
    /// Every object, those that are asked for among them.
    case all(asked: [String])
    /// These alone, with the verifiers of their passwords.
    case some([String])
}

/// What an operation sends.
struct Work: Sendable {
    /// What can't be in a transaction, one after the other before it.
    var preparation: [SQL] = []
    /// In the batch's transaction, done whole or not at all.
    var statements: [SQL] = []
    /// Outside the transaction, where something of it failed.
    var undoing: [SQL] = []
    /// What to do about a refusal where the server has no advice.
    var help: String?
}
