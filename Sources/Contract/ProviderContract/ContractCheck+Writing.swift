// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Promises about creates and updates.
extension ContractCheck {
    static func writingChecks(_ subject: ContractSubject) -> [ContractCheck] {
        creatingChecks(subject) + updatingChecks(subject)
            + subject.changes.map { change($0.attribute, $0.value, subject) }
            + subject.clearable.map { clearing($0, subject) }
    }

    private static func creatingChecks(_ subject: ContractSubject) -> [ContractCheck] {
        [
            ContractCheck("a create reads back as desired and marked", subject) {
                let session = try await ContractSession($0, withForeign: true)
                let sample = session.subject.sample
                let made = try await session.create(sample)
                try session.expect(made, is: sample, "after the create")
                let seen = try await session.object(sample)
                try session.expect(seen, is: sample, "observed")
                try session.expect(
                    session.digest(seen) == session.digest(made),
                    "what is read back and what is observed differ: "
                        + "\(described(.present(made))) and \(described(.present(seen)))")
                try session.expect(seen.mark == ContractSession.mark(1), "the mark is not there")
                try session.expect(!seen.isSuspended, "a new object is suspended")
            },
            ContractCheck("a create of what is there is stale and writes nothing", subject) {
                let session = try await ContractSession($0)
                _ = try await session.create(session.subject.sample)
                let again = session.operation(
                    .create, session.subject.sample, on: nil, mark: ContractSession.mark(2))
                try await session.expectNothingWritten("a stale create") {
                    try session.expectStale(
                        try await session.perform([again])[0], "a second create")
                }
            },
            ContractCheck("a batch is answered one by one", subject, run: batch),
        ]
    }

    private static func updatingChecks(_ subject: ContractSubject) -> [ContractCheck] {
        [
            ContractCheck("applying the same twice changes nothing", subject) {
                let session = try await ContractSession($0)
                let made = try await session.create(session.subject.sample)
                try await session.expectNothingWritten("an update without a change") {
                    let updated = try await session.done(
                        session.operation(.update, session.subject.sample, on: made))
                    try session.expect(
                        session.digest(updated) == session.digest(made), "the object changed")
                }
            },
            ContractCheck("an update of what changed meanwhile is stale", subject) {
                let session = try await ContractSession($0)
                var made = try await session.create(session.subject.sample)
                made.mark = ContractSession.mark(77)
                let update = session.operation(.update, session.subject.sample, on: made)
                try await session.expectNothingWritten("a stale update") {
                    try session.expectStale(try await session.perform([update])[0], "an update")
                }
            },
            ContractCheck("an update of what is absent is stale", subject) {
                let session = try await ContractSession($0)
                let made = ObservedObject(attributes: session.desired(session.subject.sample))
                let update = session.operation(.update, session.subject.sample, on: made)
                try await session.expectTargetUnwritten {
                    try session.expectStale(try await session.perform([update])[0], "an update")
                }
            },
            ContractCheck("foreign things are left alone by creates and updates", subject) {
                let session = try await ContractSession($0, withForeign: true)
                let before = try session.world.foreign()
                var made = try await session.create(session.subject.sample)
                for change in session.subject.changes {
                    var inputs = session.subject.sample
                    inputs[change.attribute] = change.value
                    made = try await session.done(session.operation(.update, inputs, on: made))
                }
                let after = try session.world.foreign()
                try session.expect(before == after, "foreign:\n\(before)\nis now:\n\(after)")
            },
        ]
    }

    private static func change(
        _ name: String, _ value: Value, _ subject: ContractSubject
    ) -> ContractCheck {
        ContractCheck("a change of `\(name)` arrives alone", subject) {
            let session = try await ContractSession($0)
            let made = try await session.create(session.subject.sample)
            var inputs = session.subject.sample
            inputs[name] = value
            try session.expect(
                !session.differences(made, from: inputs).isEmpty, "the change is no change")
            let updated = try await session.done(session.operation(.update, inputs, on: made))
            try session.expect(updated, is: inputs, "after the update")
            try session.expect(
                updated.mark == ContractSession.mark(1), "the update took the mark off")
            try session.expect(try await session.object(inputs), is: inputs, "observed")
            let back = try await session.done(
                session.operation(.update, session.subject.sample, on: updated))
            try session.expect(back, is: session.subject.sample, "changed back")
        }
    }

    private static func clearing(_ name: String, _ subject: ContractSubject) -> ContractCheck {
        ContractCheck("`\(name)` can be cleared", subject) {
            let session = try await ContractSession($0)
            let made = try await session.create(session.subject.sample)
            var inputs = session.subject.sample
            inputs[name] = nil
            let updated = try await session.done(
                session.operation(.update, inputs, on: made, cleared: [name]))
            let kept = updated.attributes[name]
            try session.expect(
                kept == nil || kept == .string("") || kept == .list([])
                    || kept == session.desired(inputs)[name],
                "`\(name)` is still \(kept.map(CanonicalJSON.text) ?? "")")
            try session.expect(updated, is: inputs, "after the update")
        }
    }

    private static func batch(_ subject: ContractSubject) async throws {
        let session = try await ContractSession(subject)
        let (sample, other) = (subject.sample, subject.other)
        var operations = [
            session.operation(.create, sample, on: nil),
            session.operation(.create, sample, on: nil, mark: ContractSession.mark(2)),
        ]
        if let failing = subject.failing {
            operations.append(
                session.operation(.create, failing, on: nil, mark: ContractSession.mark(3)))
        }
        operations.append(
            session.operation(.create, other, on: nil, mark: ContractSession.mark(4)))
        let results = try await session.perform(operations)
        guard case .done(let made) = results[0], let last = results.last, case .done = last else {
            throw ContractViolation(
                "results are \(results.map { described($0) }.joined(separator: "; "))")
        }
        try session.expect(made, is: sample, "the first")
        try session.expectStale(results[1], "a second create in one batch")
        if let failing = subject.failing {
            guard case .failed = results[2] else {
                throw ContractViolation("what is not taken answers \(described(results[2]))")
            }
            try session.expectAbsent(try await session.observe(failing), "what was not taken")
        }
        try session.expect(try await session.object(sample), is: sample, "the first, observed")
        try session.expect(try await session.object(other), is: other, "the last, observed")
    }
}

extension ContractSession {
    /// As `expectNothingWritten`, for a target that was never written: its locks may appear.
    func expectTargetUnwritten(_ body: () async throws -> Void) async throws {
        try await body()
        try expectAbsent(try await observe(subject.sample), "after an operation that was stale")
    }
}
