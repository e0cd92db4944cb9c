// SPDX-License-Identifier: Apache-2.0

import Glibc

/// An open file of the kernel, closed when the last owner lets go. Does not know its path.
final class FileDescriptor: Sendable {
    let number: Int32

    init(owning number: Int32) { self.number = number }

    deinit { close(number) }

    func status() throws(SystemError) -> FileStatus { try SystemCalls.status(of: number) }

    func setMode(_ mode: UInt32) throws(SystemError) {
        try SystemCalls.repeating { fchmod(number, mode) }
    }

    func setOwner(_ owner: FileOwner) throws(SystemError) {
        try SystemCalls.repeating { fchown(number, owner.userID, owner.groupID) }
    }

    /// Content and metadata on the disk when it returns.
    func sync() throws(SystemError) {
        try SystemCalls.repeating { fsync(number) }
    }

    /// False where another open file holds the lock.
    func tryLock() throws(SystemError) -> Bool {
        do throws(SystemError) {
            try SystemCalls.repeating { flock(number, LOCK_EX | LOCK_NB) }
            return true
        } catch {
            if error.number == EWOULDBLOCK { return false }
            throw error
        }
    }

    func write(_ bytes: [UInt8]) throws(SystemError) {
        var done = 0
        while done < bytes.count {
            let written = try SystemCalls.repeating {
                bytes.withUnsafeBytes { buffer in
                    let rest = UnsafeRawBufferPointer(rebasing: buffer[done...])
                    return Glibc.write(number, rest.baseAddress, rest.count)
                }
            }
            done += written
        }
    }

    /// All that is left to read. EFBIG where that is more than `limit` bytes.
    func readAll(limit: Int, expecting size: Int) throws(SystemError) -> [UInt8] {
        let limit = min(limit, Int.max - 1)
        var bytes = [UInt8](repeating: 0, count: min(size, limit) + 1)
        var count = 0
        while true {
            if count == bytes.count {
                let growth = min(max(count, 4096), limit + 1 - count)
                bytes.append(contentsOf: repeatElement(0, count: growth))
            }
            let got = try SystemCalls.repeating {
                bytes.withUnsafeMutableBytes { buffer in
                    let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
                    return Glibc.read(number, rest.baseAddress, rest.count)
                }
            }
            count += got
            if count > limit { throw SystemError(number: EFBIG) }
            if got == 0 {
                bytes.removeLast(bytes.count - count)
                return bytes
            }
        }
    }
}
