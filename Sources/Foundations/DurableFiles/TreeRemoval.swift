// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Removes a folder with all in it, without following links: a link is removed, not what it leads to.
/// Goes down by a list of open folders, not by recursion; not durable half-way, only at its end.
struct TreeRemoval {
    /// Each level holds one open file.
    static let depthMax = 256

    private struct Level {
        let folder: FileDescriptor
        let name: RawName?
        var names: [RawName]
    }

    private var levels: [Level] = []

    /// Empties `folder`, which itself stays.
    mutating func empty(_ folder: FileDescriptor) throws(SystemError) {
        levels = [Level(folder: folder, name: nil, names: try SystemCalls.names(in: folder.number))]
        while let folder = levels.last?.folder {
            if let name = levels[levels.count - 1].names.popLast() {
                try remove(name, in: folder)
            } else {
                try leave()
            }
        }
    }

    private mutating func remove(
        _ name: RawName, in folder: FileDescriptor
    ) throws(SystemError) {
        do throws(SystemError) {
            try SystemCalls.remove(name.characters, in: folder.number)
        } catch {
            // POSIX has EPERM for a folder where Linux has EISDIR.
            guard error.number == EISDIR || error.number == EPERM else { throw error }
            try enter(name, in: folder)
        }
    }

    private mutating func enter(_ name: RawName, in folder: FileDescriptor) throws(SystemError) {
        guard levels.count < Self.depthMax else { throw SystemError(number: ENAMETOOLONG) }
        let inner = try SystemCalls.open(
            name.characters, in: folder.number, flags: O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
        let names = try SystemCalls.names(in: inner.number)
        levels.append(Level(folder: inner, name: name, names: names))
    }

    private mutating func leave() throws(SystemError) {
        let done = levels.removeLast()
        guard let name = done.name, let outer = levels.last?.folder else { return }
        try SystemCalls.remove(name.characters, in: outer.number, isDirectory: true)
    }
}

extension DirectoryHandle {
    /// Removes the folder at `path` and all in it. What fails half-way has removed a part; trying again
    /// goes on. `tooDeep` beyond 256 levels.
    package func removeTree(_ path: RelativePath) throws(FileFailure) {
        let folder = try directory(path)
        do throws(SystemError) {
            var removal = TreeRemoval()
            try removal.empty(folder.descriptor)
        } catch {
            let isTooDeep = error.number == ENAMETOOLONG
            throw isTooDeep
                ? FileFailure(.remove, path: folder.path, kind: .tooDeep)
                : FileFailure(.remove, path: folder.path, error)
        }
        try removeDirectory(path)
    }
}
