// SPDX-License-Identifier: Apache-2.0

import BurnhamCatalog
import BurnhamCore
import BurnhamReport
import DurableFiles
import Foundation

/// Files that are checked by themselves, without the catalog that they belong to.
enum LooseFiles {
    static let standardInput = "-"
    static let fileBytesMax = 64 << 20

    /// Nil where the paths are roots, or there are none.
    static func check(_ paths: [String]) throws -> CheckReport? {
        guard paths.contains(where: { !Roots.isRoot($0) }) else { return nil }
        let files = try paths.map { path in
            CatalogFile(
                path: path == standardInput ? "standard input" : path, root: 0,
                bytes: try Self.content(of: path))
        }
        let loader = CatalogLoader(
            LoadRequest(
                files: files, documents: [:], providers: ProviderTable.all, snapshots: [],
                today: SystemClock.now().day))
        let contents = Dictionary(files.map { ($0.path, $0.bytes) }, uniquingKeysWith: { $1 })
        let folder = FileManager.default.currentDirectoryPath
        return CheckReport(
            loader.formDiagnostics(),
            in: CheckedFiles(contents, home: ".", checkout: .around(folder)),
            allClear: "nothing is wrong with the form of what was read", by: .burnham)
    }

    private static func content(of path: String) throws -> [UInt8] {
        try path == standardInput
            ? readStandardInput(limit: fileBytesMax) : readFile(path, limit: fileBytesMax)
    }
}
