// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Promises about suspending, resuming, purging and deleting, for types that do.
extension ContractCheck {
    static func removalChecks(_ subject: ContractSubject) -> [ContractCheck] {
        let rules = subject.type.removal
        var checks: [ContractCheck] = []
        if rules.canSuspend {
            checks += [
                ContractCheck("suspended and resumed is as before", subject, run: suspendResume),
                ContractCheck("what is suspended can be purged", subject, run: suspendPurge),
            ]
        }
        if rules.standard == .delete {
            checks += [
                ContractCheck("deleted is gone, and can be made again", subject, run: delete),
                ContractCheck("a delete of what changed meanwhile is stale", subject) {
                    let session = try await ContractSession($0)
                    var made = try await session.create(session.subject.sample)
                    made.mark = nil
                    let delete = session.operation(.delete, session.subject.sample, on: made)
                    try await session.expectNothingWritten("a stale delete") {
                        try session.expectStale(try await session.perform([delete])[0], "a delete")
                    }
                },
            ]
        }
        return checks
    }

    private static func suspendResume(_ subject: ContractSubject) async throws {
        let session = try await ContractSession(subject, withForeign: true)
        let sample = subject.sample
        let foreign = try session.world.foreign()
        let made = try await session.create(sample)
        let suspended = try await session.done(session.operation(.suspend, sample, on: made))
        try session.expect(suspended.isSuspended, "the suspended object does not say so")
        try session.expect(suspended.mark == made.mark, "suspending lost the mark")
        let image = subject.type.functions.normalise(suspended.attributes, subject.settings)
        let seen = try await session.object(sample, recorded: image, isSuspended: true)
        try session.expect(
            session.digest(seen) == session.digest(suspended),
            "read back \(described(.present(suspended))), observed \(described(.present(seen)))")
        try await session.expectSeenWithoutItsOutcome(made)
        let resumed = try await session.done(session.operation(.resume, sample, on: seen))
        try session.expect(!resumed.isSuspended, "the resumed object is still suspended")
        try session.expect(resumed.mark == made.mark, "resuming lost the mark")
        try session.expect(resumed, is: sample, "after the resume")
        try session.expect(try await session.object(sample), is: sample, "observed")
        try session.expect(try session.world.foreign() == foreign, "foreign things changed")
    }

    private static func suspendPurge(_ subject: ContractSubject) async throws {
        let session = try await ContractSession(subject, withForeign: true)
        let sample = subject.sample
        let foreign = try session.world.foreign()
        let made = try await session.create(sample)
        let suspended = try await session.done(session.operation(.suspend, sample, on: made))
        try await session.gone(session.operation(.purge, sample, on: suspended))
        let image = subject.type.functions.normalise(suspended.attributes, subject.settings)
        try session.expectAbsent(
            try await session.observe(sample, recorded: image, isSuspended: true), "purged")
        try await session.expectNoMarkLeft()
        try session.expect(try session.world.foreign() == foreign, "foreign things changed")
        _ = try await session.create(sample, mark: ContractSession.mark(2))
    }

    private static func delete(_ subject: ContractSubject) async throws {
        let session = try await ContractSession(subject, withForeign: true)
        let sample = subject.sample
        let foreign = try session.world.foreign()
        let made = try await session.create(sample)
        let other = try await session.create(subject.other, mark: ContractSession.mark(2))
        try await session.gone(session.operation(.delete, sample, on: made))
        try session.expectAbsent(try await session.observe(sample), "deleted")
        try session.expect(try session.world.foreign() == foreign, "foreign things changed")
        let left = try await session.object(subject.other)
        try session.expect(
            session.digest(left) == session.digest(other), "the other object changed")
        let again = try await session.create(sample, mark: ContractSession.mark(3))
        try session.expect(again, is: sample, "made again")
        try session.expect(again.mark == ContractSession.mark(3), "made again with an old mark")
    }
}

extension ContractSession {
    /// After a crash the store knows only the object before it was suspended.
    func expectSeenWithoutItsOutcome(_ before: ObservedObject) async throws {
        let image = type.functions.normalise(before.attributes, subject.settings)
        let seen = try await object(subject.sample, recorded: image)
        try expect(
            seen.isSuspended && seen.mark == before.mark,
            "with the old after-image it is seen as \(described(.present(seen)))")
    }

    func expectNoMarkLeft() async throws {
        let seen = try await observer.observe([], lineage: Self.lineage)
        let ours = seen.unasked.filter { $0.mark == Self.mark(1) }
        try expect(ours.isEmpty, "marks are left: \(ours.map(\.identity))")
    }
}
