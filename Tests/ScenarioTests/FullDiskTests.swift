// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// A `.burnham` folder on a disk that is full: a small mount that one shell alone sees. Where the system gives none to
/// whoever runs the tests, this is skipped.
@Suite struct FullDiskTests {
    private static let canMount: Bool = {
        guard let playground = try? Playground() else { return false }
        defer { playground.remove() }
        return
            (try? playground.shell("unshare --user --map-root-user --mount mount -t tmpfs tmpfs .")
            .code) == 0
    }()

    private func city() throws -> Playground {
        let playground = try Playground()
        #expect(try playground.run(["init"]).code == 0)
        return playground
    }

    /// Runs the lines in one shell with mounts of its own.
    private func play(_ lines: String, in playground: Playground) throws -> String {
        try playground.write("\(lines)\n", to: "play.sh")
        return try playground.shell("unshare --user --map-root-user --mount sh play.sh 2>&1").output
    }

    @Test(.enabled(if: canMount)) func aFullDiskLosesNothing() throws {
        let playground = try city()
        defer { playground.remove() }
        for number in 0..<40 {
            try playground.write(
                """
                kind: Subscription
                id: share-\(number)
                department: library
                service: file-share
                tier: small
                parameters: {name: share-\(number)}

                """, to: "catalog/subscriptions/library/share-\(number).yaml")
        }
        let output = try play(
            """
            mkdir -m 700 .burnham && mount -t tmpfs -o size=700k,mode=700 tmpfs .burnham
            burnham apply --yes >said 2>&1; echo "full: $?"; tail -n 2 said
            burnham ledger verify >said 2>&1; echo "verify: $?"
            mount -o remount,size=30m .burnham
            burnham apply --yes >said 2>&1; echo "then: $?"
            burnham ledger verify >said 2>&1; echo "verify: $?"
            burnham store rebuild >said 2>&1; echo "rebuild: $?"
            burnham plan --exit-code >said 2>&1; echo "plan: $?"
            """, in: playground)
        #expect(output.contains("full: 7\n"), "\(output)")
        #expect(output.contains("no space is left for the store: .burnham/local/"), "\(output)")
        #expect(
            output.hasSuffix("then: 0\nverify: 0\nrebuild: 0\nplan: 0\n"), "\(output)")
        #expect(output.components(separatedBy: "verify: 0").count == 3, "\(output)")
    }
}
