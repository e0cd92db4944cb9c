// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What the kernel knows of one file, folder or link. A moment's picture, not a live view.
package struct FileStatus: Hashable, Sendable {
    package enum Kind: Sendable { case file, directory, symlink, other }

    package let kind: Kind
    /// The permission bits, 0o7777.
    package let mode: UInt32
    package let owner: FileOwner
    /// In bytes.
    package let size: Int
    package let inode: UInt64
    package let device: UInt64
    package let linkCount: UInt64
    /// Since 1970, in nanoseconds.
    package let modifiedNanoseconds: Int64

    init(_ status: stat) {
        switch status.st_mode & S_IFMT {
        case S_IFREG: kind = .file
        case S_IFDIR: kind = .directory
        case S_IFLNK: kind = .symlink
        default: kind = .other
        }
        mode = status.st_mode & 0o7777
        owner = FileOwner(userID: status.st_uid, groupID: status.st_gid)
        size = Int(status.st_size)
        inode = UInt64(status.st_ino)
        device = UInt64(status.st_dev)
        linkCount = UInt64(status.st_nlink)
        modifiedNanoseconds =
            Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
    }
}

/// The user and group that a file belongs to, by number.
package struct FileOwner: Hashable, Sendable {
    package let userID: UInt32
    package let groupID: UInt32

    package init(userID: UInt32, groupID: UInt32) {
        self.userID = userID
        self.groupID = groupID
    }

    /// Those that this process makes files as.
    package static var current: FileOwner { FileOwner(userID: geteuid(), groupID: getegid()) }
}
