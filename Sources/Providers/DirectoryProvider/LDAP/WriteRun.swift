// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CLDAP

/// Sends the requests of many operations at once: each operation's one after the other, and after those that it has
/// to wait for. It reads nothing.
struct WriteRun {
    private struct Work {
        let steps: [EntryChanges.Step]
        var next = 0
        var awaited: Set<Int>
        var awaiting: [Int] = []
        var outcome: Outcome?
    }

    enum Outcome: Sendable {
        case done
        /// The entry is not as it was.
        case stale
        case failed(ProviderFailure)
    }

    private var works: [Int: Work] = [:]
    private var ready: [Int] = []
    private var turns = EntryTurns()
    private var pending: [Int32: Int] = [:]

    /// Operations come in the order of the batch.
    mutating func add(_ changes: EntryChanges, at position: Int) {
        let awaited = turns.take(changes.claims, for: position)
        works[position] = Work(steps: changes.steps, awaited: awaited)
        for other in awaited { works[other]?.awaiting.append(position) }
        if awaited.isEmpty { ready.append(position) }
    }

    /// What became of each operation. After the connection broke some are done that are said to have failed.
    mutating func run(_ library: LibLDAP) -> [Int: Outcome] {
        ready.reverse()
        do throws(ProviderFailure) {
            while !ready.isEmpty || !pending.isEmpty {
                while pending.count < LDAPSession.pendingMax, let position = ready.popLast() {
                    try advance(position, library)
                }
                if pending.isEmpty { continue }
                guard case .done(let reply, let number) = try library.receive(),
                    let position = pending.removeValue(forKey: number)
                else { continue }
                settle(position, reply)
            }
        } catch {
            for position in works.keys where works[position]?.outcome == nil {
                works[position]?.outcome = .failed(error)
            }
        }
        return works.compactMapValues(\.outcome)
    }

    private mutating func advance(_ position: Int, _ library: LibLDAP) throws(ProviderFailure) {
        guard let work = works[position] else { return }
        guard work.next < work.steps.count else { return finish(position, .done) }
        pending[try library.send(work.steps[work.next].request)] = position
    }

    private mutating func settle(_ position: Int, _ reply: LDAPReply) {
        guard let work = works[position] else { return }
        let step = work.steps[work.next]
        if reply.isSuccess || step.isFollowUp && Self.saysDone(reply) {
            works[position]?.next += 1
            ready.append(position)
        } else if reply.code == LDAP_ASSERTION_FAILED {
            finish(position, .stale)
        } else {
            finish(position, .failed(.ldap(reply, "`\(step.request.name)`")))
        }
    }

    private static func saysDone(_ reply: LDAPReply) -> Bool {
        reply.code == LDAP_NO_SUCH_ATTRIBUTE || reply.code == LDAP_TYPE_OR_VALUE_EXISTS
    }

    /// What waited for an operation that failed would find the directory otherwise than it was planned.
    private mutating func finish(_ position: Int, _ outcome: Outcome) {
        works[position]?.outcome = outcome
        for other in works[position]?.awaiting ?? [] where works[other]?.outcome == nil {
            if case .done = outcome {
                works[other]?.awaited.remove(position)
                if works[other]?.awaited.isEmpty == true { ready.append(other) }
            } else {
                finish(
                    other,
                    .failed(
                        ProviderFailure(
                            .conflict, "what it builds upon in the same batch could not be written"
                        )))
            }
        }
    }
}
