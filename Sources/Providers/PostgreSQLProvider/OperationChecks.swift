// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// What a server says of operations before they are done, from its own tables of rights and dependencies. It tries
/// nothing.
struct OperationChecks {
    let sessions: ServerSessions

    func results(of operations: OperationSeries) throws(ProviderFailure) -> [CheckResult] {
        var dropped: [String] = []
        var purged: [String] = []
        var takesRightsAway = false
        for operation in operations where operation.kind == .delete || operation.kind == .purge {
            switch operation.type {
            case RoleKind.type.name: dropped.append(operation.identity)
            case DatabaseKind.type.name: purged.append(operation.identity)
            default: takesRightsAway = true
            }
        }
        let (facts, holdings) = try sessions.use(nil) { (connection) throws(ProviderFailure) in
            (
                try connection.facts(),
                try Holdings(of: dropped, besides: purged, asking: connection)
            )
        }
        return operations.map { operation in
            if let refusal = refusal(of: operation, facts) { return .refused(refusal) }
            guard operation.type == RoleKind.type.name,
                operation.kind == .delete || operation.kind == .purge,
                let words = holdings.words(of: operation.identity)
            else { return .checked }
            // What keeps the role may be what another step takes away.
            return takesRightsAway
                ? .notCheckable : .refused(Holdings.refusal(operation.identity, words))
        }
    }

    private func refusal(of operation: Operation, _ facts: ServerFacts) -> ProviderFailure? {
        switch operation.type {
        case RoleKind.type.name, LoginKind.type.name:
            if !facts.makesRoles {
                return Self.denied(facts, "may not make or change roles", "CREATEROLE")
            }
            let needsMore = ["replication", "bypassrls"].first {
                operation.kind == .create && operation.attributes[$0]?.bool == true
            }
            guard let needsMore, !facts.isSuperuser else { return nil }
            return Self.denied(facts, "may not make a role with `\(needsMore)`", "SUPERUSER")
        case DatabaseKind.type.name:
            guard operation.kind == .create, !facts.makesDatabases else { return nil }
            return Self.denied(facts, "may not make databases", "CREATEDB")
        default: return nil
        }
    }

    private static func denied(
        _ facts: ServerFacts, _ words: String, _ right: String
    ) -> ProviderFailure {
        ProviderFailure(
            .denied, "role `\(facts.user)` \(words)",
            help: "`ALTER ROLE ... \(right)` by the server's administrator allows it")
    }
}
