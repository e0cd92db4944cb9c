// SPDX-License-Identifier: Apache-2.0

import DurableFiles

/// One operation that was applied and waits to be written.
struct PendingWrite {
    enum Action {
        case makeDirectory(mode: UInt32, owner: FileOwner?)
        case replace(FileReplacement)
        case change(mode: UInt32?, owner: FileOwner?)
        case rename(to: String)
        case removeFile
        case removeEmptyDirectory
        case removeTree
        /// The object is as it is to be.
        case nothing
    }

    let position: Int
    let path: String
    let action: Action
}
