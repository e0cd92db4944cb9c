// SPDX-License-Identifier: Apache-2.0

/// A new file that is written piece by piece, and named only when it is whole: its name may depend on what is
/// in it. Let go without a name, it is gone.
package final class NamelessFile {
    private let directory: DirectoryHandle
    private let file: TemporaryFile
    private var isNamed = false

    /// In an existing folder.
    package init(in folder: String, mode: UInt32) throws(FileFailure) {
        directory = try DirectoryHandle(path: folder)
        do throws(SystemError) {
            file = try TemporaryFile(in: directory, mode: mode, owner: nil)
        } catch {
            throw FileFailure(.create, path: folder, error)
        }
    }

    deinit {
        if !isNamed { file.discard() }
    }

    package func write(_ bytes: [UInt8]) throws(FileFailure) {
        do throws(SystemError) {
            try file.write(bytes)
        } catch {
            throw FileFailure(.write, path: directory.path, error)
        }
    }

    /// Durable under its name when this returns; what had the name before is replaced.
    package func publish(as name: RelativePath) throws(FileFailure) {
        let place = try directory.place(of: name)
        try place.attempt(.sync) { () throws(SystemError) in try file.sync() }
        try place.attempt(.replace) { () throws(SystemError) in
            try file.publish(as: place.name, mustBeNew: false)
        }
        isNamed = true
        try directory.sync()
    }
}
