// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The project's own files as text, read once.
struct SourceTree {
    struct File {
        /// Relative to the project's root.
        let path: String
        let lines: [String]

        var name: String { String(path.split(separator: "/").last ?? "") }
    }

    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let sources = swiftFiles(in: "Sources")
    static let tests = swiftFiles(in: "Tests")
    static let exceptions = Exceptions()

    static func text(_ path: String) -> String? {
        try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    private static func swiftFiles(in folder: String) -> [File] {
        let base = root.appendingPathComponent(folder)
        let paths = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String }
        return (paths ?? []).filter { $0.hasSuffix(".swift") }.sorted().map { path in
            let full = "\(folder)/\(path)"
            return File(
                path: full,
                lines: (text(full) ?? "").split(separator: "\n", omittingEmptySubsequences: false)
                    .map(String.init))
        }
    }
}

/// `exceptions.txt`: a line is `RULE PATH REASON...`. The list only shrinks.
struct Exceptions {
    private let allowed: Set<String>
    let lines: [String]

    init() {
        let text = SourceTree.text("Tests/TidyTests/exceptions.txt") ?? ""
        lines = text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
        allowed = Set(lines.map { $0.split(separator: " ").prefix(2).joined(separator: " ") })
    }

    func allow(_ rule: String, _ path: String) -> Bool { allowed.contains("\(rule) \(path)") }
}
