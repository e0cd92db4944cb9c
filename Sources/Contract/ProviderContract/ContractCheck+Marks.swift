// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Promises about whose an object is.
extension ContractCheck {
    static func markChecks(_ subject: ContractSubject) -> [ContractCheck] {
        [
            ContractCheck("unmark leaves the object, mark takes it over", subject, run: adopt),
            ContractCheck("marked objects are seen unasked, and only ours", subject) {
                let session = try await ContractSession($0)
                _ = try await session.create(session.subject.sample)
                let other = ContractSession.mark(2, lineage: String(repeating: "b", count: 32))
                _ = try await session.create(session.subject.other, mark: other)
                let seen = try await session.observer.observe([], lineage: ContractSession.lineage)
                    .unasked.filter { $0.type == session.type.name }
                try session.expect(
                    seen.map(\.identity) == [session.identity(session.subject.sample)]
                        && seen.map(\.mark) == [ContractSession.mark(1)],
                    "unasked are \(seen.map { "\($0.type) \($0.identity) \($0.mark)" })")
                let asked = try await session.observer.observe(
                    [session.item(session.subject.sample)], lineage: ContractSession.lineage
                ).unasked.filter { $0.type == session.type.name }
                try session.expect(asked.isEmpty, "an asked object is listed as unasked")
            },
            ContractCheck("another store's mark is seen as it is", subject) {
                let session = try await ContractSession($0)
                let other = ContractSession.mark(2, lineage: String(repeating: "b", count: 32))
                _ = try await session.create(session.subject.sample, mark: other)
                let seen = try await session.object(session.subject.sample)
                try session.expect(
                    seen.mark == other,
                    "the mark is seen as \(seen.mark.map(\.description) ?? "none")")
            },
        ]
    }

    private static func adopt(_ subject: ContractSubject) async throws {
        let session = try await ContractSession(subject)
        let sample = subject.sample
        let made = try await session.create(sample)
        try await session.gone(session.operation(.unmark, sample, on: made))
        let left = try await session.object(sample)
        try session.expect(left.mark == nil, "the mark is still there")
        try session.expect(left, is: sample, "unmarked")
        try await session.expectNoMarkLeft()
        let result = try await session.perform([session.operation(.create, sample, on: nil)])[0]
        try session.expectStale(result, "a create of an object that is not ours")
        let adopted = try await session.done(
            session.operation(.mark, sample, on: left, mark: ContractSession.mark(5)))
        try session.expect(adopted.mark == ContractSession.mark(5), "the mark was not put on")
        try session.expect(adopted, is: sample, "marked")
        let seen = try await session.object(sample)
        try session.expect(seen.mark == ContractSession.mark(5), "the mark is not observed")
    }
}
