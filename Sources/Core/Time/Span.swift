// SPDX-License-Identifier: Apache-2.0

/// A length of time as the catalog writes it: `30s`, `15m`, `24h`, `7d`, `2w`. It has no months and
/// no business days; those are a calendar's.
package struct Span: Hashable, Sendable, CustomStringConvertible {
    package let text: String
    package let seconds: Int64

    private static let secondsPerUnit: [Character: Int64] = [
        "s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800,
    ]

    /// What `init(_:)` reads, as a regular expression.
    package static let pattern = "^[1-9][0-9]{0,4}[smhdw]$"

    /// Nil unless `text` is a whole number from 1 to 99,999 and a unit.
    package init?(_ text: String) {
        guard let unit = text.last, let factor = Self.secondsPerUnit[unit],
            let number = Int64(text.dropLast()), (1...99_999).contains(number),
            number.description.utf8.elementsEqual(text.dropLast().utf8)
        else { return nil }
        self.text = text
        seconds = number * factor
    }

    package var description: String { text }
}
