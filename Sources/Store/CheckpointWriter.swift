// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import DurableFiles
import TransparencyLog
import Values

/// Signs the ledger's head and leaves the checkpoint beside the store and at the sinks. A sink is a file,
/// which holds the latest checkpoint, or a folder, which keeps them all; a path that ends in `/` is a folder.
/// Nothing is overwritten that speaks of another ledger, of a larger one or of the same size with another root.
package struct CheckpointWriter: Sendable {
    private let place: StorePlace
    private let origin: String
    private let sinks: [String]

    /// `city` is the city's domain.
    package init(store: SQLiteStore, city: String, environment: String, sinks: [String] = []) {
        place = store.place
        origin = "\(city)/burnham/\(environment)/\(store.lineage)"
        self.sinks = sinks
    }

    /// Throws where the checkpoint can't be signed or kept beside the store. What became of each sink is told
    /// and is no failure of the run.
    package func write(_ head: LedgerHead) throws(StoreFailure) -> WrittenCheckpoint {
        let key = try StoreKeys(place: place).signerKey(origin: origin)
        let checkpoint: Checkpoint
        let note: [UInt8]
        do throws(LogFailure) {
            checkpoint = try Checkpoint(origin: origin, size: head.size, root: head.root)
            note = try checkpoint.signed(by: key).bytes
        } catch {
            throw .unreadable(path: place.checkpoints, words: "\(error)")
        }
        let files = CheckpointFiles(place: place)
        do throws(FileFailure) {
            try makeDirectories(place.checkpoints, mode: 0o700)
        } catch {
            throw StoreFailure(error)
        }
        for path in [files.path(size: head.size), files.latestPath] {
            if let problem = put(note, checkpoint, at: path, mode: 0o600) {
                throw .unreadable(path: path, words: problem)
            }
        }
        return WrittenCheckpoint(
            head: head, path: files.path(size: head.size), verifierKey: key.verifierKey.text,
            sinks: sinks.map { send(note, checkpoint, to: $0) })
    }

    private func send(
        _ note: [UInt8], _ checkpoint: Checkpoint, to sink: String
    ) -> WrittenCheckpoint.Sink {
        let isFolder =
            sink.utf8.last == UInt8(ascii: "/")
            || (try? fileStatus(sink, followingLinks: true))?.kind == .directory
        let name = origin.map { $0 == "/" ? "-" : $0 }
        let path = isFolder ? "\(sink)/\(String(name))-\(checkpoint.size)" : sink
        return WrittenCheckpoint.Sink(
            path: sink, problem: put(note, checkpoint, at: path, mode: 0o644))
    }

    /// Nil when the checkpoint stands there, else why not.
    private func put(
        _ note: [UInt8], _ checkpoint: Checkpoint, at path: String, mode: UInt32
    ) -> String? {
        do throws(FileFailure) {
            if try fileStatus(path, followingLinks: true) != nil {
                let before = try readFile(path, limit: CheckpointFiles.bytesMax)
                if before == note { return nil }
                if let problem = conflict(of: checkpoint, with: before) { return problem }
            }
            try replaceFile(path, bytes: note, mode: mode)
            return nil
        } catch {
            return "\(error)"
        }
    }

    private func conflict(of checkpoint: Checkpoint, with bytes: [UInt8]) -> String? {
        guard let before = Checkpoint(note: bytes),
            before.origin.hasSameBytes(as: checkpoint.origin)
        else { return "it holds something else" }
        if before.size > checkpoint.size {
            return "it holds a checkpoint of \(before.size) entries, the ledger has "
                + "\(checkpoint.size)"
        }
        if before.size == checkpoint.size, before.root != checkpoint.root {
            return "it holds a checkpoint of \(before.size) other entries"
        }
        return nil
    }
}

/// A checkpoint and where it is kept.
package struct WrittenCheckpoint: Sendable, Equatable {
    package let head: LedgerHead
    package let path: String
    /// With which anybody can verify it (C2SP signed note).
    package let verifierKey: String
    package let sinks: [Sink]

    package struct Sink: Sendable, Equatable {
        package let path: String
        /// Why it has not got the checkpoint; nil where it has.
        package let problem: String?
    }
}
