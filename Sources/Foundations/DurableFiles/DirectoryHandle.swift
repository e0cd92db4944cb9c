// SPDX-License-Identifier: Apache-2.0

import Glibc

/// An open folder, and everything that is done below it by relative path. No operation follows a
/// symbolic link or leaves the folder, whatever somebody plants in it. Does not lock: what reads,
/// compares and writes holds a `FileLock` around it.
package final class DirectoryHandle: Sendable {
    /// As it was opened, for messages.
    package let path: String
    let descriptor: FileDescriptor

    /// Opens a folder. Links on the way to it are followed: the path comes from whoever runs this.
    package init(path: String) throws(FileFailure) {
        try FileFailure.requireNoNUL(in: path, .open)
        do throws(SystemError) {
            descriptor = try SystemCalls.open(
                path, in: SystemCalls.workingDirectory, flags: O_RDONLY | O_DIRECTORY)
        } catch {
            throw FileFailure(.open, path: path, error)
        }
        self.path = path
    }

    init(path: String, descriptor: FileDescriptor) {
        self.path = path
        self.descriptor = descriptor
    }

    /// The folder at `path` below this one.
    package func directory(_ path: RelativePath) throws(FileFailure) -> DirectoryHandle {
        let shown = shownPath(of: path.text)
        do throws(SystemError) {
            let direct = try SystemCalls.openBeneath(
                path.text, in: descriptor.number, flags: O_RDONLY | O_DIRECTORY)
            if let direct { return DirectoryHandle(path: shown, descriptor: direct) }
            return DirectoryHandle(path: shown, descriptor: try walk(path))
        } catch {
            throw FileFailure(.open, path: shown, error)
        }
    }

    /// What `openBeneath` does, one part at a time, for kernels without it.
    func walk(_ path: RelativePath) throws(SystemError) -> FileDescriptor {
        var current = descriptor
        for name in path.components {
            do throws(SystemError) {
                current = try SystemCalls.open(
                    name, in: current.number, flags: O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
            } catch {
                // Linux answers ENOTDIR for a link here; the caller wants to know of the link.
                guard error.number == ENOTDIR,
                    try SystemCalls.status(name, in: current.number).kind == .symlink
                else { throw error }
                throw SystemError(number: ELOOP)
            }
        }
        return current
    }

    /// Makes this folder's list of names durable: what was created, renamed or removed in it.
    package func sync() throws(FileFailure) {
        do throws(SystemError) {
            try descriptor.sync()
        } catch {
            throw FileFailure(.sync, path: path, error)
        }
    }

    func shownPath(of relative: String) -> String {
        path.utf8.last == UInt8(ascii: "/") ? path + relative : "\(path)/\(relative)"
    }

    func place(of path: RelativePath) throws(FileFailure) -> Place {
        guard let parent = path.parent else { return Place(directory: self, name: path.text) }
        return Place(directory: try directory(parent), name: path.name)
    }
}

extension FileFailure {
    /// A NUL ends a path early for the kernel, which would then take another one.
    static func requireNoNUL(in path: String, _ operation: Operation) throws(FileFailure) {
        if path.utf8.contains(0) || path.isEmpty {
            throw FileFailure(
                operation, path: String(path.prefix { $0 != "\0" }), kind: .unsafePath)
        }
    }
}
