// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import BurnhamStore
import Values

/// Whether the departments that a command is limited to are there, in the ledger or in the catalog. What is shown
/// of a misspelt one would be empty and look as if all were well.
enum KnownDepartments {
    /// The catalog is asked only where the ledger does not know a name.
    static func require(
        _ names: [String], in store: SQLiteStore?, or catalog: () throws -> Set<String>
    ) throws {
        let unknown = try names.filter { try store?.hasEntries(ofDepartment: $0) != true }
        guard !unknown.isEmpty else { return }
        let known = try catalog()
        guard let name = unknown.first(where: { !known.contains($0) }) else { return }
        throw CommandFailure(
            .wrongInput, "no department named `\(name)` in the catalog",
            help: nearestName(to: name, among: known.sorted()).map {
                "a department with a similar name exists: `\($0)`"
            })
    }
}
