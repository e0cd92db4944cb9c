// SPDX-License-Identifier: Apache-2.0

import BurnhamReport
import Foundation

extension Checkout {
    /// The repository that a folder lies in; where it lies in none, all below the current folder.
    static func around(_ folder: String) -> Checkout {
        let current = FileManager.default.currentDirectoryPath
        var top = folder
        while !FileManager.default.fileExists(atPath: "\(top)/.git") {
            let parent = (top as NSString).deletingLastPathComponent
            guard parent != top else { return Checkout(top: current, current: current) }
            top = parent
        }
        return Checkout(top: top, current: current)
    }
}
