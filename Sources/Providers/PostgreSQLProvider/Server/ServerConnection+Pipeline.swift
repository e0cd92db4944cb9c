// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CLibPQ

extension ServerConnection {
    /// Sends all groups of statements before the first answer is waited for (libpq's pipeline mode). A group
    /// ends at its first failure, and the next one begins all the same. Nil for a group without a failure.
    func pipeline(_ groups: [[SQL]]) throws(ProviderFailure) -> [ProviderFailure?] {
        let texts = try groups.map { (group) throws(ProviderFailure) in
            try group.map { (sql) throws(ProviderFailure) in try text(of: sql) }
        }
        guard PQenterPipelineMode(connection) == 1 else { throw broken("it can't pipeline") }
        for group in texts {
            for statement in group { try send(statement) }
            guard PQpipelineSync(connection) == 1 else { throw broken("it can't pipeline") }
        }
        var failures: [ProviderFailure?] = []
        failures.reserveCapacity(groups.count)
        for _ in groups { failures.append(try endOfGroup()) }
        guard PQexitPipelineMode(connection) == 1 else { throw broken("it answers too much") }
        return failures
    }

    private func endOfGroup() throws(ProviderFailure) -> ProviderFailure? {
        var failure: ProviderFailure?
        var isAtEnd = false
        while true {
            guard let result = try nextResult() else {
                if isAtEnd { throw broken("it answers too little") }
                isAtEnd = true
                continue
            }
            isAtEnd = false
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_PIPELINE_SYNC: return failure
            case PGRES_FATAL_ERROR: failure = failure ?? ProviderFailure(result: result)
            default: break
            }
        }
    }
}
