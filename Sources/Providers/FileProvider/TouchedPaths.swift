// SPDX-License-Identifier: Apache-2.0

/// The paths that wait to be written, to notice where one lies in another.
struct TouchedPaths {
    private var paths: Set<String> = []
    private var folders: Set<String> = []

    mutating func insert(_ path: String) {
        paths.insert(path)
        // Those of a folder that is known are known, too.
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
    static func ancestors(of path: String) -> some Sequence<String> {
        sequence(state: Substring(path)) { rest in
            guard let slash = rest.utf8.lastIndex(of: UInt8(ascii: "/")) else { return nil }
            rest = rest[..<slash]
            return String(rest)
        }
    }
}
