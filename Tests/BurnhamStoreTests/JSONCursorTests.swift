// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import Values

@testable import BurnhamStore

@Suite struct JSONCursorTests {
    private static func members(_ text: String) -> [String]? {
        Array(text.utf8).withUnsafeBytes { bytes in
            var cursor = JSONCursor(bytes)
            var found: [String] = []
            cursor.enterObject()
            while let key = cursor.nextKey() {
                let value = cursor.value()
                found.append(
                    String(decoding: key, as: UTF8.self) + "="
                        + String(decoding: value, as: UTF8.self))
            }
            return cursor.isAtEnd ? found : nil
        }
    }

    @Test(arguments: [
        ("{}", []), (#"{"a":1}"#, ["a=1"]),
        (
            #"{"a":[1,{"b":"}]"}],"c":"x\"},","d":{"e":[]}}"#,
            [#"a=[1,{"b":"}]"}]"#, #"c="x\"},""#, #"d={"e":[]}"#]
        ),
        (#"{"a\"b":null,"z":-1.5}"#, [#"a\"b=null"#, "z=-1.5"]),
    ])
    func findsMembers(text: String, members: [String]) {
        #expect(Self.members(text) == members)
    }

    @Test(arguments: [
        "", "{", "[", "[]", "null", "{]", #"{"a"}"#, #"{"a":}"#, #"{"a":1"#, #"{"a":1,}"#,
        #"{"a":1}x"#,
        #"{"a":[1}"#, #"{"a":"x}"#, #"{"a":"x\"#, #"{1:2}"#, #"{"a":1 "b":2"#,
    ])
    func refusesWhatIsNoObject(text: String) {
        #expect(Self.members(text) == nil)
    }

    @Test func aMillionOpenBracketsAreNoProblem() {
        #expect(Self.members("{\"a\":" + String(repeating: "[", count: 1_000_000)) == nil)
    }

    /// Slices give what the projection gives.
    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func statesAreCutAsTheyAreProjected(seed: UInt64) throws {
        var ledger = RandomLedger(seed: seed)
        for draft in ledger.entries(200) where StateSlices.areIn(draft.kind) {
            let projection = try #require(Projection(of: draft))
            let state = CanonicalJSON.bytes(of: draft[.state] ?? .null)
            try state.withUnsafeBytes { bytes in
                let slices = try #require(StateSlices(bytes))
                #expect(slices.removed.map(\.string) == projection.removed.map(\.text))
                #expect(slices.rows.map(\.address.string) == projection.rows.map(\.address.text))
                #expect(
                    slices.rows.map { Array($0.bytes) }
                        == projection.rows.map { CanonicalJSON.bytes(of: $0.value) })
            }
        }
    }
}
