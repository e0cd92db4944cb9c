// SPDX-License-Identifier: Apache-2.0

import BurnhamReport
import Foundation
import Testing

/// The form that `patch` reads, and what it must not show.
@Suite struct UnifiedDiffTests {
    private static let cases: [(before: String, after: String)] = [
        ("a\nb\nc\n", "a\nB\nc\n"),
        ("a", "a\n"),
        ("a\n", "a"),
        ("", "a\nb\n"),
        ("a\nb\n", ""),
        ("a\n\n\n\n\n\n\n\n\n\nb\nc", "x\na\n\n\n\n\n\n\n\n\n\nb\nd"),
        (
            (1...400).map { "line \($0)\n" }.joined(),
            (1...400).map { $0 % 3 == 0 ? "row \($0)\n" : "line \($0)\n" }.joined()
        ),
    ]

    /// What the program `patch` makes of the old text is the new one.
    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/patch")))
    func patchReadsIt() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("unified-diff-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (before, after) in Self.cases {
            let file = folder.appendingPathComponent("file")
            try Data(before.utf8).write(to: file)
            let patch = folder.appendingPathComponent("patch")
            try Data(UnifiedDiff(of: "file", from: before, to: after).render().utf8)
                .write(to: patch)
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/patch")
            process.arguments = ["--quiet", "--posix", file.path, patch.path]
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
            let made = try? String(contentsOf: file, encoding: .utf8)
            #expect((made ?? "") == after)
        }
    }

    @Test func aLastLineWithoutAnEndIsAnother() {
        let text = UnifiedDiff(of: "x", from: "a\nb", to: "a\nb\n").render()
        #expect(
            text == """
                --- x
                +++ x
                @@ -1,2 +1,2 @@
                 a
                -b
                \\ No newline at end of file
                +b

                """)
    }

    @Test func secretsAreMaskedAndNothingMovesTheCursor() {
        let text = UnifiedDiff(
            of: "x", from: "password:   hunter2\n\u{1B}[2J\r\n", to: "password: hunter2\n"
        ).render()
        #expect(!text.contains("hunter2"))
        #expect(!text.contains("\u{1B}"))
        #expect(text.contains(#"-\u{1b}[2J\r"#))
    }
}
