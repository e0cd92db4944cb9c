// SPDX-License-Identifier: Apache-2.0

import BurnhamCatalog
import BurnhamCore

/// Which environment a command that reads the store alone is about. It loads the catalog only where nothing
/// less tells: a ledger has to be readable while the catalog is not, and in less time.
enum EnvironmentName {
    static func find(_ options: EnvironmentOptions, _ roots: Roots) throws -> String {
        let named =
            options.environment ?? EnvironmentVariable.environment.value
            ?? CatalogReading.city(roots)?.defaultEnvironment?.value
        guard let named else {
            return try Workspace.load(options.catalog, now: SystemClock.now()).environment(nil)
                .head.id.value
        }
        // It becomes a folder's name.
        guard named.isID else {
            throw CommandFailure(.wrongInput, "`\(named)` is no id of an environment")
        }
        return named
    }
}
