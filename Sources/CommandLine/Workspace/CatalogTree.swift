// SPDX-License-Identifier: Apache-2.0

import DurableFiles
import Foundation
import ParallelWork

/// Where the files of a catalog stand: on disk, or in a revision of its repository. A root goes by the name that the
/// city's has for it, relative to its own, which is `.`; paths are relative to their root.
protocol CatalogTree: Sendable {
    /// Whether a root has its two folders.
    func isRoot(_ root: String) -> Bool
    /// The files at any depth below a folder of a root, without hidden ones.
    func files(_ root: String, below folder: String) -> FoundFiles
    /// The contents, in the order of the paths. Files above the limit are refused.
    func contents(
        _ root: String, _ paths: [String], limit: Int
    ) -> [Result<[UInt8], FileFailure>]
}

struct FoundFiles {
    var paths: [String] = []
    var failures: [FileFailure] = []
}

/// What stands on disk now.
struct DiskTree: CatalogTree {
    /// The absolute path of the city's root.
    let city: String

    func isRoot(_ root: String) -> Bool { Roots.isRoot(path(root)) }

    func files(_ root: String, below folder: String) -> FoundFiles {
        let rootPath = path(root)
        var found = FoundFiles()
        var folders = [folder]
        while let folder = folders.popLast() {
            let entries: [DirectoryEntry]
            do throws(FileFailure) {
                entries = try listDirectory("\(rootPath)/\(folder)")
            } catch {
                found.failures.append(error)
                continue
            }
            for entry in entries where !entry.name.hasPrefix(".") {
                let path = "\(folder)/\(entry.name)"
                switch entry.kind {
                case .directory: folders.append(path)
                case .file: found.paths.append(path)
                default: continue
                }
            }
        }
        return found
    }

    func contents(
        _ root: String, _ paths: [String], limit: Int
    ) -> [Result<[UInt8], FileFailure>] {
        let rootPath = path(root)
        return onAllCores(paths.count) { place in
            Result { () throws(FileFailure) in
                try readFile("\(rootPath)/\(paths[place])", limit: limit)
            }
        }
    }

    private func path(_ root: String) -> String { Roots.absolute(root, from: city) }
}
