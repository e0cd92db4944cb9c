// SPDX-License-Identifier: Apache-2.0

import DurableFiles
import Foundation

/// The roots of a catalog on disk that were named. The first is the city's; `.burnham/` lies there.
struct Roots: Sendable {
    let paths: [String]

    var city: String { paths[0] }

    var stateFolder: String { "\(city)/.burnham" }

    /// The roots that were named, else the first folder upwards from the current one that is one.
    static func find(_ named: [String]) throws -> Roots {
        let current = FileManager.default.currentDirectoryPath
        if named.isEmpty { return Roots(paths: [try upwards(from: current)]) }
        let paths = named.map { absolute($0, from: current) }
        for (path, name) in zip(paths, named) where !isRoot(path) {
            throw CommandFailure(
                .wrongInput,
                "`\(name)` is no root: a root has the folders `catalog` and `templates`")
        }
        return Roots(paths: paths)
    }

    private static func upwards(from start: String) throws -> String {
        var folder = start
        while true {
            if isRoot(folder) { return folder }
            let parent = (folder as NSString).deletingLastPathComponent
            guard parent != folder else {
                throw CommandFailure(
                    .wrongInput,
                    "no root here or above: a root has the folders `catalog` and `templates`",
                    help:
                        "`burnham init` makes a small working city in an empty folder; `-C DIR` names a root"
                )
            }
            folder = parent
        }
    }

    /// A root that was named and that the city does not list is refused: what it may hold is stated nowhere.
    func requireListed(_ names: [String], in tree: any CatalogTree) throws {
        let listed = names.map { Self.absolute($0, from: city) }
        for path in paths.dropFirst() where !listed.contains(path) {
            throw CommandFailure(
                .wrongInput, "the city lists no root `\(path)`",
                help: "`roots` of the City file names the other roots and what each may hold")
        }
        for name in names where !tree.isRoot(name) {
            throw CommandFailure(
                .wrongInput,
                "`\(name)`, which the city lists, is no root: a root has the folders `catalog` and `templates`"
            )
        }
    }

    static func isRoot(_ path: String) -> Bool {
        ["catalog", "templates"].allSatisfy { name in
            var isDirectory: ObjCBool = false
            return FileManager.default.fileExists(
                atPath: "\(path)/\(name)", isDirectory: &isDirectory)
                && isDirectory.boolValue
        }
    }

    static func absolute(_ path: String, from current: String) -> String {
        let joined = path.hasPrefix("/") ? path : "\(current)/\(path)"
        return (joined as NSString).standardizingPath
    }

    /// A path as it is from where the user stands, where it lies below, or in the root where that is.
    static func shown(_ path: String) -> String {
        let current = FileManager.default.currentDirectoryPath
        if path.hasPrefix(current + "/") { return String(path.dropFirst(current.count + 1)) }
        guard let root = try? upwards(from: current), path.hasPrefix(root + "/") else {
            return path
        }
        return Roots(paths: [root]).displayPrefix() + path.dropFirst(root.count + 1)
    }

    /// What stands before a path of the city's root where the user stands.
    func displayPrefix() -> String {
        let current = FileManager.default.currentDirectoryPath
        if city == current { return "" }
        if current.hasPrefix(city + "/") {
            let depth = current.dropFirst(city.count + 1).split(separator: "/").count
            return String(repeating: "../", count: depth)
        }
        if city.hasPrefix(current + "/") { return String(city.dropFirst(current.count + 1)) + "/" }
        return city + "/"
    }
}
