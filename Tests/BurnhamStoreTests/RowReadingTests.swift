// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import Values

@testable import BurnhamStore

/// Rows read from their bytes are those read from their values.
@Suite struct RowReadingTests {
    private static var full: RecordedRow {
        var row = SampleEntries.row(7, content: "caf\u{e9} \"\\\n\u{1f600}")
        row.fingerprints = ["password": "ab12:0042"]
        row.suspendedAt = SampleEntries.noon
        row.isProtected = true
        row.onRemoval = .suspend
        row.attributes["nested"] = ["list": [1, .double(2.5), .null, true], "empty": [:]]
        row.dependsOn = []
        row.identity = "cn=\u{e9},\\20"
        return row
    }

    @Test func everyMemberIsRead() throws {
        let bytes = CanonicalJSON.bytes(of: Self.full.value)
        #expect(RecordedRow(canonical: bytes) == Self.full)
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func randomRows(seed: UInt64) {
        var ledger = RandomLedger(seed: seed)
        for draft in ledger.entries(150) {
            for row in Projection(of: draft)?.rows ?? [] {
                #expect(RecordedRow(canonical: CanonicalJSON.bytes(of: row.value)) == row)
            }
        }
    }

    @Test func unknownMembersAreSkipped() {
        guard var fields = Self.full.value.object else { return }
        fields["later"] = ["a": [1, 2, "}]"]]
        fields["zone"] = .null
        #expect(RecordedRow(canonical: CanonicalJSON.bytes(of: .object(fields))) == Self.full)
    }

    /// A row that lacks a member or holds another type there is refused by both ways of reading.
    @Test(arguments: [Value.null, 7, "text", [], [:]])
    func membersOfOtherTypes(wrong: Value) throws {
        let fields = try #require(Self.full.value.object)
        for key in fields.keys {
            var changed = fields
            changed[key] = wrong
            let bytes = CanonicalJSON.bytes(of: .object(changed))
            #expect(
                RecordedRow(canonical: bytes) == RecordedRow(.object(changed)), "\(key) \(wrong)")
            changed[key] = nil
            #expect(RecordedRow(canonical: CanonicalJSON.bytes(of: .object(changed))) == nil)
        }
    }

    @Test func cutOffBytesAreNoRow() {
        let bytes = CanonicalJSON.bytes(of: Self.full.value)
        for count in 0..<bytes.count {
            #expect(RecordedRow(canonical: Array(bytes[..<count])) == nil, "\(count) bytes")
        }
    }
}
