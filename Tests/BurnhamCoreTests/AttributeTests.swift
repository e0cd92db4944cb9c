// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import Values

/// One attribute: desired and recorded differ, and it is ours; they agree and the target differs, and it is drift;
/// what nobody states and no default fills is not managed.
@Suite struct AttributeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let words: String
        var desired: Fields<Value> = [:]
        var recorded: Fields<Value> = [:]
        var stated = ["name"]
        var observed: Fields<Value> = [:]
        /// With `report`, then with `mend`.
        let kinds: [ChangeKind?]
        /// What the attribute will be where drift is mended; nil for cleared.
        var after: Value?

        var testDescription: String { words }
    }

    static let sizes: [Case] = [
        Case(
            words: "all agree", desired: ["size": 20], recorded: ["size": 20],
            stated: ["name", "size"], observed: ["size": 20], kinds: [nil, nil]),
        Case(
            words: "the catalog changed", desired: ["size": 20], observed: [:],
            kinds: [.update, .update], after: 20),
        Case(
            words: "somebody changed it", observed: ["size": 30], kinds: [.reported, .update],
            after: 10),
        Case(
            words: "both changed it: what the catalog says anew wins", desired: ["size": 20],
            observed: ["size": 30], kinds: [.update, .update], after: 20),
        Case(
            words: "the catalog follows what somebody did", desired: ["size": 30],
            observed: ["size": 30], kinds: [.update, .update], after: 30),
        Case(
            words: "stated no longer: back to the default", recorded: ["size": 20],
            stated: ["name", "size"], observed: ["size": 20], kinds: [.update, .update], after: 10),
    ]

    static let notes: [Case] = [
        Case(words: "never stated: not managed", observed: ["note": "mine"], kinds: [nil, nil]),
        Case(
            words: "recorded once, stated never: not managed", recorded: ["note": "a"],
            observed: ["note": "b"], kinds: [nil, nil]),
        Case(
            words: "stated for the first time", desired: ["note": "a"], kinds: [.update, .update],
            after: "a"),
        Case(
            words: "stated no longer, without a default: cleared once", recorded: ["note": "a"],
            stated: ["name", "note"], observed: ["note": "a"], kinds: [.update, .update]),
        Case(
            words: "stated no longer, and gone already", stated: ["name", "note"],
            kinds: [nil, nil]),
    ]

    @Test(arguments: sizes + notes)
    func isComparedOnThreeSides(line: Case) throws {
        for (drift, kind) in zip([DriftMode.report, .mend], line.kinds) {
            let change = Thing.change(
                Thing.desired(line.desired), Thing.row(line.recorded, stated: line.stated),
                Thing.there(line.observed), drift: drift)
            #expect(change?.kind == kind, "\(drift)")
            guard let change, change.kind == .update else { continue }
            let written = try #require(change.attributes.filter(\.differs).first)
            #expect(written.after?.known == line.after)
        }
    }

    @Test func driftThatIsReportedShowsBothValuesAndWritesNeither() throws {
        let change = try #require(
            Thing.change(Thing.desired(), Thing.row(), Thing.there(["size": 30])))
        let size = try #require(change.attributes.first { $0.name == "size" })
        #expect(size.recorded == 10)
        #expect(size.before == 30)
        #expect(size.after?.known == 30)
        #expect(!size.differs)
        #expect(change.isDrift)
        #expect(change.attributes.filter(\.differs).isEmpty)
    }

    @Test func anUpdateBesideReportedDriftLeavesTheDriftAlone() throws {
        let change = try #require(
            Thing.change(
                Thing.desired(["note": "new"]), Thing.row(), Thing.there(["size": 30])))
        #expect(change.kind == .update)
        #expect(change.attributes.filter(\.differs).map(\.name) == ["note"])
    }

    @Test func handiworkThatIsNoAttributeIsDriftToo() {
        let unmarked = Thing.change(Thing.desired(), Thing.row(), Thing.there(mark: .none))
        #expect(unmarked?.kind == .reported)
        #expect(unmarked?.reason == "its mark was taken off")
        let locked = Thing.change(Thing.desired(), Thing.row(), Thing.there(suspended: true))
        #expect(locked?.reason == "it was suspended by hand")
        let mended = Thing.change(
            Thing.desired(), Thing.row(), Thing.there(suspended: true), drift: .mend)
        #expect(mended?.kind == .resume)
    }

    @Test func aCreateNamesEveryAttributeThatIsStatedOrHasADefault() throws {
        let change = try #require(Thing.change(Thing.desired(), nil, .absent))
        #expect(change.attributes.map(\.name) == ["name", "size"])
        #expect(change.attributes.filter(\.differs).count == 2)
    }
}
