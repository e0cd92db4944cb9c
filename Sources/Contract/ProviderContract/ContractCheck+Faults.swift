// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Promises about a server that fails: what it did not say is never taken for an answer.
extension ContractCheck {
    static func faultChecks(_ subject: ContractSubject) -> [ContractCheck] {
        guard subject.hasServer else { return [] }
        return [
            ContractCheck("a server that refuses is unreachable", subject) {
                try await expectFailure(.refusing, [.unreachable], $0)
            },
            ContractCheck("a server that is silent times out", subject) {
                try await expectFailure(.silent, [.timedOut, .unreachable], $0)
            },
            ContractCheck("what is no answer is none", subject) {
                try await expectFailure(.babbling, [.unreachable, .rejected, .timedOut], $0)
            },
            ContractCheck(
                "a reply that is cut off is never taken for absence", subject, run: cutReplies),
            ContractCheck(
                "a create whose reply was lost is found again", subject, run: lostReplies),
            ContractCheck("without the right to write nothing is written", subject, run: denied),
        ]
    }

    /// Asks and writes under a fault, then without it.
    private static func expectFailure(
        _ fault: FaultProxy.Fault, _ kinds: Set<ProviderFailure.Kind>, _ subject: ContractSubject
    ) async throws {
        let session = try await ContractSession(subject)
        let relay = try session.serverWorld.relay
        let made = try await session.create(subject.sample)
        relay.misbehave(fault)
        let seen = await session.fresh.presence(of: subject.sample)
        guard case .unreadable(let failure) = seen, kinds.contains(failure.kind) else {
            throw ContractViolation("observing answers \(described(seen))")
        }
        try session.expect(
            failure.isTransient || fault == .babbling, "\(failure) is no passing failure")
        let update = session.operation(.update, subject.sample, on: made)
        let result = try await session.fresh.perform([update])[0]
        guard case .failed(let failure) = result, kinds.contains(failure.kind) else {
            throw ContractViolation("an update answers \(described(result))")
        }
        relay.misbehave(.none)
        let later = try await session.object(subject.sample)
        try session.expect(session.digest(later) == session.digest(made), "the object changed")
    }

    /// Replies that end after one byte, after two, four, eight ...
    private static func cutReplies(_ subject: ContractSubject) async throws {
        let session = try await ContractSession(subject)
        let relay = try session.serverWorld.relay
        let made = try await session.create(subject.sample)
        for bytes in lengths {
            relay.misbehave(.cutting(afterBytes: bytes))
            switch await session.fresh.presence(of: subject.sample) {
            case .unreadable: continue
            case .absent:
                throw ContractViolation("a reply of \(bytes) bytes makes the object absent")
            case .present(let object):
                try session.expect(
                    session.digest(object) == session.digest(made),
                    "a reply of \(bytes) bytes shows another object")
            }
        }
    }

    /// Whatever was lost, the object is wholly there with its mark, or it can be made.
    private static func lostReplies(_ subject: ContractSubject) async throws {
        for bytes in lengths {
            let session = try await ContractSession(subject)
            let relay = try session.serverWorld.relay
            let create = session.operation(.create, subject.sample, on: nil)
            relay.misbehave(.cutting(afterBytes: bytes))
            _ = try await session.fresh.perform([create])
            relay.misbehave(.none)
            let seen = try await session.fresh.observe(subject.sample)
            switch seen {
            case .absent: _ = try await session.fresh.done(create)
            case .present(let object) where object.mark == ContractSession.mark(1):
                try session.expect(object, is: subject.sample, "after a reply of \(bytes) bytes")
            default:
                throw ContractViolation("after a reply of \(bytes) bytes it is \(described(seen))")
            }
        }
    }

    private static let lengths = (0...14).map { 1 << $0 }

    private static func denied(_ subject: ContractSubject) async throws {
        let session = try await ContractSession(subject)
        let world = try session.serverWorld
        guard let revoke = world.revokeWriting else { return }
        let made = try await session.create(subject.sample)
        try revoke()
        defer { try? world.grantWriting() }
        let session2 = session.fresh
        try session.expect(
            session.digest(try await session2.object(subject.sample)) == session.digest(made),
            "the object can't be read any more")
        let create = session.operation(
            .create, subject.other, on: nil, mark: ContractSession.mark(2))
        try await session.expectNothingWritten("a denied create") {
            let result = try await session2.perform([create])[0]
            guard case .failed(let failure) = result, failure.kind == .denied, !failure.isTransient
            else {
                throw ContractViolation("a create without the right answers \(described(result))")
            }
        }
    }

    // MARK: Many objects

    static func bulkChecks(_ subject: ContractSubject) -> [ContractCheck] {
        guard let numbered = subject.numbered else { return [] }
        return [
            ContractCheck("ten thousand objects are made and seen", subject) { subject in
                let session = try await ContractSession(subject)
                let inputs = (0..<10_000).map(numbered)
                var start = 0
                while start < inputs.count {
                    let end = min(start + subject.provider.limits.batchSize, inputs.count)
                    let batch = (start..<end).map {
                        session.operation(
                            .create, inputs[$0], on: nil, mark: ContractSession.mark(5000 + $0))
                    }
                    let results = try await session.perform(batch)
                    if let result = results.first(where: { !$0.isDone }) {
                        throw ContractViolation("one of many answers \(described(result))")
                    }
                    start = end
                }
                let seen = try await session.fresh.observer.observe(
                    inputs.map { session.item($0) }, lineage: ContractSession.lineage)
                let count = seen.presences.count { $0.object != nil }
                try session.expect(count == inputs.count, "\(count) of \(inputs.count) are seen")
                let unasked = try await session.fresh.observer.observe(
                    [], lineage: ContractSession.lineage
                ).unasked.count { $0.type == subject.type.name }
                try session.expect(unasked == inputs.count, "\(unasked) are seen unasked")
            }
        ]
    }
}

extension OperationResult {
    fileprivate var isDone: Bool { if case .done = self { true } else { false } }
}

extension ContractSession {
    var serverWorld: any ServerWorld {
        get throws {
            guard let world = world as? any ServerWorld else {
                throw ContractViolation("the world has no server")
            }
            return world
        }
    }

    /// What the target says of an object; what makes the whole question fail makes the object unreadable.
    func presence(of inputs: Fields<Value>) async -> Presence {
        do {
            return try await observe(inputs)
        } catch let failure as ProviderFailure {
            return .unreadable(failure)
        } catch {
            return .unreadable(ProviderFailure(.rejected, "\(error)"))
        }
    }
}
