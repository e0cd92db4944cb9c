// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import DurableFiles

/// The marks registry of one target on disk, in the folder beside the target. It takes no lock: who
/// writes holds the target's.
package struct MarksFile: Sendable {
    package static let name = ".burnham-marks"
    private static let bytesMax = 1 << 30

    private let path: String

    package init(in place: TargetPlace) {
        path = "\(place.registryFolder)/\(Self.name)"
    }

    /// An empty registry where there is no file yet.
    package func load() throws(ProviderFailure) -> MarksRegistry {
        let bytes = try asTarget { () throws(FileFailure) -> [UInt8] in
            guard try fileStatus(path) != nil else { return [] }
            return try readFile(path, limit: Self.bytesMax)
        }
        return try MarksRegistry(bytes: bytes)
    }

    /// Durable when it returns.
    package func save(_ registry: MarksRegistry) throws(ProviderFailure) {
        try asTarget { () throws(FileFailure) in
            try replaceFile(path, bytes: registry.bytes, mode: 0o600)
        }
    }

    /// What tells one version of the file from the next, to notice a write between two reads.
    package struct Stamp: Equatable, Sendable {
        fileprivate let status: FileStatus?
    }

    package func stamp() throws(ProviderFailure) -> Stamp {
        try asTarget { () throws(FileFailure) in Stamp(status: try fileStatus(path)) }
    }
}
