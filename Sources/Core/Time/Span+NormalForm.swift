// SPDX-License-Identifier: Apache-2.0

extension Span {
    /// A length of time in the largest unit that divides it, of days, hours, minutes and seconds: the one
    /// form in which spans that are read back from a target are compared with those of the catalog.
    /// A text, because a target may hold one that `Span` does not take.
    package static func normalText(seconds: Int64) -> String {
        for (unit, length) in [("d", 86_400), ("h", 3_600), ("m", 60)] as [(String, Int64)]
        where seconds != 0 && seconds.isMultiple(of: length) {
            return "\(seconds / length)\(unit)"
        }
        return "\(seconds)s"
    }

    /// The normal form of a span's text: `2w` is `14d`. What is no span stays as it is.
    package static func normalText(_ text: String) -> String {
        Span(text).map { normalText(seconds: $0.seconds) } ?? text
    }
}
