// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import Values

/// A PostgreSQL server: its roles, their memberships, databases, schemas, extensions and grants. Which objects
/// there are is its business; tables and what stands in them are their applications'.
package enum PostgreSQL {
    package static let provider = Provider(
        name: "postgresql",
        summary: "A PostgreSQL server: roles, databases, schemas, grants and extensions.",
        types: kinds.map { $0.type },
        settings: .init(
            schema: ["type": "object", "properties": [:], "additionalProperties": false],
            connection: ConnectionSettings.schema,
            limits: TargetLimits(concurrency: 1, batchSize: 500, timeoutSeconds: 60)),
        makeObserver: { PostgreSQLObserver($0) }, makePerformer: { PostgreSQLPerformer($0) })

    static let kinds: [any ServerKind.Type] = [
        RoleKind.self, MembershipKind.self, LoginKind.self, DatabaseKind.self, SchemaKind.self,
        ExtensionKind.self, GrantKind.self,
    ]

    /// The code that belongs to a type's name.
    static func kind(of type: String) -> any ServerKind.Type {
        guard let kind = kinds.first(where: { $0.type.name == type }) else {
            preconditionFailure("`\(type)` went to PostgreSQL; this is a bug in burnham")
        }
        return kind
    }
}
