// SPDX-License-Identifier: Apache-2.0

import BurnhamCatalog
import BurnhamCore
import DurableFiles
import Values

/// Reads the snapshots of a catalog's sources: what `source refresh` stored, else the file that the source
/// names below `catalog/`.
enum SnapshotReading {
    static func read(_ roots: Roots, _ files: [CatalogFile]) throws -> [Snapshot] { [] }
}
