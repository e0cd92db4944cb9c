// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import DurableFiles

/// Where the files of one environment's store lie: the database, its keys and its checkpoints, all below
/// one folder that only its owner can enter. It opens nothing.
package struct StorePlace: Sendable {
    /// `.burnham/<environment>`.
    package let folder: String

    package init(folder: String) { self.folder = folder }

    package var database: String { "\(folder)/store.sqlite" }
    package var keys: String { "\(folder)/keys" }
    package var checkpoints: String { "\(folder)/checkpoints" }

    /// The transactions that are not in the database yet.
    var log: String { database + "-wal" }
    /// A store that is being made and has no name yet.
    var unfinished: String { database + ".new" }
    var creationLock: String { database + ".lock" }
    var fingerprintKey: String { "\(keys)/fingerprint.key" }
    var checkpointKey: String { "\(keys)/checkpoint.key" }
    var verifierKeys: String { "\(keys)/checkpoint.pub" }

    /// False where none was ever made. A database that is gone while its log or its checkpoints are still
    /// here is `damaged`: taking it for a new city would plan everything again.
    package func hasStore() throws(StoreFailure) -> Bool {
        if try isThere(database) { return true }
        guard try !isThere(log) else {
            throw .damaged(path: database, words: "it is gone, its log is still here")
        }
        guard try !isThere(checkpoints) else {
            throw .damaged(path: database, words: "it is gone, its checkpoints are still here")
        }
        return false
    }

    private func isThere(_ path: String) throws(StoreFailure) -> Bool {
        do throws(FileFailure) {
            return try fileStatus(path, followingLinks: true) != nil
        } catch {
            throw StoreFailure(error)
        }
    }
}
