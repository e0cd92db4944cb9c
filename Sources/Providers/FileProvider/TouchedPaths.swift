// SPDX-License-Identifier: Apache-2.0

/// The paths that wait to be written, to notice where one lies in another.
struct TouchedPaths {
    private var paths: Set<String> = []
    private var folders: Set<String> = []

    mutating func insert(_ path: String) {
        paths.insert(path)
        for folder in Self.ancestors(of: path) where !folders.insert(folder).inserted { break }
    }

    mutating func removeAll() {
        paths = []
        folders = []
    }

    /// Whether `path` is one of them, lies in one of them or holds one of them.
    func isRelated(to path: String) -> Bool {
        if paths.isEmpty { return false }
        return paths.contains(path) || folders.contains(path)
            || Self.ancestors(of: path).contains(where: paths.contains)
    }

    /// The folders that a path lies in, the nearest first, without the root.
    static func ancestors(of path: String) -> [String] {
        var ancestors: [String] = []
        var rest = Substring(path)
        while let slash = rest.utf8.lastIndex(of: UInt8(ascii: "/")) {
            rest = rest[..<slash]
            ancestors.append(String(rest))
        }
        return ancestors
    }
}
