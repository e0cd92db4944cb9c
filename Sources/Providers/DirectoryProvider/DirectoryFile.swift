// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import TargetFiles

/// The file of a directory on disk. It takes no lock and knows nothing of what is in it.
struct DirectoryFile: Sendable {
    static let name = "directory.ldif"
    /// Places in a file are kept in 32 bits, and a batch adds to them.
    private static let bytesMax = 1 << 30
    private static let newFileMode: UInt32 = 0o640
    private static let folderMode: UInt32 = 0o750

    let folder: String

    /// The file as it was read.
    struct Content: Sendable {
        let bytes: [UInt8]
        /// Nil where there was no file.
        fileprivate let status: FileStatus?
    }

    func read() throws(ProviderFailure) -> Content {
        try asTarget { () throws(FileFailure) in
            guard try fileStatus(folder, followingLinks: true) != nil else {
                return Content(bytes: [], status: nil)
            }
            let handle = try DirectoryHandle(path: folder)
            let path = try RelativePath(Self.name)
            guard let status = try handle.status(of: path) else {
                return Content(bytes: [], status: nil)
            }
            return Content(bytes: try handle.readFile(path, limit: Self.bytesMax), status: status)
        }
    }

    /// Replaces what was read, with its mode and owner. Fails where somebody else wrote meanwhile.
    func write(_ bytes: [UInt8], over former: Content) throws(ProviderFailure) {
        let status = try asTarget { () throws(FileFailure) in
            try makeDirectories(folder, mode: Self.folderMode)
            return try fileStatus("\(folder)/\(Self.name)")
        }
        guard status == former.status else {
            throw ProviderFailure(
                .conflict, "`\(Self.name)` was changed by somebody else while it was to be written",
                isTransient: true)
        }
        let isOthers = status.map { $0.owner != FileOwner.current } ?? false
        let owner = isOthers && FileOwner.current.userID == 0 ? status?.owner : nil
        try asTarget { () throws(FileFailure) in
            let handle = try DirectoryHandle(path: folder)
            try handle.replaceFile(
                FileReplacement(
                    path: try RelativePath(Self.name), bytes: bytes,
                    mode: status?.mode ?? Self.newFileMode, owner: owner))
        }
    }
}
