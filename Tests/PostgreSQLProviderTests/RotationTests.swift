// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import Values

@testable import PostgreSQLProvider

extension ServerTests {
    /// A login's password is changed without an outage, judged by logging in.
    @Suite struct RotationTests {
        private static let first = "the first password"
        private static let second = "the second password"
        private static let third = "the third password"

        private func login(_ made: String, overlap: String = "7d") -> Fields<Value> {
            [
                "name": "permits", "role": "owner", "password_made": .string(made),
                "overlap": .string(overlap),
            ]
        }

        /// The clock of the test is the server's, because the server ends an overlap by its own.
        private func target() async throws -> LiveTarget {
            let target = try LiveTarget()
            let seconds = try target.server.psql("SELECT extract(epoch FROM now())::bigint")
            target.now = Instant(seconds: try #require(Int64(seconds.dropLast())))
            try await target.done(.create, "role", ["name": "owner"])
            try await target.done(.create, "login", login("1"), password: Self.first)
            target.now = target.now.advanced(bySeconds: 1)
            return target
        }

        private func due(_ target: LiveTarget, _ made: String) async throws -> String? {
            let object = try #require(try await target.presence("login", login(made)).object)
            return LoginType.type.functions.due(object.attributes, object.attributes, target.now)
        }

        @Test func bothPasswordsAreGoodInTheOverlap() async throws {
            let target = try await target()
            #expect(target.canLogIn("permits_a", Self.first))
            #expect(!target.canLogIn("permits_b", Self.first))
            let rotated = try await target.done(.update, "login", login("2"), password: Self.second)
            #expect(rotated.attributes["user"] == "permits_b")
            let end = target.now.advanced(bySeconds: 7 * 86_400)
            #expect(rotated.attributes["previous_until"] == .string(end.description))
            #expect(target.canLogIn("permits_a", Self.first))
            #expect(target.canLogIn("permits_b", Self.second))
            #expect(!target.canLogIn("permits_a", Self.second))
            #expect(try await due(target, "2") == nil)
        }

        /// A clock that stands or goes back makes no difference to which user is the new one.
        @Test func aRotationInTheSameMomentIsOne() async throws {
            let target = try await target()
            target.now = target.now.advanced(bySeconds: -3600)
            let rotated = try await target.done(.update, "login", login("2"), password: Self.second)
            #expect(rotated.attributes["user"] == "permits_b")
            #expect(rotated.attributes["password_made"] == "2")
        }

        @Test func theServerEndsTheOverlapAndTheNextPlanCleansUp() async throws {
            let target = try await target()
            try await target.done(.update, "login", login("2"), password: Self.second)
            target.advance(days: 8)
            #expect(try await due(target, "2") != nil)
            let cleaned = try await target.done(.update, "login", login("2"), password: Self.second)
            #expect(cleaned.attributes["previous_until"] == nil)
            #expect(try await due(target, "2") == nil)
            #expect(!target.canLogIn("permits_a", Self.first))
            #expect(target.canLogIn("permits_b", Self.second))
            let third = try await target.done(.update, "login", login("3"), password: Self.third)
            #expect(third.attributes["user"] == "permits_a")
            #expect(target.canLogIn("permits_a", Self.third))
            #expect(target.canLogIn("permits_b", Self.second))
        }

        /// No run of ours is needed for the end itself.
        @Test func anEndedOverlapIsTheServersBusiness() async throws {
            let target = try await target()
            try await target.done(
                .update, "login", login("2", overlap: "1s"), password: Self.second)
            try await Task.sleep(for: .seconds(3))
            #expect(!target.canLogIn("permits_a", Self.first))
            #expect(target.canLogIn("permits_b", Self.second))
        }

        @Test func aRotationWithinTheOverlapIsRefusedAndAShorterOneHelps() async throws {
            let target = try await target()
            try await target.done(.update, "login", login("2"), password: Self.second)
            target.advance(days: 1)
            let before = try target.server.dump()
            let failure = try await target.failure(
                .update, "login", login("3"), password: Self.third)
            #expect(failure.kind == .conflict)
            #expect(failure.words.contains("is good until"))
            #expect(try target.server.dump() == before)
            try await target.done(.update, "login", login("3", overlap: "1h"), password: Self.third)
            #expect(target.canLogIn("permits_a", Self.third))
            #expect(target.canLogIn("permits_b", Self.second))
        }

        @Test func whatAProgramMakesBelongsToTheRole() async throws {
            let target = try await target()
            try await target.done(.create, "database", ["name": "permits", "owner": "owner"])
            _ = try target.server.psql(
                "CREATE TABLE things (); INSERT INTO things DEFAULT VALUES", database: "permits",
                user: "permits_a", password: Self.first)
            let owner = try target.server.psql(
                "SELECT relowner::regrole FROM pg_class WHERE relname = 'things'",
                database: "permits")
            #expect(owner == "owner\n")
            try await target.done(.update, "login", login("2"), password: Self.second)
            let seen = try target.server.psql(
                "INSERT INTO things DEFAULT VALUES; SELECT count(*) FROM things",
                database: "permits",
                user: "permits_b", password: Self.second)
            #expect(seen == "2\n")
        }

        @Test func aSuspendedLoginIsShutForBothAndComesBack() async throws {
            let target = try await target()
            try await target.done(.update, "login", login("2"), password: Self.second)
            try await target.done(.suspend, "login", login("2"))
            #expect(!target.canLogIn("permits_a", Self.first))
            #expect(!target.canLogIn("permits_b", Self.second))
            try await target.done(.resume, "login", login("2"), password: Self.second)
            #expect(target.canLogIn("permits_a", Self.first))
            #expect(target.canLogIn("permits_b", Self.second))
        }
    }
}
