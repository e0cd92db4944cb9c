// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// A length of time in the largest unit that divides it, of days, hours, minutes and seconds: the one form
/// in which a span of a certificate is compared, whatever the catalog writes (`2w` is `14d`).
func spanText(seconds: Int64) -> String {
    for (unit, length) in [("d", 86_400), ("h", 3_600), ("m", 60)] as [(String, Int64)]
    where seconds != 0 && seconds.isMultiple(of: length) {
        return "\(seconds / length)\(unit)"
    }
    return "\(seconds)s"
}

/// The normal form of a span's text. What is no span stays as it is.
func normalSpanText(_ text: String) -> String {
    Span(text).map { spanText(seconds: $0.seconds) } ?? text
}
