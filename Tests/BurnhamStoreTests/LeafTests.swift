// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import Values

@testable import BurnhamStore

/// The bytes of version 1 of each kind of entry, computed by another program. They are frozen: a change
/// here breaks every ledger.
@Suite struct LeafTests {
    static let parts: [EntryPart: Value] = [
        .who: ["actor": "u1042", "proof": "claimed"],
        .place: ["department": "cdph", "target": "files"],
        .what: [
            "address": "cdph/permits/document", "type": "file.document", "service": "web-site",
            "tier": "small",
        ],
        .why: ["reason": "caf\u{e9} \"\\\n\u{1f600}", "cause": .null],
        .run: [
            "run": "01JD8Z6Y5N8Q4W2X0V7T9R1P3K", "plan": "3f2a", "step": "9c1d",
            "time": "2026-11-22T12:00:00.000Z",
        ],
        .state: [
            "rows": [], "removed": ["cdph/old/document"], "done": true, "share": .double(0.5),
            "size": 9_007_199_254_740_991,
        ],
    ]

    static let leafHashes: [(EntryKind, String)] = [
        (.plan, "8bb57760e422b2068542ef0461f7bb62fadb1d1063db7bd7bf3a1392b9a99f38"),
        (.runStarted, "bea2f15195ae81663acac824daf276c856206a3aee221d71628af643ae16443f"),
        (.runEnded, "fa329246d8ab21cb4f2477474e57ebe162a62c36a1577ce13b68e71a70cbdcdd"),
        (.intent, "e4e1d81a0cfaff2b16af83f04891f8d225a5114e8e4bc351d058478eb9fa3bfa"),
        (.outcome, "7108503087ec8a46390acf5d957c8d86c62070c3d6a8706231ecee76b2b3a9fc"),
        (.recovery, "cc6c34a39371668d2824eec2a86770e39fd98c6e3fb66a79df09e996dfcc8652"),
        (.adoption, "f4958b948f165bb632fb8492e7577688a04f77dbdb2e50380e18ce246be86bec"),
        (.move, "3ab4d41befbaad396ea733941663434aa3a809f111c1fd6f647af15e5586488c"),
        (.refresh, "c1b6ff43ab7a1fa1477b683251972aea76631e6b20a13ed12671358bf39f5cff"),
        (.allowance, "4e6314d8998188c4886d669e713c88b3d4b109db881df4aea937351688c0f751"),
        (.purge, "6a966bb7c3acd144ab71b9c91256a4caf7c52d9bd1f2a91ec132cab8f3cdae2e"),
        (.leaseBroken, "9a72eba574f7e376b680351e77ee99a273b654be59be7735c6ca7503715d3b89"),
        (.erasure, "bff11952fc242d1d33c00084b681213c38eea4a57a7c74006c47ced0029682c3"),
        (.task, "5862dc77eb4a893c44ded2fc3e50c87d015e1a2a46fb87ae5c7b61eb230c6b7c"),
        (.periodClosed, "f8306062b1514a60848d2ca70db50fc1c792dcdf1cf235ab784af0f71d8a9840"),
    ]

    /// Salts that count up from 0, so that the bytes are the same in every run.
    static func sealed(_ kind: EntryKind) -> SealedEntry {
        let sealer = EntrySealer { count in (0..<count).map { UInt8(truncatingIfNeeded: $0) } }
        let day = CalendarDate("2026-11-22")!
        return sealer.seal(EntryDraft(kind, day: day, parts: parts))
    }

    static func leafText(_ kind: String) -> String {
        """
        {"day":"2026-11-22","kind":"\(kind)","parts":{\
        "run":"2ff1f40fea35883d85d932164266180984858363a74279f7b75edd6b5ff97665",\
        "state":"825724f6aa25952dd67835c17becde262db994bb70697567dedfdee96dafdeb4",\
        "what":"7bfc95814a53696dca783d47f85cddbdfe04930be15c06ed40910b8d5ff1224e",\
        "where":"d50348e45017ba6649940f8f6e9a948043424047ba735f1ccdb0635b92718739",\
        "who":"51df18e40b1b5779e6126cd352177d04095c605cd8e140bd5abe4f7220eca86d",\
        "why":"224ddf3572b4c95637423e382633d12a4fc69d0fce4dc5a700cf32b286073b8b"},"v":1}
        """
    }

    @Test(arguments: leafHashes)
    func leafOfVersion1(kind: EntryKind, hash: String) {
        let sealed = Self.sealed(kind)
        #expect(String(decoding: sealed.leaf, as: UTF8.self) == Self.leafText(kind.rawValue))
        #expect(sealed.hash.hex == hash)
    }

    @Test func everyKindHasItsGoldenBytes() {
        #expect(Self.leafHashes.map(\.0.rawValue).set == EntryKind.allCases.map(\.rawValue).set)
    }

    @Test(arguments: EntryKind.allCases)
    func leavesReadBack(kind: EntryKind) throws {
        let leaf = try #require(LeafBytes(Self.sealed(kind).leaf))
        #expect(leaf.kind == kind)
        #expect(leaf.day == CalendarDate("2026-11-22"))
        #expect(leaf.commitments.map(\.part) == [.run, .state, .what, .place, .who, .why])
        #expect(leaf.commitments[4].digest.hex.hasPrefix("51df18e4"))
    }

    @Test func anEntryWithoutPartsIsALeafToo() throws {
        let day = CalendarDate("2026-11-22")!
        let sealed = EntrySealer().seal(EntryDraft(.plan, day: day, parts: [:] as Fields<Value>))
        #expect(
            String(decoding: sealed.leaf, as: UTF8.self)
                == #"{"day":"2026-11-22","kind":"plan","parts":{},"v":1}"#)
        #expect(LeafBytes(sealed.leaf)?.commitments.isEmpty == true)
    }

    @Test(arguments: [
        "", "{}", #"{"day":"2026-11-22","kind":"plan","parts":{},"v":2}"#,
        #"{"day":"2026-11-22","kind":"plan","parts":{},"v":1} "#,
        #"{"day":"2026-11-31","kind":"plan","parts":{},"v":1}"#,
        #"{"day":"2026-11-22","kind":"other","parts":{},"v":1}"#,
        #"{"day":"2026-11-22","kind":"plan","parts":{"who":"51df"},"v":1}"#,
        #"{ "day":"2026-11-22","kind":"plan","parts":{},"v":1}"#,
        leafText("plan").replacing("\"run\"", with: "\"zoo\""),
        leafText("plan").replacing("\"who\"", with: "\"run\""),
        leafText("plan").replacing("51df", with: "51DF"),
        leafText("plan").replacing(",\"v\":1", with: ""),
    ])
    func refusesWhatTheSealerDoesNotWrite(text: String) {
        #expect(LeafBytes(Array(text.utf8)) == nil)
    }

    @Test func saltsDifferFromPartToPartAndFromEntryToEntry() {
        let draft = EntryDraft(
            .plan, day: CalendarDate("2026-11-22")!, parts: [.who: "same", .why: "same"])
        let sealer = EntrySealer()
        let salts = [sealer.seal(draft), sealer.seal(draft)].flatMap { sealed in
            sealed.parts.map { Array(sealed.preimages[$0.range].prefix(16)) }
        }
        #expect(salts.set.count == 4)
    }
}
