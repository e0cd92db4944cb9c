// SPDX-License-Identifier: Apache-2.0

import Glibc

/// One name in one open folder: where every operation of this target ends up. Does not check names;
/// `RelativePath` and `splitPath` have done so.
struct Place {
    let directory: DirectoryHandle
    let name: String

    var number: Int32 { directory.descriptor.number }

    var shownPath: String { directory.shownPath(of: name) }

    func attempt<Result>(
        _ operation: FileFailure.Operation, _ body: () throws(SystemError) -> Result
    ) throws(FileFailure) -> Result {
        do throws(SystemError) {
            return try body()
        } catch {
            throw FileFailure(operation, path: shownPath, error)
        }
    }

    func status() throws(FileFailure) -> FileStatus? {
        do throws(SystemError) {
            return try SystemCalls.status(name, in: number)
        } catch {
            if error.number == ENOENT { return nil }
            throw FileFailure(.inspect, path: shownPath, error)
        }
    }

    /// Never waits for a writer at the other end of a pipe: whatever is no regular file is refused.
    func read(limit: Int) throws(FileFailure) -> (status: FileStatus, bytes: [UInt8]) {
        let (file, status) = try attempt(.read) { () throws(SystemError) in
            let file = try SystemCalls.open(
                name, in: number, flags: O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY)
            return (file, try file.status())
        }
        switch status.kind {
        case .file: break
        case .directory: throw FileFailure(.read, path: shownPath, kind: .isADirectory)
        case .symlink, .other: throw FileFailure(.read, path: shownPath, kind: .notAFile)
        }
        return try attempt(.read) { () throws(SystemError) in
            (status, try file.readAll(limit: limit, expecting: status.size))
        }
    }

    /// Open to nobody else until owner and mode are set; taken back where that fails.
    func makeDirectory(mode: UInt32, owner: FileOwner?) throws(FileFailure) {
        try attempt(.create) { () throws(SystemError) in
            try SystemCalls.makeDirectory(name, in: number, mode: 0o700)
        }
        do throws(FileFailure) {
            try attempt(.create) { () throws(SystemError) in
                let made = try SystemCalls.open(
                    name, in: number, flags: O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
                if let owner { try made.setOwner(owner) }
                try made.setMode(mode)
                try made.sync()
            }
            try directory.sync()
        } catch {
            try? SystemCalls.remove(name, in: number, isDirectory: true)
            throw error
        }
    }

    func removeFile() throws(FileFailure) {
        try attempt(.remove) { () throws(SystemError) in
            try SystemCalls.remove(name, in: number)
        }
        try directory.sync()
    }

    func removeDirectory() throws(FileFailure) {
        try attempt(.remove) { () throws(SystemError) in
            try SystemCalls.remove(name, in: number, isDirectory: true)
        }
        try directory.sync()
    }

    func rename(to place: Place) throws(FileFailure) {
        do throws(SystemError) {
            try SystemCalls.renameNew(name, in: number, to: place.name, in: place.number)
        } catch {
            let isAboutTarget = error.number == EEXIST || error.number == ENOTEMPTY
            throw FileFailure(
                .rename, path: isAboutTarget ? place.shownPath : shownPath, error)
        }
        try place.directory.sync()
        if place.directory !== directory { try directory.sync() }
    }

    /// The owner first, because a change of owner clears the set-user-id bits.
    func change(mode: UInt32?, owner: FileOwner?) throws(FileFailure) {
        try attempt(.change) { () throws(SystemError) in
            let isLink = try SystemCalls.status(name, in: number).kind == .symlink
            if isLink { throw SystemError(number: ELOOP) }
            if let owner { try SystemCalls.setOwner(owner, of: name, in: number) }
            if let mode { try SystemCalls.setMode(mode, of: name, in: number) }
        }
        try syncItem()
    }

    /// An item that its new mode closes to ourselves is made durable through its folder.
    private func syncItem() throws(FileFailure) {
        let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY
        let opened = try? SystemCalls.open(name, in: number, flags: flags)
        guard let opened else { return try directory.sync() }
        try attempt(.sync) { () throws(SystemError) in try opened.sync() }
    }
}
