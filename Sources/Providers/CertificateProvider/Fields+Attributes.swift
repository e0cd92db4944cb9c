// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Attributes of an operation that the schema requires. A failure names the attribute; it is met where
/// something is checked before all of it is known.
extension Fields<Value> {
    func text(_ name: String) throws(ProviderFailure) -> String {
        guard let text = self[name]?.string else {
            throw ProviderFailure(.rejected, "attribute `\(name)` is not a text")
        }
        return text
    }

    func span(_ name: String) throws(ProviderFailure) -> Span {
        guard let span = Span(try text(name)) else {
            throw ProviderFailure(.rejected, "attribute `\(name)` is not a length of time")
        }
        return span
    }
}

extension Lifetime {
    /// Fails beyond the years that a certificate can name.
    init(writableFrom now: Instant, for span: Span) throws(ProviderFailure) {
        self.init(from: now, for: span)
        let years: ClosedRange<Int64> = 1950...9999
        guard years.contains(start.day.civil.year), years.contains(end.day.civil.year) else {
            throw ProviderFailure(.rejected, "a certificate can't name the time \(end)")
        }
    }
}
