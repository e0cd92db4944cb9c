// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import BurnhamReport
import DurableFiles
import Foundation
import Values

/// A YAML file that is to be formatted: the folder that was named or that is a root, and the path below it, on which no
/// link is followed. It reads and writes by that folder alone.
struct FormatFile: Sendable {
    /// What was read, and how the file was found.
    struct Content: Sendable {
        let bytes: [UInt8]
        let status: FileStatus?
    }

    let folder: String
    let path: String

    static let standardInput = FormatFile(folder: "", path: LooseFiles.standardInput)

    private var isStandardInput: Bool { folder.isEmpty }

    /// As it is from where the user stands, safe to print.
    var shown: String {
        isStandardInput ? "standard input" : SafeText.escaped(Roots.shown("\(folder)/\(path)"))
    }

    func read() throws(FileFailure) -> Content {
        if isStandardInput {
            return Content(
                bytes: try readStandardInput(limit: LooseFiles.fileBytesMax), status: nil)
        }
        let file = try DirectoryHandle(path: folder).file(
            RelativePath(path), limit: LooseFiles.fileBytesMax)
        return Content(bytes: file.bytes, status: file.status)
    }

    /// The file with other bytes and the mode that it had, and its owner where this process may give files away.
    func replacement(
        of content: Content, by bytes: [UInt8]
    ) throws(FileFailure) -> FileReplacement {
        FileReplacement(
            path: try RelativePath(path), bytes: bytes, mode: content.status?.mode ?? 0o644,
            owner: FileOwner.current.userID == 0 ? content.status?.owner : nil)
    }

    // MARK: Finding them

    /// The files of the catalog: of the root that is named or found, and of those that its city lists.
    static func ofCatalog(_ named: [String]) throws -> [FormatFile] {
        let roots = try Roots.find(named)
        let listed = CatalogReading.city(roots)?.roots.map(\.path.value) ?? []
        try roots.requireListed(listed, in: DiskTree(city: roots.city))
        let others = listed.map { Roots.absolute($0, from: roots.city) }
        return try ([roots.city] + others).flatMap(below(root:))
    }

    /// The files that paths name, each once.
    static func at(_ paths: [String]) throws -> [FormatFile] {
        let current = FileManager.default.currentDirectoryPath
        var seen: Set<String> = []
        return try paths.flatMap { try at($0, from: current) }
            .filter { seen.insert("\($0.folder)/\($0.path)").inserted }
    }

    private static func at(_ name: String, from current: String) throws -> [FormatFile] {
        let place = Roots.absolute(name, from: current)
        if try fileStatus(place, followingLinks: true)?.kind == .directory {
            return try Roots.isRoot(place) ? below(root: place) : below(place, "")
        }
        // Not `place`, in which links are resolved: the file named is no link, or it is refused.
        let path = name as NSString
        return [
            FormatFile(
                folder: Roots.absolute(path.deletingLastPathComponent, from: current),
                path: path.lastPathComponent)
        ]
    }

    private static func below(root: String) throws -> [FormatFile] {
        try ["catalog", "templates"].flatMap { try below(root, $0) }
    }

    /// Documents that templates render are no YAML, whatever they are called.
    private static let documents = "/templates/files"

    /// The YAML files at any depth below a folder, in the order of their bytes.
    private static func below(_ folder: String, _ start: String) throws(FileFailure) -> [FormatFile]
    {
        let handle = try DirectoryHandle(path: folder)
        var paths: [String] = []
        var waiting = [start]
        while let inner = waiting.popLast() {
            if "\(folder)/\(inner)".hasSuffix(documents) { continue }
            let entries = try inner.isEmpty ? handle.list() : handle.list(RelativePath(inner))
            for entry in entries where !entry.name.hasPrefix(".") {
                let path = inner.isEmpty ? entry.name : "\(inner)/\(entry.name)"
                switch entry.kind {
                case .directory: waiting.append(path)
                case .file where path.hasSuffix(".yaml") || path.hasSuffix(".yml"):
                    paths.append(path)
                default: continue
                }
            }
        }
        return paths.sorted { $0.precedesByBytes($1) }.map { FormatFile(folder: folder, path: $0) }
    }
}
