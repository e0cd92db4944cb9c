// SPDX-License-Identifier: Apache-2.0

import BurnhamCatalog
import BurnhamCore
import DurableFiles
import Values

/// Reads a catalog's files: YAML below `catalog/` and `templates/`, documents below `templates/files/`, and what programs
/// that are providers say of themselves (`*.provider.json` below the city's `catalog/`). Paths are relative to their root, in the order of their bytes.
struct CatalogReading {
    private(set) var files: [CatalogFile] = []
    private(set) var documents: [String: CatalogFile] = [:]
    private(set) var programs: [CatalogFile] = []
    private(set) var problems: [Diagnostic] = []

    private static let fileBytesMax = 64 << 20

    /// The city's root, and then those that its City file lists: a catalog without one of them would take what
    /// stands there for removed.
    static func read(_ named: Roots, in tree: any CatalogTree) throws -> CatalogReading {
        var reading = CatalogReading()
        reading.read(root: Root(name: ".", number: 0, prefix: ""), in: tree)
        let listed = CatalogLoader.roots(in: reading.files).map(\.path.value)
        try named.requireListed(listed, in: tree)
        for (index, name) in listed.enumerated() {
            reading.read(root: Root(name: name, number: index + 1, prefix: "\(name)/"), in: tree)
        }
        reading.files.sort { $0.path.precedesByBytes($1.path) }
        return reading
    }

    /// A folder with a catalog; `prefix` stands before the paths of its files.
    private struct Root: Sendable {
        let name: String
        let number: Int
        let prefix: String
    }

    private mutating func read(root: Root, in tree: any CatalogTree) {
        let found = ["catalog", "templates"].map { tree.files(root.name, below: $0) }
        problems += found.flatMap(\.failures).map(unreadable)
        read(root, files: found.flatMap(\.paths), in: tree)
    }

    private static let documentFolder = "templates/files/"
    private static let programSuffix = ".provider.json"

    private mutating func read(_ root: Root, files paths: [String], in tree: any CatalogTree) {
        let wanted = paths.filter {
            $0.hasPrefix(Self.documentFolder) || $0.hasSuffix(".yaml") || $0.hasSuffix(".yml")
                || $0.hasSuffix(Self.programSuffix)
        }
        let contents = tree.contents(root.name, wanted, limit: Self.fileBytesMax)
        for (path, content) in zip(wanted, contents) {
            switch content {
            case .success(let bytes): add(path, root, bytes)
            case .failure(let failure): problems.append(unreadable(failure))
            }
        }
    }

    private mutating func add(_ path: String, _ root: Root, _ bytes: [UInt8]) {
        let file = CatalogFile(path: root.prefix + path, root: root.number, bytes: bytes)
        if path.hasPrefix(Self.documentFolder) {
            add(document: String(path.dropFirst(Self.documentFolder.count)), file)
        } else if path.hasSuffix(Self.programSuffix) {
            add(program: file)
        } else {
            files.append(file)
        }
    }

    /// What there is to provision with is the city's to say.
    private mutating func add(program file: CatalogFile) {
        guard file.root == 0 else {
            problems.append(
                Diagnostic(
                    DiagnosticCode.rootHolds.rawValue,
                    "`\(file.path)` describes a provider, which only the city's root may", at: nil))
            return
        }
        programs.append(file)
    }

    /// Of two documents of one name that of the earlier root counts: no other root changes what the city's templates say.
    private mutating func add(document name: String, _ file: CatalogFile) {
        guard let first = documents[name] else {
            documents[name] = file
            return
        }
        problems.append(
            Diagnostic(
                DiagnosticCode.repeatedID.rawValue,
                "document `\(name)` stands twice: as `\(first.path)` and as `\(file.path)`",
                at: nil,
                help: "another name for one of them ends the clash"))
    }

    private func unreadable(_ failure: FileFailure) -> Diagnostic {
        Diagnostic(.fileUnreadable, failure.shown.description, at: nil)
    }
}

extension CatalogReading {
    /// The city alone. Folders near the root are looked through first, so that it takes a file or two.
    static func city(_ roots: Roots) -> City? {
        let root = Root(name: ".", number: 0, prefix: "")
        var folders = ["catalog"]
        while !folders.isEmpty {
            var reading = CatalogReading()
            var (inner, files): ([String], [String]) = ([], [])
            for folder in folders {
                let entries = (try? listDirectory("\(roots.city)/\(folder)")) ?? []
                for entry in entries where !entry.name.hasPrefix(".") {
                    let path = "\(folder)/\(entry.name)"
                    if entry.kind == .directory { inner.append(path) }
                    if entry.kind == .file { files.append(path) }
                }
            }
            reading.read(root, files: files, in: DiskTree(city: roots.city))
            if let city = CatalogLoader.city(in: reading.files) { return city }
            folders = inner
        }
        return nil
    }
}
