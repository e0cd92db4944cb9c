// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import Values

@testable import BurnhamReport

/// One sheet in its four forms, with texts from outside in it.
@Suite struct SheetTests {
    private static var sheet: Sheet {
        var sheet = Sheet(
            "rows", title: "Rows",
            [
                Sheet.Column("name"), Sheet.Column("parts"), Sheet.Column("count", isNumber: true),
                Sheet.Column("amount", isNumber: true, in: "amounts"),
            ])
        sheet.append([.text("=1+1"), .texts(["a", "b"]), .count(1200), .money(Money(cents: -150))])
        sheet.append([.text("a|b, \"c\""), .texts([]), .none, .missing("unknown")])
        sheet.close(with: [.text("total"), .none, .count(1200), .money(Money(cents: -150))])
        sheet.notes = ["A note."]
        return sheet
    }

    @Test func asText() {
        #expect(
            Self.sheet.text(currency: "USD", on: Screen())
                == """
                Rows

                name      parts  count   amount
                =1+1      a, b   1,200   -$1.50
                a|b, "c"                unknown
                total            1,200   -$1.50

                A note.

                """)
    }

    /// A formula gets an apostrophe; a negative amount is a number and gets none.
    @Test func asCSV() {
        #expect(
            Self.sheet.csv == #"""
                name,parts,count,amount
                "'=1+1",a b,1200,-1.50
                "a|b, ""c""",,,

                """#)
    }

    @Test func asMarkdown() {
        #expect(
            Self.sheet.markdown(currency: "USD")
                == """
                ### Rows

                | name | parts | count | amount |
                | --- | --- | ---: | ---: |
                | `=1+1` | `a`, `b` | 1,200 | -$1.50 |
                | `a\\u{7c}b, "c"` |  |  | unknown |
                | `total` |  | 1,200 | -$1.50 |

                A note.

                """)
    }

    @Test func asJSON() throws {
        let text = SheetJSON.render(["by": "name"], [Self.sheet])
        let value = try JSONParser.parse(Array(text.utf8))
        #expect(
            value == [
                "by": "name", "total": ["count": 1200, "amounts": ["amount": "-1.50"]],
                "rows": [
                    [
                        "name": "=1+1", "parts": ["a", "b"], "count": 1200,
                        "amounts": ["amount": "-1.50"],
                    ],
                    ["name": "a|b, \"c\"", "parts": []],
                ],
            ])
    }
}
