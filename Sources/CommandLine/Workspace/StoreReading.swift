// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BurnhamCatalog
import BurnhamCore
import BurnhamStore

/// Commands that read the store alone: they need the environment's name and its folder, not a catalog that loads.
struct StoreReading {
    let environment: String
    let folder: String
    let store: SQLiteStore

    static func open(
        _ options: EnvironmentOptions, mode: SQLiteStore.Mode = .readOnly
    ) throws -> StoreReading {
        let roots = try Roots.find(options.catalog.roots)
        let name = try EnvironmentName.find(options, roots)
        let folder = "\(roots.stateFolder)/\(name)"
        guard try SQLiteStore.exists(folder: folder) else {
            throw CommandFailure(
                .wrongInput, "nothing was applied to `\(name)` yet",
                help: "`burnham apply` makes its store")
        }
        let store = try SQLiteStore.open(folder: folder, mode: mode)
        try KnownDepartments.require(options.department, in: store) {
            CatalogLoader.departments(
                in: try CatalogReading.read(roots, in: DiskTree(city: roots.city)).files)
        }
        return StoreReading(environment: name, folder: folder, store: store)
    }

    /// Rows of the departments that were asked for.
    func rows(_ departments: Set<String>?) throws -> [RecordedRow] {
        try store.rows().filter {
            departments?.contains(String($0.address.department)) ?? true
        }
    }
}
