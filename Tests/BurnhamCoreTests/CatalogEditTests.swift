// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import Values

/// Edits of a catalog's file: in place, together, and only in the bytes that they were made for.
@Suite struct CatalogEditTests {
    private static let file = Array("a: one   # first\nb: 'two'\n".utf8)

    private func edit(_ offset: Int, _ before: String, _ after: String) -> CatalogEdit {
        CatalogEdit(
            address: Address("d/s/r"), attribute: "x",
            spot: CatalogEdit.Spot(
                path: "f.yaml", digest: .sha256(Self.file), offset: offset, line: 1),
            before: before, after: after)
    }

    private func text(_ edits: [CatalogEdit]) -> String? {
        edits.applied(to: Self.file).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func severalOfAnyLengthKeepTheRest() {
        let edits = [edit(3, "one", "a longer text"), edit(20, "'two'", "2")]
        #expect(text(edits) == "a: a longer text   # first\nb: 2\n")
        #expect(text(edits.reversed()) == text(edits))
    }

    @Test func oneScalarOfTwoAttributesIsOneEdit() {
        #expect(text([edit(3, "one", "1"), edit(3, "one", "1")]) == "a: 1   # first\nb: 'two'\n")
        #expect(text([edit(3, "one", "1"), edit(3, "one", "2")]) == nil)
    }

    @Test func otherBytesAreRefused() {
        #expect(text([edit(2, "one", "1")]) == nil)
        #expect(text([edit(40, "one", "1")]) == nil)
        #expect(text([edit(3, "one  ", "1"), edit(5, "e", "f")]) == nil)
    }

    @Test func aPlanKeepsItsEditsAndNames() throws {
        var plan = Plan(
            environment: "local",
            basis: Plan.Basis(
                lineage: "l", head: .empty, nonce: "n", now: Instant(seconds: 0),
                validUntil: Instant(seconds: 1), inputs: []))
        plan.edits = [edit(3, "one", "1")]
        plan.names = [
            NamesBlock(
                subscription: "d/s", file: "f.yaml", resources: ["role": ["name": "old"]])
        ]
        let read = try #require(Plan(plan.value))
        #expect(read == plan)
    }

    @Test func whatStandsThereNeedsNoWrite() {
        func change(_ before: Value?, _ after: Value?) -> AttributeChange {
            AttributeChange(
                name: "x", recorded: "old", before: before, after: after.map { .known($0) },
                traits: .differs)
        }
        #expect(!change("new", "new").needsWrite)
        #expect(change("old", "new").needsWrite)
        #expect(change("old", nil).needsWrite)
        #expect(change(nil, "new").needsWrite)
    }
}
