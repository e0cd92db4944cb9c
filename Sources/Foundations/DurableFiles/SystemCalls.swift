// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc

/// The `errno` of a call that failed.
struct SystemError: Error {
    let number: Int32

    static var last: SystemError { SystemError(number: errno) }

    var isMissing: Bool { number == ENOENT }
}

/// The system calls of this target, with `errno` as a thrown value and interrupted calls repeated.
/// All of them block. Knows nothing of paths' meaning: names come in as the kernel takes them.
enum SystemCalls {
    /// Where a path that starts at the working folder is looked up.
    static let workingDirectory = AT_FDCWD

    static func open(
        _ name: UnsafePointer<CChar>, in directory: Int32, flags: Int32, mode: mode_t = 0
    ) throws(SystemError) -> FileDescriptor {
        let number = try repeating { openat(directory, name, flags | O_CLOEXEC, mode) }
        return FileDescriptor(owning: number)
    }

    /// Opens without following any symbolic link or leaving `directory`. Nil where the kernel, or a
    /// sandbox around it, has no such call.
    static func openBeneath(
        _ path: UnsafePointer<CChar>, in directory: Int32, flags: Int32
    ) throws(SystemError) -> FileDescriptor? {
        do throws(SystemError) {
            let number = try repeating { linux_open_beneath(directory, path, flags | O_CLOEXEC) }
            return FileDescriptor(owning: number)
        } catch {
            let isWithout = [ENOSYS, EPERM, E2BIG, EAGAIN].contains(error.number)
            if isWithout { return nil }
            throw error
        }
    }

    static func status(of number: Int32) throws(SystemError) -> FileStatus {
        var status = stat()
        try repeating { fstat(number, &status) }
        return FileStatus(status)
    }

    static func status(
        _ name: UnsafePointer<CChar>, in directory: Int32, followingLinks: Bool = false
    ) throws(SystemError) -> FileStatus {
        var status = stat()
        try repeating {
            fstatat(directory, name, &status, followingLinks ? 0 : AT_SYMLINK_NOFOLLOW)
        }
        return FileStatus(status)
    }

    static func makeDirectory(
        _ name: UnsafePointer<CChar>, in directory: Int32, mode: mode_t
    ) throws(SystemError) {
        try repeating { mkdirat(directory, name, mode) }
    }

    static func rename(
        _ name: UnsafePointer<CChar>, in directory: Int32,
        to newName: UnsafePointer<CChar>, in newDirectory: Int32
    ) throws(SystemError) {
        try repeating { renameat(directory, name, newDirectory, newName) }
    }

    /// As `rename`, and fails with EEXIST where `newName` is taken. A file system without the flag
    /// is asked first, which leaves a gap that only a lock can close.
    static func renameNew(
        _ name: UnsafePointer<CChar>, in directory: Int32,
        to newName: UnsafePointer<CChar>, in newDirectory: Int32
    ) throws(SystemError) {
        do throws(SystemError) {
            try repeating { linux_rename_new(directory, name, newDirectory, newName) }
        } catch {
            guard error.number == EINVAL || error.number == ENOSYS else { throw error }
            var status = stat()
            let isTaken = fstatat(newDirectory, newName, &status, AT_SYMLINK_NOFOLLOW) == 0
            if isTaken { throw SystemError(number: EEXIST) }
            try rename(name, in: directory, to: newName, in: newDirectory)
        }
    }

    static func remove(
        _ name: UnsafePointer<CChar>, in directory: Int32, isDirectory: Bool = false
    ) throws(SystemError) {
        try repeating { unlinkat(directory, name, isDirectory ? AT_REMOVEDIR : 0) }
    }

    static func setMode(
        _ mode: UInt32, of name: UnsafePointer<CChar>, in directory: Int32
    ) throws(SystemError) {
        try repeating { fchmodat(directory, name, mode, AT_SYMLINK_NOFOLLOW) }
    }

    static func setOwner(
        _ owner: FileOwner, of name: UnsafePointer<CChar>, in directory: Int32
    ) throws(SystemError) {
        try repeating {
            fchownat(directory, name, owner.userID, owner.groupID, AT_SYMLINK_NOFOLLOW)
        }
    }

    /// The names in a folder but `.` and `..`, as the kernel has them, in no order.
    static func names(in directory: Int32) throws(SystemError) -> [RawName] {
        let copy = try repeating { openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard let stream = fdopendir(copy) else {
            let error = SystemError.last
            close(copy)
            throw error
        }
        defer { closedir(stream) }
        var names: [RawName] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else { break }
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { RawName(copying: $0) }
            }
            if !name.isDot { names.append(name) }
        }
        if errno != 0 { throw SystemError.last }
        return names
    }

    /// The C library's words, beginning with a small letter as ours do.
    static func text(ofError number: Int32) -> String {
        guard let text = strerror(number) else { return "error \(number)" }
        let sentence = String(cString: text)
        return sentence.prefix(1).lowercased() + sentence.dropFirst()
    }

    static func pause(milliseconds: Int) {
        usleep(UInt32(milliseconds) * 1000)
    }

    static func monotonicMilliseconds() -> Int {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return now.tv_sec * 1000 + now.tv_nsec / 1_000_000
    }

    @discardableResult
    static func repeating<Result: SignedInteger>(
        _ call: () -> Result
    ) throws(SystemError) -> Result {
        while true {
            let result = call()
            if result >= 0 { return result }
            let error = SystemError.last
            if error.number != EINTR { throw error }
        }
    }
}
