// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Why the file system refused an operation: what was tried, where, and what kind of no it was.
/// Does not say what to do about it; that is for the one who knows why the file was wanted.
package struct FileFailure: Error, Hashable, Sendable {
    package enum Operation: String, Sendable {
        case open, read, list, inspect, write, replace, create, rename, remove, lock
        case change = "change the owner or mode of"
        case sync = "make durable"
    }

    package enum Kind: Hashable, Sendable {
        case missing, exists, denied, noSpace, readOnly, notADirectory, isADirectory, notEmpty
        case tooLarge, symlink, otherFilesystem, notAFile
        /// The path itself is refused before the file system is asked.
        case unsafePath
        /// Another holder kept the lock until the time was up.
        case locked
        /// Folders inside folders, deeper than `removeTree` follows.
        case tooDeep
        case other(Int32)
    }

    package let operation: Operation
    package let path: String
    package let kind: Kind

    package init(_ operation: Operation, path: String, kind: Kind) {
        self.operation = operation
        self.path = path
        self.kind = kind
    }

    init(_ operation: Operation, path: String, _ error: SystemError) {
        self.init(operation, path: path, kind: Kind(errorNumber: error.number))
    }
}

extension FileFailure.Kind {
    init(errorNumber: Int32) {
        switch errorNumber {
        case ENOENT: self = .missing
        case EEXIST: self = .exists
        case EACCES, EPERM: self = .denied
        case ENOSPC, EDQUOT: self = .noSpace
        case EROFS: self = .readOnly
        case ENOTDIR: self = .notADirectory
        case EISDIR: self = .isADirectory
        case ENOTEMPTY: self = .notEmpty
        case EFBIG: self = .tooLarge
        case ELOOP: self = .symlink
        case EXDEV: self = .otherFilesystem
        default: self = .other(errorNumber)
        }
    }
}

extension FileFailure: CustomStringConvertible {
    /// One line in plain words: "cannot replace `zones/a.zone`: the disk is full".
    package var description: String { "cannot \(operation.rawValue) `\(path)`: \(kind)" }
}

extension FileFailure.Kind: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missing: "it does not exist"
        case .exists: "it exists already"
        case .denied: "permission denied"
        case .noSpace: "the disk is full"
        case .readOnly: "the file system is read-only"
        case .notADirectory: "a part of the path is not a folder"
        case .isADirectory: "it is a folder"
        case .notEmpty: "the folder is not empty"
        case .tooLarge: "it is larger than the limit"
        case .symlink: "it is, or lies behind, a symbolic link"
        case .otherFilesystem: "source and destination are on different file systems"
        case .notAFile: "it is not a regular file"
        case .unsafePath: "the path could leave its folder"
        case .locked: "another process holds the lock"
        case .tooDeep: "its folders are nested too deep"
        case .other(let number): SystemCalls.text(ofError: number)
        }
    }
}
