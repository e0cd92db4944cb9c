// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import TransparencyLog
import Values

@testable import BurnhamStore

@Suite struct AppendTests {
    @Test func rowsIntentsAndRunsFollowTheEntries() throws {
        let place = TemporaryStore()
        let store = try place.open()
        let lease = try store.lease()
        let (first, second) = (SampleEntries.row(2), SampleEntries.row(1))
        let steps = [SampleEntries.stepKey(2), SampleEntries.stepKey(1)]
        let range = try store.append(
            [
                SampleEntries.about(run: "R1", .runStarted),
                SampleEntries.intent(first, step: steps[0]),
                SampleEntries.intent(second, step: steps[1]),
                SampleEntries.outcome(first, step: steps[0]),
            ], under: lease)
        #expect(range == 0..<4)
        #expect(try store.rows() == [first])
        #expect(try store.rowEntries() == [first.address: 3])
        #expect(try store.openIntents().map(\.step) == [steps[1]])
        #expect(try store.openIntents().first?.address == second.address)
        #expect(
            try store.run(forPlan: "plan")
                == RunState(run: "R1", isEnded: false, settledSteps: [steps[0]]))

        _ = try store.append(
            [
                SampleEntries.outcome(second, step: steps[1]),
                SampleEntries.removal(first, step: "removal"),
                SampleEntries.about(run: "R1", .runEnded),
            ], under: lease)
        #expect(try store.rows() == [second])
        #expect(try store.openIntents().isEmpty)
        #expect(
            try store.uids() == [first.uid: first.address, second.uid: second.address],
            "a uid stays known when its object is gone")
        #expect(
            try store.run(forPlan: "plan")
                == RunState(run: "R1", isEnded: true, settledSteps: steps.set.union(["removal"])))
        #expect(try store.runs() == [RecordedRun(run: "R1", plan: "plan", started: 0, ended: 6)])
        #expect(try store.run(forPlan: "other") == nil)
    }

    @Test func rowsComeByTheBytesOfTheirAddresses() throws {
        let place = TemporaryStore()
        let store = try place.open()
        let rows = (0..<50).map { SampleEntries.row($0) }
        _ = try store.append(
            rows.reversed().map { SampleEntries.outcome($0, step: $0.uid) }, under: store.lease())
        #expect(try store.rows() == rows.sorted { $0.address < $1.address })
    }

    @Test func aMoveLeavesOneRowAtItsNewAddress() throws {
        let place = TemporaryStore()
        let store = try place.open()
        let lease = try store.lease()
        let old = SampleEntries.row("ais/files/document", uid: SampleEntries.uidText(7), "text")
        let new = SampleEntries.row("dais/files/document", uid: old.uid, "text")
        _ = try store.append([SampleEntries.outcome(old, step: "a")], under: lease)
        _ = try store.append(
            [
                SampleEntries.draft(
                    .move, new, step: "b", run: "R1",
                    state: Projection.state(rows: [new], removed: [old.address]))
            ], under: lease)
        #expect(try store.rows() == [new])
        #expect(try store.uids() == [old.uid: new.address])
        #expect(try store.entries(about: old.address).map(\.index) == [0, 1])
        #expect(try store.entries(about: new.address).map(\.index) == [1])
    }

    @Test func entriesReadBackAsTheyWereWritten() throws {
        let place = TemporaryStore()
        let store = try place.open()
        let drafts = [
            SampleEntries.about(
                run: "R1", .plan, state: ["drift": [], "text": "\u{1f600} \"\\\n"]),
            SampleEntries.outcome(SampleEntries.row(1), step: "s"),
        ]
        _ = try store.append(drafts, under: store.lease())
        let entries = try store.entries(0..<10)
        #expect(entries.map(\.draft) == drafts)
        #expect(entries.map(\.index) == [0, 1])
        #expect(entries.allSatisfy { $0.erased.isEmpty })
        #expect(try store.entries(1..<2).map(\.draft) == [drafts[1]])
    }

    /// The tree that the published vectors check, over the leaves as stored, at every size.
    @Test func headsAreThoseOfTheTreeOverTheLeaves() throws {
        let place = TemporaryStore()
        let store = try place.open()
        #expect(try store.head() == .empty)
        let lease = try store.lease()
        let hasher = TreeHasher()
        var tree = MerkleTree()
        let entries = (0..<600).map { SampleEntries.about(run: "R\($0)", .allowance) }
        let sealer = EntrySealer()
        for start in stride(from: 0, to: 600, by: 37) {
            let batch = entries[start..<min(start + 37, 600)].map {
                PreparedEntry($0, by: sealer)
            }
            _ = try store.append(prepared: batch, under: lease)
            for entry in batch { tree.append(hasher.leafHash(entry.sealed.leaf), using: hasher) }
        }
        #expect(try store.head() == LedgerHead(size: 600, root: tree.root))
        for size in [0, 1, 2, 255, 256, 257, 300, 511, 512, 513, 599, 600] {
            #expect(try store.head(at: size)?.root == tree.root(size: size), "size \(size)")
        }
        #expect(try store.head(at: 601) == nil)
        #expect(try store.head(at: -1) == nil)
    }

    @Test func everyKindThatProjectsRowsIsReplayedFromSlices() {
        let state = Projection.state(rows: [SampleEntries.row(1)])
        for kind in EntryKind.allCases {
            let draft = SampleEntries.draft(
                kind, SampleEntries.row(1), step: "s", run: "R1", state: state)
            let rows = Projection(of: draft)?.rows ?? []
            #expect(StateSlices.areIn(kind) == !rows.isEmpty, "\(kind)")
        }
    }
}

extension Array where Element: Hashable {
    var set: Set<Element> { Set(self) }
}
