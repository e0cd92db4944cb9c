// SPDX-License-Identifier: Apache-2.0

import Glibc

/// New content in a temporary file beside its place, not yet to be seen there. Whoever stages it
/// either publishes or discards it; it does not do so by itself.
struct StagedFile {
    let place: Place
    private let temporaryName: String
    private let file: FileDescriptor
    private let mustBeNew: Bool

    /// Owner and mode are set before the first byte is written: nobody reads what is not theirs.
    init(_ replacement: FileReplacement, at place: Place) throws(FileFailure) {
        self.place = place
        mustBeNew = replacement.mustBeNew
        let name = TemporaryName.make()
        temporaryName = name
        file = try place.attempt(.replace) { () throws(SystemError) in
            try SystemCalls.open(
                name, in: place.number, flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW,
                mode: 0o600)
        }
        do throws(FileFailure) {
            try place.attempt(.replace) { [file] () throws(SystemError) in
                if let owner = replacement.owner { try file.setOwner(owner) }
                try file.setMode(replacement.mode)
                try file.write(replacement.bytes)
            }
        } catch {
            discard()
            throw error
        }
    }

    func sync() throws(FileFailure) {
        try place.attempt(.sync) { () throws(SystemError) in try file.sync() }
    }

    /// The new content stands at its place when this returns; durable once the folder is synced.
    func publish() throws(FileFailure) {
        try place.attempt(.replace) { () throws(SystemError) in
            if mustBeNew {
                try SystemCalls.renameNew(
                    temporaryName, in: place.number, to: place.name, in: place.number)
            } else {
                try SystemCalls.rename(
                    temporaryName, in: place.number, to: place.name, in: place.number)
            }
        }
    }

    /// Keeps quiet about its own failure: there is another one to tell of already.
    func discard() {
        try? SystemCalls.remove(temporaryName, in: place.number)
    }
}

extension Place {
    func replace(by replacement: FileReplacement) throws(FileFailure) {
        let staged = try StagedFile(replacement, at: self)
        do throws(FileFailure) {
            try staged.sync()
            try staged.publish()
        } catch {
            staged.discard()
            throw error
        }
        try directory.sync()
    }
}
