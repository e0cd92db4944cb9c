// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import Values

/// The presence table, cell by cell: what is desired, recorded and observed of one address makes one kind of
/// change, or none.
@Suite struct PresenceTests {
    struct Cell: Sendable, CustomTestStringConvertible {
        let words: String
        let kind: ChangeKind?
        let change: Change?

        init(_ words: String, _ kind: ChangeKind?, _ change: Change?) {
            self.words = words
            self.kind = kind
            self.change = change
        }

        var testDescription: String { words }
    }

    private static let elsewhere = Address("parks/paths/thing")

    static let desired: [Cell] = [
        Cell("nothing is there", .create, Thing.change(Thing.desired(), nil, .absent)),
        Cell(
            "somebody's object is there", .conflict,
            Thing.change(Thing.desired(), nil, Thing.there(mark: .none))),
        Cell(
            "somebody's object, and it is asked to be adopted", .adopt,
            Thing.change(Thing.desired(), nil, Thing.there(mark: .none), adopts: true)),
        Cell(
            "another store's object", .conflict,
            Thing.change(Thing.desired(), nil, Thing.there(mark: .another))),
        Cell(
            "another store's object can't be adopted", .conflict,
            Thing.change(Thing.desired(), nil, Thing.there(mark: .another), adopts: true)),
        Cell(
            "our object, and the ledger gave its uid to this address", .recover,
            Thing.change(Thing.desired(), nil, Thing.there()) { $0.markedAddress = Thing.address }),
        Cell(
            "our object of a ledger that knows nothing of it", .recover,
            Thing.change(Thing.desired(), nil, Thing.there())),
        Cell(
            "our object, and the ledger gave its uid to another address", .conflict,
            Thing.change(Thing.desired(), nil, Thing.there()) { $0.markedAddress = elsewhere }),
    ]

    static let recorded: [Cell] = [
        Cell("equal", nil, Thing.change(Thing.desired(), Thing.row(), Thing.there())),
        Cell(
            "an attribute differs", .update,
            Thing.change(Thing.desired(["size": 20]), Thing.row(), Thing.there())),
        Cell(
            "an identity attribute differs", .replace,
            Thing.change(Thing.desired(["name": "paths"]), Thing.row(), Thing.there())),
        Cell(
            "it goes to another target", .replace,
            Thing.change(Thing.desired(target: "other"), Thing.row(), Thing.there())),
        Cell(
            "a replace of what is suspended on removal", .barred,
            Thing.change(
                Thing.desired(["name": "paths"], onRemoval: .suspend), Thing.row(), Thing.there())),
        Cell(
            "a move that would replace", .barred,
            Thing.change(Thing.desired(["name": "paths"]), Thing.row(), Thing.there()) {
                $0.formerAddress = elsewhere
            }),
        Cell(
            "moved", .move,
            Thing.change(Thing.desired(), Thing.row(), Thing.there()) {
                $0.formerAddress = elsewhere
            }),
        Cell(
            "moved and changed", .move,
            Thing.change(Thing.desired(["size": 20]), Thing.row(), Thing.there()) {
                $0.formerAddress = elsewhere
            }),
        Cell(
            "protection alone differs", .update,
            Thing.change(Thing.desired(isProtected: true), Thing.row(), Thing.there())),
        Cell(
            "suspended, and wanted again", .resume,
            Thing.change(
                Thing.desired(), Thing.row(suspended: true), Thing.there(suspended: true))),
        Cell(
            "another store's mark stands on it now", .conflict,
            Thing.change(Thing.desired(), Thing.row(), Thing.there(mark: .another))),
        Cell(
            "it was taken away by hand", .reported,
            Thing.change(Thing.desired(), Thing.row(), .absent)),
        Cell(
            "taken away by hand, where drift is mended", .create,
            Thing.change(Thing.desired(), Thing.row(), .absent, drift: .mend)),
        Cell(
            "taken away by hand, and the catalog changed it, too", .create,
            Thing.change(Thing.desired(["size": 20]), Thing.row(), .absent)),
    ]

    static let undesired: [Cell] = [
        Cell(
            "suspended on removal", .suspend,
            Thing.change(nil, Thing.row(onRemoval: .suspend), Thing.there())),
        Cell("deleted on removal", .delete, Thing.change(nil, Thing.row(), Thing.there())),
        Cell(
            "kept on removal", .forget,
            Thing.change(nil, Thing.row(onRemoval: .keep), Thing.there())),
        Cell(
            "protected", .barred,
            Thing.change(nil, Thing.row(isProtected: true), Thing.there())),
        Cell(
            "suspended already", nil,
            Thing.change(
                nil, Thing.row(onRemoval: .suspend, suspended: true), Thing.there(suspended: true))),
        Cell("gone already", .forget, Thing.change(nil, Thing.row(), .absent)),
        Cell(
            "suspended and gone", .forget,
            Thing.change(nil, Thing.row(suspended: true), .absent)),
        Cell("never heard of", nil, Thing.change(nil, nil, .absent)),
    ]

    @Test(arguments: desired + recorded + undesired)
    func makesOneKind(cell: Cell) { #expect(cell.change?.kind == cell.kind) }

    /// Unreadable is never a create, a delete or a forget.
    @Test func whatCannotBeReadIsUnobserved() {
        let unreadable = Presence.unreadable(ProviderFailure(.unreachable, "no route"))
        for (desired, row) in [
            (Thing.desired(), nil), (Thing.desired(), Thing.row()), (nil, Thing.row()),
        ] as [(Resource?, RecordedRow?)] {
            let change = Thing.change(desired, row, unreadable, drift: .mend)
            #expect(change?.kind == .unobserved)
            #expect(change?.reason == "no route")
        }
    }

    // MARK: Who may write

    @Test(arguments: [ManageMode.observe, .additive])
    func aTargetThatIsNotOursToEmptyBarsRemovals(manage: ManageMode) {
        let change = Thing.change(nil, Thing.row(), Thing.there(), manage: manage)
        #expect(change?.kind == .barred)
        #expect(change?.reason == "target is managed `\(manage.rawValue)`: no delete")
    }

    @Test func aTargetThatIsOnlyWatchedBarsCreates() {
        #expect(
            Thing.change(Thing.desired(), nil, .absent, manage: .observe)?.kind == .barred)
        #expect(Thing.change(Thing.desired(), nil, .absent, manage: .additive)?.kind == .create)
    }

    // MARK: What a change carries

    @Test func aChangeHasThePreconditionThatWasSeen() throws {
        #expect(Thing.change(Thing.desired(), nil, .absent)?.object.precondition == .absent)
        let change = try #require(
            Thing.change(Thing.desired(["size": 20]), Thing.row(), Thing.there()))
        let seen = try #require(Thing.there().object)
        #expect(
            change.object.precondition == .same(seen.digest(of: Thing.type, settings: [:])))
        #expect(change.object.uid == Thing.uid)
    }

    @Test func aReplaceKnowsTheFormerObject() {
        let renamed = Thing.change(Thing.desired(["name": "paths"]), Thing.row(), Thing.there())
        #expect(renamed?.object.formerIdentity == "trails")
        let carried = Thing.change(Thing.desired(target: "other"), Thing.row(), Thing.there())
        #expect(carried?.object.formerTarget == "things")
    }
}
