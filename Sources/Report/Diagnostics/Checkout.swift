// SPDX-License-Identifier: Apache-2.0

/// Where files lie in the repository that holds them, however the user named them: forges know a file by its
/// path from the repository's top. It goes by the paths' words alone and looks at no disk.
package struct Checkout: Sendable, Equatable {
    private let top: [Substring]
    private let current: [Substring]

    /// Absolute paths of the repository's top folder, and of the folder that the user stands in.
    package init(top: String, current: String) {
        self.top = Self.steps(top)
        self.current = Self.steps(current)
    }

    /// The path from the top, or an absolute one of what lies outside.
    func path(of shown: String) -> String {
        let steps = Self.steps(shown, from: shown.hasPrefix("/") ? [] : current)
        guard steps.starts(with: top), steps.count > top.count else {
            return "/" + steps.joined(separator: "/")
        }
        return steps.dropFirst(top.count).joined(separator: "/")
    }

    private static func steps(_ path: String, from start: [Substring] = []) -> [Substring] {
        var steps = start
        for step in path.split(separator: "/") where step != "." {
            if step == ".." { _ = steps.popLast() } else { steps.append(step) }
        }
        return steps
    }
}
