// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// What a role owns and may do, which keeps it from being dropped.
enum Ownership {
    static func handOver(of role: String) -> String {
        let name =
            "\"\(role.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
        return
            "in each of these databases, `REASSIGN OWNED BY \(name) TO` the role that takes over,"
            + " then `DROP OWNED BY \(name)`"
    }
}
