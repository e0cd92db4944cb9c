// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Glibc

/// Whether a folder could be written, asked without writing. What is then still refused (a full disk, a
/// quota) shows at the write.
enum FolderAccess {
    /// Nil where this process may write in the folder, or make it.
    static func refusal(of folder: String) -> ProviderFailure? {
        let top: Substring = folder.hasPrefix("/") ? "/" : "."
        var path = Substring(folder)
        while true {
            if faccessat(AT_FDCWD, String(path), W_OK | X_OK, AT_EACCESS) == 0 { return nil }
            let error = errno
            guard error == ENOENT, path != top else { return failure(error, String(path)) }
            let parent = path.lastIndex(of: "/").map { path[..<$0] } ?? ""
            path = parent.isEmpty ? top : parent
        }
    }

    private static func failure(_ error: Int32, _ path: String) -> ProviderFailure? {
        switch error {
        case EACCES, EPERM, EROFS:
            let words = error == EROFS ? "the file system is read-only" : "permission denied"
            return ProviderFailure(
                .denied, "cannot write in `\(path)`: \(words)", help: ProviderFailure.writableFolder
            )
        case ENOTDIR:
            return ProviderFailure(.conflict, "cannot write in `\(path)`: it is no folder")
        default: return nil
        }
    }
}
