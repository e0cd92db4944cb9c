// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// The digests of one entry's parts as they are stored; nil for a part that is not there.
struct PartDigests {
    private var digests: [6 of Digest?] = .init(repeating: nil)

    subscript(column: Int32) -> Digest? {
        get { digests[Int(column)] }
        set { digests[Int(column)] = newValue }
    }

    subscript(part: EntryPart) -> Digest? { self[PartColumns.place(of: part)] }
}
