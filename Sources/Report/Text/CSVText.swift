// SPDX-License-Identifier: Apache-2.0

/// Rows of a table as CSV (RFC 4180), for people who open it in a spreadsheet: no text in it becomes a formula. Lines
/// end with a line feed, which spreadsheets take as line tools do. It knows nothing of the table's columns.
enum CSVText {
    enum Cell {
        /// From anywhere.
        case text(String)
        /// In plain decimals, as this program writes them, so that a leading minus is no formula's.
        case number(String)
        case none
    }

    /// The row with its end.
    static func row(_ cells: [Cell]) -> String {
        cells.map(written).joined(separator: ",") + "\n"
    }

    private static func written(_ cell: Cell) -> String {
        switch cell {
        case .text(let text): return quoted(withoutFormula(SafeText.escaped(text)))
        case .number(let digits):
            precondition(
                digits.utf8.allSatisfy { "0123456789.-".utf8.contains($0) },
                "`\(digits)` is no number; this is a bug in burnham")
            return digits
        case .none: return ""
        }
    }

    /// An apostrophe tells a spreadsheet that a text follows. Where a country's spreadsheets part cells at
    /// semicolons, a text may begin behind each of them.
    private static func withoutFormula(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var beginsCell = true
        for scalar in text.unicodeScalars {
            if beginsCell, formulaStarts.contains(scalar) { result.append("'") }
            beginsCell =
                scalar == ";"
                || beginsCell && (scalar.properties.isWhitespace || scalar == "\"")
            result.append(scalar)
        }
        return String(result)
    }

    /// The wide forms are what an East Asian keyboard gives.
    private static let formulaStarts: Set<Unicode.Scalar> = [
        "=", "+", "-", "@", "\u{ff1d}", "\u{ff0b}", "\u{ff0d}", "\u{ff20}",
    ]

    /// Section 2.5 to 2.7 of the RFC.
    private static func quoted(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { "\",;'".unicodeScalars.contains($0) }) else {
            return text
        }
        return "\"\(text.escaping(["\"": "\"\""]))\""
    }
}
