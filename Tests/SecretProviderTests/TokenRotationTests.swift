// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import Glibc
import ProviderContract
import Testing
import Values

@testable import SecretProvider

/// Rotation with an overlap, as days go by.
@Suite struct TokenRotationTests {
    @Test func rotatesKeepsTheFormerValueAndEndsTheOverlap() async throws {
        let world = try World()
        try await world.create()
        let first = try world.value()
        world.advance(days: 179)
        #expect(try await world.due() == nil)
        world.advance(days: 1)
        #expect(
            try await world.due() == "its value is of 2026-11-18 and is rotated every 180d")
        try await world.update(because: "due")
        let second = try world.value()
        #expect(second != first)
        #expect(try world.value(".previous") == first)
        #expect(try world.mode("") == 0o600)
        #expect(try world.mode(".previous") == 0o600)
        let object = try await world.object()
        #expect(object.attributes["previous_until"] == "2027-05-24T11:06:40.000Z")
        #expect(try await world.due() == nil)
        world.advance(days: 7)
        #expect(
            try await world.due() == "the overlap with its former value ended on 2027-05-24")
        try await world.update(because: "due")
        #expect(try !world.has(".previous"))
        #expect(try world.value() == second)
        #expect(try await world.due() == nil)
        #expect(try await world.object().attributes["previous_until"] == nil)
    }

    @Test func withoutRotateEveryItIsNeverDue() async throws {
        let world = try World()
        try await world.create(["name": "api"])
        world.advance(days: 36_500)
        #expect(try await world.due() == nil)
    }

    @Test func aReasonAloneRotates() async throws {
        let world = try World()
        try await world.create()
        let first = try world.value()
        try await world.update(because: "somebody left who knew it")
        #expect(try world.value() != first)
        #expect(try world.value(".previous") == first)
    }

    @Test func anotherPolicyIsAppliedAtOnce() async throws {
        let world = try World()
        try await world.create()
        let first = try world.value()
        world.advance(days: 60)
        try await world.update(World.token(["rotate_every": "30d"]))
        #expect(try world.value() != first)
        #expect(try await world.due() == nil)
        world.advance(days: 3)
        try await world.update(World.token(["rotate_every": "30d", "overlap": "2d"]))
        #expect(try !world.has(".previous"))
        #expect(try await world.due() == nil)
    }

    @Test func policyAloneLeavesTheValue() async throws {
        let world = try World()
        try await world.create()
        let first = try world.value()
        let made = try await world.object().attributes["rotated_at"]
        world.advance(days: 3)
        try await world.update(World.token(["overlap": "5d"]))
        #expect(try world.value() == first)
        #expect(try await world.object().attributes["rotated_at"] == made)
    }

    @Test func handEditsAreMended() async throws {
        let world = try World()
        try await world.create()
        let first = try world.value()
        #expect(chmod("\(world.folder.folder)/tokens/api", 0o644) == 0)
        #expect(try await world.condition() == "its file has mode 0644")
        try await world.update(because: "it was changed by hand")
        #expect(try world.value() == first)
        #expect(try world.mode("") == 0o600)
        try world.folder.put("tokens/api", "somebody wrote this here", mode: 0o600)
        #expect(try await world.condition() == "its value was changed past its record")
        try await world.update(because: "it was changed by hand")
        #expect(try world.value(".previous") == "somebody wrote this here")
        #expect(try await world.condition() == "sound")
        try removeFile("\(world.folder.folder)/tokens/api.json")
        #expect(try await world.condition() == "its record is missing")
        try await world.update()
        #expect(try await world.condition() == "sound")
    }

    /// Every prefix of a rotation's writes, as a crash leaves it: the next update ends in one new value and
    /// the former one beside it.
    @Test(arguments: 0...3) func aCutOffRotationIsEnded(_ written: Int) async throws {
        let world = try World()
        try await world.create()
        let files = ["", ".previous", ".json"]
        func snapshot() throws -> [String: String] {
            var texts: [String: String] = [:]
            for file in files where try world.has(file) { texts[file] = try world.value(file) }
            return texts
        }
        let before = try snapshot()
        world.advance(days: 180)
        try await world.update(because: "due")
        let after = try snapshot()
        for (number, file) in [".previous", "", ".json"].enumerated() where number >= written {
            let path = "\(world.folder.folder)/tokens/api\(file)"
            if let text = before[file] {
                try replaceFile(path, bytes: Array(text.utf8), mode: 0o600)
            } else {
                try removeFile(path)
            }
        }
        let isMadeAlready = written >= 2
        if written < 3 { try await world.update(because: "due") }
        #expect(try world.value(".previous") == before[""])
        #expect(try world.value() != before[""])
        #expect(try (world.value() == after[""]) == isMadeAlready)
        #expect(try await world.condition() == "sound")
        #expect(try await world.due() == nil)
    }

    @Test func deletedTokensLeaveNothing() async throws {
        let world = try World()
        try await world.create()
        try await world.update(because: "now")
        let result = await world.perform(.delete, on: try await world.object())
        guard case .gone = result else { throw Unexpected("\(result)") }
        #expect(try listDirectory("\(world.folder.folder)/tokens").isEmpty)
    }
}
