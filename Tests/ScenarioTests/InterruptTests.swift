// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Interrupts an apply (SIGINT) while it writes: what is under way is finished, and the same plan goes on with the
/// rest.
@Suite struct InterruptTests {
    private static let shares = 40

    @Test func anApplyThatIsInterruptedIsContinuedByItsPlan() throws {
        let undisturbed = try city()
        defer { undisturbed.remove() }
        #expect(try undisturbed.run(["apply", "--yes"]).code == 0)
        let playground = try city()
        defer { playground.remove() }
        let (planned, _) = try playground.run(["plan", "--format", "json"])
        let plan = try #require(
            planned.firstMatch(of: /"plan_id":"([0-9a-f]{8})/)?.1
        ).description
        let (report, code) = try interrupt(playground, ["apply", plan, "--yes"], atFiles: 10)
        try #require(code == 3, "the interrupted apply ended with \(code):\n\(report)")
        #expect(report.contains("was interrupted"))
        #expect(report.contains("`burnham apply \(plan)` goes on with it"))
        let (rest, ended) = try playground.run(["apply", plan, "--yes"])
        #expect(ended == 0, "the same plan again said:\n\(rest)")
        #expect(try world(playground) == world(undisturbed))
        #expect(try playground.run(["apply", plan, "--yes"]).code == 4)
        #expect(try playground.run(["plan", "--exit-code"]).code == 0)
        #expect(try playground.run(["ledger", "verify"]).code == 0)
        #expect(try playground.run(["store", "rebuild"]).code == 0)
    }

    /// Sends SIGINT when so many files of the targets are there.
    private func interrupt(
        _ playground: Playground, _ arguments: [String], atFiles count: Int
    ) throws -> (output: String, code: Int32) {
        let process = playground.process(Playground.program, arguments)
        let output = playground.path("interrupted.txt")
        try Data().write(to: output)
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = FileHandle.nullDevice
        try process.run()
        while process.isRunning, try world(playground).count < count {
            Thread.sleep(forTimeInterval: 0.005)
        }
        Foundation.kill(process.processIdentifier, SIGINT)
        process.waitUntilExit()
        return (try String(contentsOf: output, encoding: .utf8), process.terminationStatus)
    }

    /// One step a batch, so that an interrupt finds some that have not begun.
    private func city() throws -> Playground {
        let playground = try Playground()
        #expect(try playground.run(["init"]).code == 0)
        let environment = try playground.read("catalog/environments/local.yaml")
        try playground.write(
            environment.replacingOccurrences(
                of: "{provider: files}", with: "{provider: files, limits: {batch_size: 1}}"),
            to: "catalog/environments/local.yaml")
        for share in 0..<Self.shares {
            try playground.write(
                """
                kind: Subscription
                id: share-\(share)
                department: library
                service: file-share
                tier: small
                parameters: {name: share-\(share)}

                """, to: "catalog/subscriptions/library/share-\(share).yaml")
        }
        return playground
    }

    /// Every file of the targets with its content, but for marks and locks, whose uids differ.
    private func world(_ playground: Playground) throws -> [String: String] {
        let base = playground.path(".burnham/local/targets")
        var files: [String: String] = [:]
        let paths = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String }
        for path in paths ?? [] where !path.contains(".burnham-") {
            let file = base.appendingPathComponent(path)
            files[path] = (try? String(contentsOf: file, encoding: .utf8)) ?? "folder"
        }
        return files
    }
}
