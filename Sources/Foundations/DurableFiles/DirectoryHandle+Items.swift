// SPDX-License-Identifier: Apache-2.0

/// One name of a folder. Does not say more than `readdir` and `lstat` do.
package struct DirectoryEntry: Hashable, Sendable {
    /// With replacement characters where the bytes on the disk are no UTF-8.
    package let name: String
    package let kind: FileStatus.Kind
    /// False where `name` could not be opened again, its bytes being no UTF-8 or control characters.
    package let isOpenable: Bool
}

extension DirectoryHandle {
    /// Nil where nothing is there.
    package func status(of path: RelativePath) throws(FileFailure) -> FileStatus? {
        do throws(FileFailure) {
            return try place(of: path).status()
        } catch {
            if error.kind == .missing { return nil }
            throw error
        }
    }

    /// This folder's own status.
    package func status() throws(FileFailure) -> FileStatus {
        do throws(SystemError) {
            return try descriptor.status()
        } catch {
            throw FileFailure(.inspect, path: path, error)
        }
    }

    /// A regular file's bytes; `tooLarge` above `limit`.
    package func readFile(_ path: RelativePath, limit: Int) throws(FileFailure) -> [UInt8] {
        try place(of: path).read(limit: limit).bytes
    }

    /// A regular file with its status when it was opened; `tooLarge` above `limit`.
    package func file(
        _ path: RelativePath, limit: Int
    ) throws(FileFailure) -> (status: FileStatus, bytes: [UInt8]) {
        try place(of: path).read(limit: limit)
    }

    /// The entries of this folder, sorted by the bytes of their names, without temporary files.
    package func list() throws(FileFailure) -> [DirectoryEntry] {
        do throws(SystemError) {
            var entries: [DirectoryEntry] = []
            for raw in try SystemCalls.names(in: descriptor.number) {
                if let entry = try entry(for: raw) { entries.append(entry) }
            }
            return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        } catch {
            throw FileFailure(.list, path: path, error)
        }
    }

    /// The names in this folder that are UTF-8, in no order, without asking what they are.
    package func names() throws(FileFailure) -> [String] {
        do throws(SystemError) {
            return try SystemCalls.names(in: descriptor.number).compactMap(\.text)
        } catch {
            throw FileFailure(.list, path: path, error)
        }
    }

    package func list(_ path: RelativePath) throws(FileFailure) -> [DirectoryEntry] {
        try directory(path).list()
    }

    /// Nil for what went away since it was listed, and for files half-way through a replacement.
    private func entry(for raw: RawName) throws(SystemError) -> DirectoryEntry? {
        let name = raw.text
        if let name, TemporaryName.matches(name) { return nil }
        let status: FileStatus
        do throws(SystemError) {
            status = try SystemCalls.status(raw.characters, in: descriptor.number)
        } catch {
            if error.isMissing { return nil }
            throw error
        }
        let shown = name ?? raw.repairedText
        let isOpenable = name.map { (try? RelativePath($0)) != nil } ?? false
        return DirectoryEntry(name: shown, kind: status.kind, isOpenable: isOpenable)
    }

    /// Fails with `exists` where anything is there. `mode` is exact, whatever the umask.
    package func makeDirectory(
        _ path: RelativePath, mode: UInt32, owner: FileOwner? = nil
    ) throws(FileFailure) {
        try place(of: path).makeDirectory(mode: mode, owner: owner)
    }

    /// Makes what is missing of `path`, all of it with the same mode and owner.
    package func makeDirectories(
        _ path: RelativePath, mode: UInt32, owner: FileOwner? = nil
    ) throws(FileFailure) {
        var current = self
        for name in path.components {
            let step = try RelativePath(name)
            do throws(FileFailure) {
                try Place(directory: current, name: name).makeDirectory(mode: mode, owner: owner)
            } catch {
                guard error.kind == .exists else { throw error }
            }
            current = try current.directory(step)
        }
    }

    /// Fails with `exists` where anything is at `newPath`. Both folders are durable after it.
    package func renameItem(
        _ path: RelativePath, to newPath: RelativePath
    ) throws(FileFailure) {
        try place(of: path).rename(to: place(of: newPath))
    }

    package func removeFile(_ path: RelativePath) throws(FileFailure) {
        try place(of: path).removeFile()
    }

    /// An empty folder; `notEmpty` otherwise.
    package func removeDirectory(_ path: RelativePath) throws(FileFailure) {
        try place(of: path).removeDirectory()
    }

    /// Of a file or folder; a symbolic link is refused.
    package func change(
        _ path: RelativePath, mode: UInt32? = nil, owner: FileOwner? = nil
    ) throws(FileFailure) {
        try place(of: path).change(mode: mode, owner: owner)
    }
}
