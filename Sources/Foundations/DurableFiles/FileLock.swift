// SPDX-License-Identifier: Apache-2.0

import Glibc
import Synchronization

/// An exclusive `flock` on a file of its own: as long as this object is held, so is the lock. The file
/// stays behind and means nothing by itself; the kernel lets go of a killed holder's lock. Does not
/// work between machines over a network file system that has no such locks.
package final class FileLock: Sendable {
    private static let firstPauseMilliseconds = 2
    private static let pauseMillisecondsMax = 100

    package let path: String
    private let file: Mutex<FileDescriptor?>

    private init(path: String, file: FileDescriptor) {
        self.path = path
        self.file = Mutex(file)
    }

    /// Gives the lock back now and not at the end of this object's life.
    package func release() {
        file.withLock { $0 = nil }
    }

    /// Nil where another holder has it. Fails with `readOnly` or `denied` where no lock file can be
    /// made in the folder.
    package static func tryAcquire(_ path: String) throws(FileFailure) -> FileLock? {
        try tryAcquire(Place(path: path, .lock))
    }

    /// Waits in small steps, at most so long; then `locked`. Blocks its thread.
    package static func acquire(
        _ path: String, timeoutMilliseconds: Int
    ) throws(FileFailure) -> FileLock {
        try acquire(Place(path: path, .lock), timeoutMilliseconds: timeoutMilliseconds)
    }

    static func acquire(
        _ place: Place, timeoutMilliseconds: Int
    ) throws(FileFailure) -> FileLock {
        let deadline = SystemCalls.monotonicMilliseconds() + timeoutMilliseconds
        var pause = firstPauseMilliseconds
        while true {
            if let lock = try tryAcquire(place) { return lock }
            let left = deadline - SystemCalls.monotonicMilliseconds()
            if left <= 0 { throw FileFailure(.lock, path: place.shownPath, kind: .locked) }
            SystemCalls.pause(milliseconds: min(pause, left))
            pause = min(pause * 2, pauseMillisecondsMax)
        }
    }

    static func tryAcquire(_ place: Place) throws(FileFailure) -> FileLock? {
        try place.attempt(.lock) { () throws(SystemError) in
            let file = try SystemCalls.open(
                place.name, in: place.number, flags: O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK,
                mode: 0o600)
            guard try file.tryLock(), try isStillThere(file, place) else { return nil }
            return FileLock(path: place.shownPath, file: file)
        }
    }

    /// False where somebody removed the file meanwhile: a lock on it keeps nobody out any more.
    private static func isStillThere(
        _ file: FileDescriptor, _ place: Place
    ) throws(SystemError) -> Bool {
        do throws(SystemError) {
            let named = try SystemCalls.status(place.name, in: place.number)
            let held = try file.status()
            return named.inode == held.inode && named.device == held.device
        } catch {
            if error.isMissing { return false }
            throw error
        }
    }
}

extension DirectoryHandle {
    /// `FileLock.tryAcquire` on a file below this folder.
    package func tryLock(_ path: RelativePath) throws(FileFailure) -> FileLock? {
        try FileLock.tryAcquire(place(of: path))
    }

    /// `FileLock.acquire` on a file below this folder.
    package func lock(
        _ path: RelativePath, timeoutMilliseconds: Int
    ) throws(FileFailure) -> FileLock {
        try FileLock.acquire(place(of: path), timeoutMilliseconds: timeoutMilliseconds)
    }
}
