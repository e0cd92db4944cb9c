// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Folders that nobody may write to, made in a mount namespace of the command's own. Where the system gives
/// none to whoever runs the tests, these are skipped.
@Suite(.enabled(if: Playground.canFreeze)) struct ReadOnlyTests {
    private func city() throws -> Playground {
        let city = try Playground()
        #expect(try city.run(["init"]).code == 0)
        #expect(try city.run(["apply", "--yes"]).code == 0)
        let subscription = "catalog/subscriptions/library/events.yaml"
        let text = try city.read(subscription)
        try city.write(
            text.replacingOccurrences(of: "quota_gb: 20", with: "quota_gb: 30"), to: subscription)
        return city
    }

    @Test func aTargetThatCannotBeWrittenFailsItsStepsAndLosesNothing() throws {
        let city = try city()
        defer { city.remove() }
        let (output, code) = try city.shell(
            Playground.frozen(".burnham/local/targets/files", "true", "burnham apply --yes"))
        #expect(code == 3, "\(output)")
        #expect(output.contains("the file system is read-only"))
        #expect(output.contains("help: the folder has to be writable"))
        let (plan, pending) = try city.run(["plan", "--exit-code"])
        #expect(pending == 2)
        #expect(plan.contains("1 update"), "\(plan)")
        #expect(try city.run(["apply", "--yes"]).code == 0)
        #expect(try city.run(["plan", "--exit-code"]).code == 0)
        #expect(try city.run(["ledger", "verify"]).code == 0)
    }

    @Test func aStateFolderThatCannotBeWrittenRefusesThePlan() throws {
        let city = try city()
        defer { city.remove() }
        let (output, code) = try city.shell(
            Playground.frozen(".burnham", "true", "burnham apply --yes"))
        #expect(code == 7)
        #expect(output.contains("refused: the store can't be used"), "\(output)")
        #expect(output.contains("the file system is read-only"), "\(output)")
        let (checked, validated) = try city.shell(
            Playground.frozen("$PWD", "true", "burnham validate && burnham show > /dev/null"))
        #expect(validated == 0, "reading writes nothing: \(checked)")
    }
}

extension Playground {
    /// Whether the system gives whoever runs the tests a mount namespace.
    static let canFreeze: Bool = {
        guard let playground = try? Playground() else { return false }
        defer { playground.remove() }
        let answer = try? playground.shell(Self.frozen("mounted", "mkdir mounted", "true"))
        return answer?.code == 0
    }()

    /// A command line that runs `command` while `folder` is read-only.
    static func frozen(_ folder: String, _ before: String, _ command: String) -> String {
        """
        \(before) && unshare --user --map-root-user --mount sh -c \
        'mount --bind \(folder) \(folder) && mount -o remount,bind,ro \(folder) && \(command)'
        """
    }
}
