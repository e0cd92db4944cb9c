// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A new file under a temporary name, in the folder where it will have a name of its own. It says nothing
/// of where it is going.
struct TemporaryFile: Sendable {
    private let directory: DirectoryHandle
    private let name: String
    private let file: FileDescriptor

    /// Owner and mode are set before the first byte is written: nobody reads what is not theirs.
    init(in directory: DirectoryHandle, mode: UInt32, owner: FileOwner?) throws(SystemError) {
        self.directory = directory
        name = TemporaryName.make()
        file = try SystemCalls.open(
            name, in: directory.descriptor.number,
            flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
        do throws(SystemError) {
            if let owner { try file.setOwner(owner) }
            try file.setMode(mode)
        } catch {
            discard()
            throw error
        }
    }

    func write(_ bytes: [UInt8]) throws(SystemError) { try file.write(bytes) }

    func sync() throws(SystemError) { try file.sync() }

    func publish(as name: String, mustBeNew: Bool) throws(SystemError) {
        let folder = directory.descriptor.number
        if mustBeNew {
            try SystemCalls.renameNew(self.name, in: folder, to: name, in: folder)
        } else {
            try SystemCalls.rename(self.name, in: folder, to: name, in: folder)
        }
    }

    /// Keeps quiet about its own failure: there is another one to tell of already.
    func discard() {
        try? SystemCalls.remove(name, in: directory.descriptor.number)
    }
}
