// SPDX-License-Identifier: Apache-2.0

import Glibc

/// New content in a temporary file beside its place, not yet to be seen there. Whoever stages it
/// either publishes or discards it; it does not do so by itself.
struct StagedFile {
    let place: Place
    private let file: TemporaryFile
    private let mustBeNew: Bool

    init(_ replacement: FileReplacement, at place: Place) throws(FileFailure) {
        self.place = place
        mustBeNew = replacement.mustBeNew
        file = try place.attempt(.replace) { () throws(SystemError) in
            let file = try TemporaryFile(
                in: place.directory, mode: replacement.mode, owner: replacement.owner)
            do throws(SystemError) {
                try file.write(replacement.bytes)
            } catch {
                file.discard()
                throw error
            }
            return file
        }
    }

    func sync() throws(FileFailure) {
        try place.attempt(.sync) { () throws(SystemError) in try file.sync() }
    }

    /// The new content stands at its place when this returns; durable once the folder is synced.
    func publish() throws(FileFailure) {
        try place.attempt(.replace) { () throws(SystemError) in
            try file.publish(as: place.name, mustBeNew: mustBeNew)
        }
    }

    func discard() { file.discard() }
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
