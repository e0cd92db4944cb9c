// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import Values

@testable import BurnhamStore

@Suite struct LeaseTests {
    static let noon = SampleEntries.noon

    static func draft(_ run: String) -> EntryDraft {
        SampleEntries.about(run: run, .allowance)
    }

    @Test(arguments: [
        (["*"], ["*"], true), (["*"], ["cdph"], true), (["cdph"], ["*"], true),
        (["cdph", "dfss"], ["dais", "dfss"], true), (["cdph"], ["dfss"], false),
        (["a"], ["a-b"], false),
    ])
    func overlapsAreRefused(held: [String], asked: [String], isRefused: Bool) throws {
        let place = TemporaryStore()
        let store = try place.open()
        let lease = try store.lease(held, holder: "first")
        if isRefused {
            #expect(throws: StoreFailure.leased(lease)) { try store.lease(asked) }
        } else {
            let other = try store.lease(asked)
            #expect(other.token > lease.token)
            _ = try store.append([Self.draft("A")], under: lease)
            _ = try store.append([Self.draft("B")], under: other)
        }
    }

    @Test func scopesAreSortedAndOnce() throws {
        let place = TemporaryStore()
        let lease = try place.open().lease(["dfss", "cdph", "dfss"])
        #expect(lease.scopes == ["cdph", "dfss"])
    }

    @Test func aLeaseThatIsOverGoesToTheNext() throws {
        let place = TemporaryStore()
        let store = try place.open()
        let first = try store.lease(holder: "first")
        #expect(throws: StoreFailure.leased(first)) {
            try store.lease(at: Self.noon.advanced(bySeconds: 59))
        }
        _ = try store.append([Self.draft("late")], under: first)
        let second = try store.lease(["cdph"], at: Self.noon.advanced(bySeconds: 60))
        #expect(second.token > first.token)
        #expect(throws: StoreFailure.fenced) {
            try store.append([Self.draft("fenced")], under: first)
        }
        #expect(throws: StoreFailure.fenced) { try store.renew(first, now: Self.noon) }
        #expect(try store.head().size == 1, "a fenced append leaves nothing behind")
        try store.release(first)
        #expect(try store.lease(scope: "cdph") == second, "and a lost lease releases nobody else's")
    }

    @Test func renewingKeepsTheTokenAndMovesTheEnd() throws {
        let place = TemporaryStore()
        let store = try place.open()
        let lease = try store.acquireLease(
            LeaseRequest(scopes: ["*"], holder: "h", now: Self.noon, lifetimeSeconds: 30))
        let later = Self.noon.advanced(bySeconds: 20)
        let renewed = try store.renew(lease, now: later)
        #expect(renewed.token == lease.token)
        #expect(renewed.expires == later.advanced(bySeconds: 30))
        _ = try store.append([Self.draft("R")], under: lease)
        #expect(throws: StoreFailure.leased(renewed)) {
            try store.lease(at: later.advanced(bySeconds: 29))
        }
        try store.release(renewed)
        #expect(try store.lease(scope: "*") == nil)
        #expect(try store.lease().token > lease.token, "tokens never come again")
    }

    @Test func breakingFencesTheHolderAndIsInTheLedger() throws {
        let place = TemporaryStore()
        let store = try place.open()
        let held = try store.lease(["cdph"], holder: "pid 12 on host")
        let kept = try store.lease(["dfss"])
        let broken = try store.breakLease(
            scope: "cdph", who: ["actor": "u1", "proof": "claimed"], reason: "host is gone",
            now: Self.noon)
        #expect(broken == [held])
        #expect(throws: StoreFailure.fenced) { try store.append([Self.draft("R")], under: held) }
        let entry = try #require(try store.entries(0..<1).first?.draft)
        #expect(entry.kind == .leaseBroken)
        #expect(entry[.why] == ["reason": "host is gone"])
        #expect(entry[.state]?["holder"] == "pid 12 on host")
        _ = try store.append([Self.draft("R")], under: kept)
        #expect(
            try store.breakLease(scope: "cdph", who: [:], reason: "again", now: Self.noon).isEmpty)
        #expect(try store.head().size == 2, "nothing to break is no entry")
    }

    @Test func oneLeaseIsBrokenAndTheOthersStay() throws {
        let place = TemporaryStore()
        let store = try place.open()
        let held = ["cdph", "dfss"].map { try? store.lease([$0], holder: $0) }.compactMap(\.self)
        #expect(try store.leases() == held)
        #expect(
            try store.breakLease(held[1], who: [:], reason: "gone", now: Self.noon) == [held[1]])
        #expect(try store.leases() == [held[0]])
        #expect(try store.breakLease(held[1], who: [:], reason: "gone", now: Self.noon).isEmpty)
    }

    @Test func aLeaseThatCannotBeReadIsARefusal() throws {
        let place = TemporaryStore()
        let store = try place.open()
        let lease = try store.lease(["cdph"])
        try store.close()
        try place.tamper(
            """
            PRAGMA writable_schema = ON;
            UPDATE sqlite_schema SET sql = replace(sql, ') STRICT', ')') WHERE name = 'leases';
            """)
        try place.tamper("UPDATE leases SET expires = 'tomorrow'")
        let again = try place.open()
        for call in [
            { _ = try again.lease(["dfss"]) }, { _ = try again.append([], under: lease) },
            { _ = try again.renew(lease, now: Self.noon) },
        ] as [() throws -> Void] {
            let failure = #expect(throws: StoreFailure.self) { try call() }
            guard case .damaged = failure else {
                Issue.record("\(String(describing: failure))")
                continue
            }
        }
    }
}
