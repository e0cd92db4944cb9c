// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BurnhamCore
import BurnhamStore
import Foundation

/// Commands that read the store alone: they need the environment's name and its folder, not a catalog that loads.
struct StoreReading {
    let environment: String
    let folder: String
    let store: SQLiteStore

    static func open(
        _ options: EnvironmentOptions, mode: SQLiteStore.Mode = .readOnly
    ) throws -> StoreReading {
        let roots = try Roots.find(options.catalog.roots)
        let name = try environment(options, roots)
        let folder = "\(roots.stateFolder)/\(name)"
        guard try SQLiteStore.exists(folder: folder) else {
            throw CommandFailure(
                .wrongInput, "nothing was applied to `\(name)` yet",
                help: "`burnham apply` makes its store")
        }
        return StoreReading(
            environment: name, folder: folder,
            store: try SQLiteStore.open(folder: folder, mode: mode))
    }

    private static func environment(_ options: EnvironmentOptions, _ roots: Roots) throws -> String
    {
        if let name = options.environment
            ?? EnvironmentVariable.environment.value
        {
            return name
        }
        return try Workspace.load(options.catalog, now: SystemClock.now()).environment(nil)
            .head.id.value
    }

    /// Rows of the departments that were asked for.
    func rows(_ departments: Set<String>?) throws -> [RecordedRow] {
        try store.rows().filter {
            departments?.contains(String($0.address.department)) ?? true
        }
    }
}
