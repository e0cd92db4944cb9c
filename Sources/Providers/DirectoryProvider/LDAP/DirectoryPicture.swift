// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import TargetFiles
import Values

/// Entries of a server as they were read, whose marks they carry, and what was made of them since.
struct DirectoryPicture: Sendable {
    var tree: DirectoryTree
    /// By the entry's name.
    var marks: [DNKey: Mark]
    /// By record.
    var numbers: [Int: ServerNumbers]

    /// The object with its mark: an entry's own, or what the registry says of what is a value in an entry.
    mutating func find(_ item: ObserveItem, _ registry: MarksRegistry) -> Presence {
        do throws(LDIFProblem) {
            let kind = DirectoryTypes.kind(of: item.type)
            guard var object = try kind.find(item, in: &tree) else { return .absent }
            object.mark =
                kind.isEntry
                ? Self.key(of: object).flatMap { marks[$0] }
                : registry[MarkKey(type: item.type, identity: item.identity)]
            return .present(object)
        } catch {
            return .unreadable(ProviderFailure(error))
        }
    }

    /// The name of the entry that an object is.
    static func key(of object: ObservedObject) -> DNKey? {
        object.attributes["dn"]?.string.map { DNKey(canonical: $0) }
    }
}
