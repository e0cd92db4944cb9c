// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing

@testable import BurnhamCatalog

/// What is wrong with charges, quantities and currencies. Today is 2026-06-30.
@Suite struct MoneyCheckTests {
    private static func messages(charging lines: [String]) -> [String] {
        let department =
            "kind: Department\nid: d2\nnumber: \"2\"\nname: D\ncharge:\n"
            + lines.map { "  - {fund: \"0100\", \($0)}\n" }.joined()
        return SmallCity.load([department]).diagnostics.map(\.message)
    }

    @Test(
        arguments: [
            ([#"share: "0.5""#, #"share: "0.5""#], nil),
            ([#"share: "0.5""#, #"share: "0.4""#], "sum to 0.9 and not to 1"),
            ([#"share: "1", from: 2026-01-01"#], nil),
            ([#"share: "1", until: 2030-12-31"#], "nobody pays from 2031-01-01 on"),
            (
                [#"share: "0.5", until: 2026-01-31"#, #"share: "1", from: 2026-02-01"#],
                "sum to 0.5 and not to 1 before 2026-02-01"
            ),
            (
                [
                    #"share: "1", until: 2026-01-31"#,
                    #"share: "0.3", from: 2026-02-01, until: 2026-02-28"#,
                    #"share: "1", from: 2026-03-01"#,
                ], "sum to 0.3 and not to 1 from 2026-02-01 on"
            ),
            (
                [#"share: "1", until: 2026-01-31"#, #"share: "1", from: 2026-03-01"#], nil
            ),
            (
                [#"share: "1""#, #"share: "0.2", from: 2027-01-01"#],
                "sum to 1.2 and not to 1 from 2027-01-01 on"
            ),
        ] as [([String], String?)])
    func sharesSumToOneOnEveryDay(lines: [String], end: String?) {
        let messages = Self.messages(charging: lines)
        #expect(messages.count == (end == nil ? 0 : 1))
        if let end { #expect(messages.first?.hasSuffix(end) == true, "\(messages)") }
    }

    @Test(arguments: ["JPY", "KWD", "EUR"])
    func aCurrencyWithoutHundredthsIsRefused(code: String) {
        let city = "kind: City\nid: c\nname: C\ndomain: c.example\ncurrency: \(code)\n"
        let messages = SmallCity.load([city]).diagnostics.map(\.message)
        #expect(
            messages.contains("amounts are booked in hundredths, and `\(code)` has none")
                == (code != "EUR"))
    }

    /// Beyond 2^53 - 1 numbers are not exact in JSON, in which terms are recorded.
    @Test(arguments: [("9007199254740991", true), ("9007199254740992", false), ("-1", false)])
    func quantitiesAreExactInJSON(number: String, isTaken: Bool) throws {
        let service = """
            kind: Service
            id: big
            name: Big
            summary: Big.
            owner: {team: a, contact: a@city.example}
            category: Storage
            lifecycle: {state: production, since: 2026-01-01}
            requestable_by: [liaison]
            data: {ceiling: internal}
            tiers: {one: {consumes: {pool.gb: QUANTITY}}}
            parameters:
              type: object
              required: [name, size]
              properties: {name: {type: string}, size: {type: integer}}
            template: note
            examples: [{tier: one, parameters: {name: example, size: 0}}]
            """
        for quantity in [number, "\"${\(number) + parameters.size}\""] {
            let (catalog, diagnostics) = SmallCity.load([
                service.replacing("QUANTITY", with: quantity) + "\n",
                SmallCity.subscription("n1", size: 0, service: "big"),
            ])
            let all = try diagnostics + SmallCity.resolve(catalog).diagnostics
            #expect(
                all.contains { $0.message.contains("9007199254740991") } != isTaken,
                "\(all.map(\.message))")
        }
    }
}
