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

    /// The city's root, and then those that its City file lists: a catalog without one of them would take what
    /// stands there for removed.
    static func read(_ named: Roots) throws -> CatalogReading {
        var reading = CatalogReading()
        reading.read(root: named.city, number: 0, prefix: "")
        let listed = CatalogLoader.roots(in: reading.files).map(\.path.value)
        for (index, path) in try named.paths(listed: listed).enumerated() {
            reading.read(root: path, number: index + 1, prefix: "\(listed[index])/")
        }
        reading.files.sort { $0.path.precedesByBytes($1.path) }
        return reading
    }

    private mutating func read(root: String, number: Int, prefix: String) {
        read(root, "catalog", number, prefix)
        read(root, "templates", number, prefix)
    }

    private mutating func read(_ root: String, _ folder: String, _ number: Int, _ prefix: String) {
        var folders = [folder]
        while let folder = folders.popLast() {
            let entries: [DirectoryEntry]
            do throws(FileFailure) {
                entries = try listDirectory("\(root)/\(folder)")
            } catch {
                problems.append(unreadable(error))
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
            problems.append(unreadable(error))
        }
    }

    private func unreadable(_ failure: FileFailure) -> Diagnostic {
        Diagnostic(DiagnosticCode.fileUnreadable.rawValue, failure.description, at: nil)
    }
}

extension CatalogReading {
    /// The city alone. Folders near the root are looked through first, so that it takes a file or two.
    static func city(_ roots: Roots) -> City? {
        var reading = CatalogReading()
        var folders = ["catalog"]
        while !folders.isEmpty {
            var inner: [String] = []
            for folder in folders {
                let entries = (try? listDirectory("\(roots.city)/\(folder)")) ?? []
                for entry in entries where !entry.name.hasPrefix(".") {
                    let path = "\(folder)/\(entry.name)"
                    if entry.kind == .directory { inner.append(path) }
                    if entry.kind == .file { reading.read(roots.city, file: path, 0, "") }
                }
            }
            if let city = CatalogLoader.city(in: reading.files) { return city }
            reading = CatalogReading()
            folders = inner
        }
        return nil
    }
}
