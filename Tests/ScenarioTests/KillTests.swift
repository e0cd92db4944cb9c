// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Kills an apply (SIGKILL) just before one of the calls that make work durable, and runs it again: the world has
/// to end as that of a run that nobody disturbed, with nothing made twice and nothing recorded that is not there.
/// The points are counted and not timed, so that the load of the machine moves none of them.
@Suite struct KillTests {
    @Test(arguments: 0..<14)
    func aFirstApplyThatIsKilledIsFinishedByTheNext(point: Int) throws {
        try killAndFinish(try Self.first.get(), at: point, of: 14)
    }

    /// Updates, a replace, suspensions, deletes and revocations instead of creates alone.
    @Test(arguments: 0..<12)
    func aLaterApplyThatIsKilledIsFinishedByTheNext(point: Int) throws {
        try killAndFinish(try Self.later.get(), at: point, of: 12)
    }

    /// A city before its apply, and what an undisturbed apply of it comes to.
    private struct Story: Sendable {
        let start: @Sendable () throws -> KillCity
        /// The calls that the undisturbed apply made.
        let calls: Int
        let world: [String: String]
    }

    private static let first = Result { try story { try KillCity() } }

    private static let later = Result {
        let applied = try KillCity()
        try #require(try applied.playground.run(["apply", "--yes"]).code == 0)
        try applied.change()
        return try story { try KillCity(copying: applied) }
    }

    private static func story(_ start: @escaping @Sendable () throws -> KillCity) throws -> Story {
        let undisturbed = try start()
        defer { undisturbed.playground.remove() }
        let calls = try undisturbed.countCalls()
        return Story(start: start, calls: calls, world: try undisturbed.world())
    }

    private func killAndFinish(_ story: Story, at point: Int, of points: Int) throws {
        let city = try story.start()
        defer { city.playground.remove() }
        let call = 1 + story.calls * point / points
        try #require(
            try city.kill(atCall: call),
            "the apply ended before its call \(call) of \(story.calls)")
        let (output, code) = try city.playground.run(["apply", "--yes"])
        #expect(code == 0, "killed at call \(call), the next apply said:\n\(output)")
        let world = try city.world()
        for path in Set(world.keys).union(story.world.keys).sorted() {
            #expect(
                world[path] == story.world[path], "killed at call \(call): \(path) differs")
        }
        let (plan, pending) = try city.playground.run(["plan", "--exit-code"])
        #expect(pending == 0, "killed at call \(call), then planned:\n\(plan)")
        #expect(try city.playground.run(["ledger", "verify"]).code == 0)
        #expect(try city.playground.run(["store", "rebuild"]).code == 0)
    }
}
