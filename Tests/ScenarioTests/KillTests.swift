// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Kills an apply (SIGKILL) at many points and runs it again: the world has to end as that of a run that nobody
/// disturbed, with nothing made twice and nothing recorded that is not there.
@Suite struct KillTests {
    private static let shares = 40
    /// Points of time at which the apply is killed, spread over its whole length.
    private static let points = 24

    @Test func anApplyThatIsKilledIsFinishedByTheNext() throws {
        let undisturbed = try city()
        defer { undisturbed.remove() }
        let started = Date()
        #expect(try undisturbed.run(["apply", "--yes"]).code == 0)
        let length = Date().timeIntervalSince(started)
        let expected = try world(undisturbed)
        var killed = 0
        for point in 0..<Self.points {
            let playground = try city()
            defer { playground.remove() }
            let delay = length * 1.1 * Double(point) / Double(Self.points)
            if try kill(playground, after: delay) { killed += 1 }
            let (output, code) = try playground.run(["apply", "--yes"])
            #expect(code == 0, "killed after \(delay) s, the next apply said:\n\(output)")
            #expect(try world(playground) == expected, "killed after \(delay) s")
            let (plan, pending) = try playground.run(["plan", "--exit-code"])
            #expect(pending == 0, "killed after \(delay) s, then planned:\n\(plan)")
            #expect(try playground.run(["ledger", "verify"]).code == 0)
            #expect(try playground.run(["store", "rebuild"]).code == 0)
        }
        #expect(killed >= 20, "only \(killed) applies were still running when they were killed")
    }

    /// False where the apply had ended by itself.
    private func kill(_ playground: Playground, after delay: Double) throws -> Bool {
        let process = playground.process(Playground.program, ["apply", "--yes"])
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        Thread.sleep(forTimeInterval: delay)
        let isRunning = process.isRunning
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        return isRunning
    }

    private func city() throws -> Playground {
        let playground = try Playground()
        #expect(try playground.run(["init"]).code == 0)
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
