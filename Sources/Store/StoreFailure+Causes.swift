// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
package import DurableFiles
import GRDB

/// What SQLite and the file system say, as the store's own failures.
extension StoreFailure {
    package init(_ failure: FileFailure) {
        switch failure.kind {
        case .noSpace: self = .noSpace(path: failure.path)
        case .locked: self = .locked(path: failure.path)
        default:
            self = .unreadable(
                path: failure.path,
                words: "cannot \(failure.operation.rawValue) it: \(failure.kind)")
        }
    }

    /// `path` is the database's.
    init(_ error: any Error, path: String) {
        switch error {
        case let failure as StoreFailure: self = failure
        case let failure as FileFailure: self = StoreFailure(failure)
        case let failure as StoredValueFailure:
            self = .damaged(
                path: path,
                words: "column \(failure.column + 1) of a row does not hold \(failure.expected)")
        case let failure as UnreadableEntry:
            self = .damaged(
                path: path, words: "entry \(failure.entry) has not the shape of its kind")
        case let error as DatabaseError: self = Self.of(error, path: path)
        default: self = .unreadable(path: path, words: "\(error)")
        }
    }

    private static func of(_ error: DatabaseError, path: String) -> StoreFailure {
        let words = "SQLite says `\(error.message ?? "\(error.resultCode)")`"
        return switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: .locked(path: path)
        case .SQLITE_FULL: .noSpace(path: path)
        case .SQLITE_NOTADB: .damaged(path: path, words: "it is no store")
        case .SQLITE_CORRUPT, .SQLITE_CONSTRAINT, .SQLITE_ERROR, .SQLITE_SCHEMA,
            .SQLITE_MISMATCH:
            .damaged(path: path, words: words)
        default: .unreadable(path: path, words: words)
        }
    }
}
