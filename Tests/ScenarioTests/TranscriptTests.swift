// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Does what the pages show, in a folder of its own each, and compares what is printed. What differs from run to
/// run (times, digests, the ids of plans and runs) counts as alike; a plan that a command names is the one that
/// stood at that place.
@Suite struct TranscriptTests {
    @Test func thePagesThatShowTheProgramAreFound() {
        #expect(Transcript.pages.contains("README.md"))
        #expect(Transcript.pages.count >= 4)
    }

    @Test(arguments: Transcript.pages)
    func showsWhatHappens(page: String) throws {
        let playground = try Playground()
        defer { playground.remove() }
        var session = ShellSession(playground)
        for item in try Transcript(page).items {
            switch item.step {
            case .file(let path, let text): try session.write(text, to: path)
            case .command(let command, let shown):
                let output = try session.run(command, shown: shown)
                let mismatch = OutputPattern.mismatch(
                    OutputPattern.stable(output),
                    OutputPattern.stable(shown.joined(separator: "\n")))
                #expect(
                    mismatch == nil,
                    "\(page):\(item.line): `\(mismatch ?? "")` is not what is printed:\n\(output)")
            }
        }
    }
}

/// Somebody's shell: the folder and the last exit code go from one command to the next.
private struct ShellSession {
    private let playground: Playground
    private var folder: String
    private var code: Int32 = 0
    /// Ids of plans as a page has them, and as they are here.
    private var plans: [String: String] = [:]

    init(_ playground: Playground) {
        self.playground = playground
        folder = playground.folder.path
    }

    func write(_ text: String, to path: String) throws {
        let file = URL(fileURLWithPath: folder).appendingPathComponent(path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
    }

    /// Standard output and standard error as they come.
    mutating func run(_ command: String, shown: [String]) throws -> String {
        var command = command
        for (page, here) in plans { command = command.replacingOccurrences(of: page, with: here) }
        let place = playground.folder.path + ".place"
        defer { try? FileManager.default.removeItem(atPath: place) }
        let (output, code) = try playground.shell(
            """
            exec 2>&1; cd '\(folder)'; (exit \(self.code))
            \(command)
            code=$?; pwd > '\(place)'; exit $code
            """)
        self.code = code
        folder = String(try String(contentsOfFile: place, encoding: .utf8).dropLast())
        learnPlans(shown.joined(separator: "\n"), output)
        return output
    }

    private mutating func learnPlans(_ shown: String, _ output: String) {
        for (page, here) in zip(Self.plans(in: shown), Self.plans(in: output)) {
            plans[page] = here
        }
    }

    private static func plans(in text: String) -> [String] {
        text.matches(of: /(?:Plan|apply) ([0-9a-f]{8})\b/).map { String($0.output.1) }
    }
}
