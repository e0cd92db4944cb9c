// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@Suite struct SuggestionTests {
    private static let names = [
        "tier", "type", "target", "storage_gb", "managed-database", "id", "on_removal", "name",
    ]

    @Test(arguments: [
        ("teir", "tier"), ("tierr", "tier"), ("tipe", "type"), ("tie", "tier"),
        ("manged-database", "managed-database"), ("storage-gb", "storage_gb"),
        ("StorageGB", "storage_gb"), ("NAME", "name"), ("ip", "id"), ("nmae", "name"),
    ])
    func near(name: String, meant: String) {
        #expect(nearestName(to: name, among: Self.names) == meant)
    }

    @Test(arguments: ["", "x", "owner", "zzzz", "storage", "😀"])
    func nothingIsNear(name: String) {
        #expect(nearestName(to: name, among: Self.names) == nil)
    }

    @Test func theNearestOfSeveralThenTheFirstByBytes() {
        #expect(nearestName(to: "abcdef", among: ["abcdxx", "abcdex", "abcxef"]) == "abcdex")
        #expect(nearestName(to: "abcdef", among: ["abcxef", "abcdex"]) == "abcdex")
    }

    @Test func theNameItselfIsNoSuggestion() {
        #expect(nearestName(to: "tier", among: ["tier"]) == nil)
    }

    @Test func longNamesAreNotCompared() {
        let long = String(repeating: "a", count: 100_000)
        #expect(nearestName(to: long + "b", among: [long]) == nil)
        #expect(nearestName(to: "ab", among: [long]) == nil)
    }
}
