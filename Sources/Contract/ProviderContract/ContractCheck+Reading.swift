// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Promises about what planning does.
extension ContractCheck {
    static func readingChecks(_ subject: ContractSubject) -> [ContractCheck] {
        [
            ContractCheck("observing and checking an empty target writes nothing", subject) {
                let session = try await ContractSession($0)
                try await session.expectNothingWritten("planning") {
                    try session.expectAbsent(
                        try await session.observe(session.subject.sample), "before a create")
                    let create = session.operation(.create, session.subject.sample, on: nil)
                    let results = await session.observer.check(OperationSeries([create]))
                    try session.expect(results.count == 1, "1 check and \(results.count) results")
                    if case .refused(let failure) = results[0] {
                        throw ContractViolation("a good create is refused: \(failure.words)")
                    }
                }
            },
            ContractCheck("observing what is there writes nothing", subject) {
                let session = try await ContractSession($0, withForeign: true)
                let object = try await session.create(session.subject.sample)
                try await session.expectNothingWritten("planning") {
                    _ = try await session.object(session.subject.sample)
                    _ = await session.observer.check(
                        OperationSeries([
                            session.operation(.update, session.subject.sample, on: object)
                        ]))
                }
            },
            ContractCheck("items are answered in their order", subject) {
                let session = try await ContractSession($0)
                _ = try await session.create(session.subject.other)
                let items = [session.subject.sample, session.subject.other, session.subject.sample]
                let presences = try await session.observer.observe(
                    items.map { session.item($0) }, lineage: ContractSession.lineage
                ).presences
                try session.expect(presences.count == 3, "3 items, \(presences.count) answers")
                try session.expectAbsent(presences[0], "the first item")
                try session.expect(presences[1].object != nil, "the second item is not there")
                try session.expectAbsent(presences[2], "the third item")
            },
        ]
    }
}
