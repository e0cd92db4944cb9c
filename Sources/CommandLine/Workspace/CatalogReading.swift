// SPDX-License-Identifier: Apache-2.0

import BurnhamCatalog
import BurnhamCore
import DurableFiles
import Values

/// Reads a catalog's files from disk: YAML below `catalog/` and `templates/`, documents below
/// `templates/files/`. Paths are relative to their root, in the order of their bytes.
struct CatalogReading {
    private(set) var files: [CatalogFile] = []
    private(set) var documents: [String: CatalogFile] = [:]
    private(set) var problems: [Diagnostic] = []

    private static let fileBytesMax = 64 << 20

    static func read(_ roots: Roots) -> CatalogReading {
        var reading = CatalogReading()
        for (number, root) in roots.paths.enumerated() {
            let prefix = number == 0 ? "" : "\(root)/"
            reading.read(root, "catalog", number, prefix)
            reading.read(root, "templates", number, prefix)
        }
        reading.files.sort { $0.path.precedesByBytes($1.path) }
        return reading
    }

    private mutating func read(_ root: String, _ folder: String, _ number: Int, _ prefix: String) {
        var folders = [folder]
        while let folder = folders.popLast() {
            let entries: [DirectoryEntry]
            do throws(FileFailure) {
                entries = try listDirectory("\(root)/\(folder)")
            } catch {
                problems.append(Diagnostic("file-unreadable", error.description, at: nil))
                continue
            }
            for entry in entries where !entry.name.hasPrefix(".") {
                let path = "\(folder)/\(entry.name)"
                switch entry.kind {
                case .directory: folders.append(path)
                case .file: read(root, file: path, number, prefix)
                default: continue
                }
            }
        }
    }

    private mutating func read(_ root: String, file: String, _ number: Int, _ prefix: String) {
        let documentFolder = "templates/files/"
        let isDocument = file.hasPrefix(documentFolder)
        guard isDocument || file.hasSuffix(".yaml") || file.hasSuffix(".yml") else { return }
        do throws(FileFailure) {
            let bytes = try readFile("\(root)/\(file)", limit: Self.fileBytesMax)
            let read = CatalogFile(path: prefix + file, root: number, bytes: bytes)
            if isDocument {
                documents[String(file.dropFirst(documentFolder.count))] = read
            } else {
                files.append(read)
            }
        } catch {
            problems.append(Diagnostic("file-unreadable", error.description, at: nil))
        }
    }
}
