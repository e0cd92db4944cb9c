// SPDX-License-Identifier: Apache-2.0

import DurableFiles
import TargetFiles

/// Where the files of one token lie below the target's folder, and in which order a batch writes them. It
/// reads nothing.
///
/// A new token's record comes before its value, so that a crash between them leaves nothing that counts as one.
/// A rotation writes the former value aside, then the new value and the record together. A crash after the
/// first leaves a token as it was; between the others one whose record speaks of the value aside, which the
/// next update takes for what it is and ends. A removal takes the value last, so that what is half removed is
/// still there to be removed. No order makes a value twice for one rotation or loses one in its overlap.
struct TokenPlaces {
    enum Phase: Int {
        case newRecord, previous, value, removedPrevious, removedRecord, removedValue
    }

    static let mode: UInt32 = 0o600
    static let folderMode: UInt32 = 0o700

    let value: RelativePath
    let previous: RelativePath
    let record: RelativePath

    /// Nil for a name that is no file's name, or that of another token's companion.
    init?(_ name: String) {
        guard AttributeProblems.isFileName(name), !Self.isTaken(name) else { return nil }
        do throws(FileFailure) {
            value = try RelativePath("tokens/\(name)")
            previous = try RelativePath("tokens/\(name).previous")
            record = try RelativePath("tokens/\(name).json")
        } catch {
            preconditionFailure("a token's name is no path; this is a bug in burnham")
        }
    }

    /// Whether files beside a token are called so.
    static func isTaken(_ name: String) -> Bool {
        name.hasSuffix(".previous") || name.hasSuffix(".json")
    }
}
