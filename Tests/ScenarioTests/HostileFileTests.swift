// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import Values
import YAMLCases

/// The whole program over every published input, where threads have 512 KiB of stack, the process 512 MiB of memory of its
/// own, and the processor 2 s for it (thirty times that without optimisation): it ends by itself, with an answer.
@Suite(.enabled(if: PublishedCases.areRunnable)) struct HostileFileTests {
    #if DEBUG
        private static let seconds = 60
    #else
        private static let seconds = 2
    #endif

    @Test(arguments: ["validate --format short", "fmt --check"])
    func everyHostileInputHasAnAnswer(command: String) throws {
        let playground = try Playground()
        defer { playground.remove() }
        let cases = try HostileCase.all()
        #expect(cases.count >= 111)
        for (number, item) in cases.enumerated() {
            try Data(item.bytes).write(to: playground.path("\(number)-\(item.id).yaml"))
        }
        let (output, code) = try playground.shell(
            """
            for file in *.yaml; do
              ( \(Self.limits); exec burnham \(command) "$file" >out 2>&1 )
              code=$?
              if [ $code -gt 2 ]; then echo "$file ended with $code"; fi
            done
            """)
        #expect(output.isEmpty)
        #expect(code == 0)
    }

    /// All in one process: one input more or less does not show.
    @Test(arguments: ["validate --format short", "fmt --check"])
    func theTestSuiteHasAnswers(command: String) throws {
        let playground = try Playground()
        defer { playground.remove() }
        let suite = try PublishedCases.document("yaml-test-suite.json")
        let cases = try #require(suite["cases"]?.list)
        #expect(cases.count >= 402)
        for (number, item) in cases.enumerated() {
            let yaml = try #require(item["yaml"]?.string)
            try playground.write(yaml, to: "\(number).yaml")
        }
        let (output, _) = try playground.shell(
            "\(Self.limits); burnham \(command) *.yaml >out 2>err; echo $?")
        #expect(["0\n", "1\n", "2\n"].contains(output))
    }

    private static let limits = "ulimit -s 512; ulimit -d 524288; ulimit -t \(seconds)"
}
