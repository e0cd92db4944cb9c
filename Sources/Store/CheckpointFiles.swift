// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import TransparencyLog

/// The checkpoints that lie beside a store: a file for each, named after its size, and a copy of the latest.
/// It signs and verifies nothing.
struct CheckpointFiles {
    static let latestName = "latest"
    static let bytesMax = SignedNote.bytesMax

    let place: StorePlace

    /// By size. Files that are named otherwise are not looked at.
    func own() throws(StoreFailure) -> [(path: String, bytes: [UInt8])] {
        do throws(FileFailure) {
            guard try fileStatus(place.checkpoints) != nil else { return [] }
            let sizes = try listDirectory(place.checkpoints).compactMap { item in
                Int(item.name).flatMap { "\($0)" == item.name ? $0 : nil }
            }
            var files: [(path: String, bytes: [UInt8])] = []
            for size in sizes.sorted() {
                let path = path(size: size)
                files.append((path, try readFile(path, limit: Self.bytesMax)))
            }
            return files
        } catch {
            throw StoreFailure(error)
        }
    }

    func path(size: Int) -> String { "\(place.checkpoints)/\(size)" }

    var latestPath: String { "\(place.checkpoints)/\(Self.latestName)" }
}

extension Checkpoint {
    /// What a note says of a ledger, whoever signed it; nil for what is no checkpoint.
    init?(note bytes: [UInt8]) {
        guard let note = try? SignedNote(parsing: bytes),
            let checkpoint = try? Checkpoint(parsing: note.text)
        else { return nil }
        self = checkpoint
    }
}
