// SPDX-License-Identifier: Apache-2.0

import Glibc

// Operations by whole path, for paths that come from whoever runs the program. Links on the way are
// followed; what a catalog names goes through `DirectoryHandle` instead.

/// The bytes of a file, a pipe or a device; `tooLarge` above `limit`. A last link is followed.
package func readFile(_ path: String, limit: Int) throws(FileFailure) -> [UInt8] {
    try FileFailure.requireNoNUL(in: path, .read)
    do throws(SystemError) {
        let file = try SystemCalls.open(
            path, in: SystemCalls.workingDirectory, flags: O_RDONLY | O_NOCTTY)
        let status = try file.status()
        if status.kind == .directory { throw SystemError(number: EISDIR) }
        return try file.readAll(limit: limit, expecting: status.size)
    } catch {
        throw FileFailure(.read, path: path, error)
    }
}

/// All that is left of what this process was given to read; `tooLarge` above `limit`.
package func readStandardInput(limit: Int) throws(FileFailure) -> [UInt8] {
    do throws(SystemError) {
        let copy = try SystemCalls.repeating { fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0) }
        return try FileDescriptor(owning: copy).readAll(limit: limit, expecting: 0)
    } catch {
        throw FileFailure(.read, path: "standard input", error)
    }
}

/// Nil where nothing is there. A last link is not followed unless asked.
package func fileStatus(
    _ path: String, followingLinks: Bool = false
) throws(FileFailure) -> FileStatus? {
    try FileFailure.requireNoNUL(in: path, .inspect)
    do throws(SystemError) {
        return try SystemCalls.status(
            path, in: SystemCalls.workingDirectory, followingLinks: followingLinks)
    } catch {
        if error.isMissing { return nil }
        throw FileFailure(.inspect, path: path, error)
    }
}

package func listDirectory(_ path: String) throws(FileFailure) -> [DirectoryEntry] {
    try DirectoryHandle(path: path).list()
}

/// See `DirectoryHandle.makeDirectory`.
package func makeDirectory(
    _ path: String, mode: UInt32, owner: FileOwner? = nil
) throws(FileFailure) {
    try Place(path: path, .create).makeDirectory(mode: mode, owner: owner)
}

/// Makes what is missing of `path`, all of it with the same mode; existing folders stay as they are.
package func makeDirectories(_ path: String, mode: UInt32) throws(FileFailure) {
    try FileFailure.requireNoNUL(in: path, .create)
    var missing: [String] = []
    var current = path
    while true {
        let status = try fileStatus(current, followingLinks: true)
        if let status {
            if status.kind == .directory { break }
            throw FileFailure(.create, path: current, kind: .notADirectory)
        }
        missing.append(current)
        current = try splitPath(current, .create).parent
    }
    for folder in missing.reversed() {
        do throws(FileFailure) {
            try makeDirectory(folder, mode: mode)
        } catch {
            guard error.kind == .exists else { throw error }
        }
    }
}

/// See `DirectoryHandle.replaceFile`.
package func replaceFile(
    _ path: String, bytes: [UInt8], mode: UInt32, owner: FileOwner? = nil, mustBeNew: Bool = false
) throws(FileFailure) {
    let place = try Place(path: path, .replace)
    let replacement = FileReplacement(
        path: try RelativePath(place.name), bytes: bytes, mode: mode, owner: owner,
        mustBeNew: mustBeNew)
    try place.replace(by: replacement)
}

/// Within one file system; `exists` where anything is at `newPath`.
package func renameItem(_ path: String, to newPath: String) throws(FileFailure) {
    try Place(path: path, .rename).rename(to: Place(path: newPath, .rename))
}

package func removeFile(_ path: String) throws(FileFailure) {
    try Place(path: path, .remove).removeFile()
}

/// An empty folder; `notEmpty` otherwise.
package func removeDirectory(_ path: String) throws(FileFailure) {
    try Place(path: path, .remove).removeDirectory()
}

/// Makes a folder's list of names durable.
package func syncDirectory(_ path: String) throws(FileFailure) {
    try DirectoryHandle(path: path).sync()
}

extension Place {
    init(path: String, _ operation: FileFailure.Operation) throws(FileFailure) {
        let (parent, name) = try splitPath(path, operation)
        self.init(directory: try DirectoryHandle(path: parent), name: name)
    }
}

/// The folder and the name in it. A last part that is no name (`/`, `..`) is `unsafePath`.
private func splitPath(
    _ path: String, _ operation: FileFailure.Operation
) throws(FileFailure) -> (parent: String, name: String) {
    try FileFailure.requireNoNUL(in: path, operation)
    let slash = UInt8(ascii: "/")
    var utf8 = Substring(path).utf8
    while utf8.count > 1 && utf8.last == slash { utf8.removeLast() }
    let cut = utf8.lastIndex(of: slash)
    let name = cut.map { utf8[utf8.index(after: $0)...] } ?? utf8
    guard name.count > 0, !name.elementsEqual(".".utf8), !name.elementsEqual("..".utf8) else {
        throw FileFailure(operation, path: path, kind: .unsafePath)
    }
    guard let cut else { return (".", String(Substring(name))) }
    let parent = cut == utf8.startIndex ? "/" : String(Substring(utf8[..<cut]))
    return (parent, String(Substring(name)))
}
