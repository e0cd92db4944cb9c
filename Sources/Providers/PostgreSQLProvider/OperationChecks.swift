// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// What a server says of operations before they are done, from its own tables of rights and dependencies.
struct OperationChecks {
    let sessions: ServerSessions

    func results(of operations: OperationSeries) throws(ProviderFailure) -> [CheckResult] {
        let facts = try sessions.use(nil) { (connection) throws(ProviderFailure) in
            try connection.facts()
        }
        return operations.map { check($0, facts) }
    }

    private func check(_ operation: Operation, _ facts: ServerFacts) -> CheckResult {
        if operation.type == RoleKind.type.name, !facts.makesRoles {
            return .refused(
                ProviderFailure(.denied, "role `\(facts.user)` may not make or change roles"))
        }
        return .checked
    }
}
