// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// Where a suspended folder lies: `.removed/2026-11-22/PATH`, and `.removed/2026-11-22.2/PATH` where the
/// first is taken. On the target's own file system, so that suspending is a rename.
enum RemovedPath {
    static let folder = ".removed"
    /// Suspended data is not for everybody who might have seen the folder it was in.
    static let mode: UInt32 = 0o700
    private static let attemptsMax = 10_000

    static func isRemoved(_ path: String) -> Bool { path.utf8.starts(with: "\(folder)/".utf8) }

    /// The path at which the folder was; nil for a path that is none of these.
    static func original(of path: String) -> String? {
        let parts = path.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        return parts.count == 3 && parts[0] == folder ? String(parts[2]) : nil
    }

    /// The first that is free.
    static func free(
        for path: String, on day: CalendarDate,
        isTaken: (String) throws(ProviderFailure) -> Bool
    ) throws(ProviderFailure) -> String {
        for number in 1...attemptsMax {
            let date = number == 1 ? "\(day)" : "\(day).\(number)"
            let candidate = "\(folder)/\(date)/\(path)"
            if try !isTaken(candidate) { return candidate }
        }
        throw ProviderFailure(
            .conflict, "`\(path)` was suspended \(attemptsMax) times on \(day)")
    }
}
