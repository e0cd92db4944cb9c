// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The folders from which one apply has taken away temporary files that a killed one left. Once each:
/// listing a large folder for every batch would cost more than writing to it.
final class CleanedFolders: Sendable {
    private let paths = Mutex<Set<String>>([])

    /// False where `path` was there before.
    func insert(_ path: String) -> Bool {
        paths.withLock { $0.insert(path).inserted }
    }
}
