// SPDX-License-Identifier: Apache-2.0

/// Recognises what YAML 1.1's timestamp type takes for a date or a time. It does not ask whether there
/// is such a day.
enum PlainDate {
    static func form(of text: String) -> YAMLScalar.Ambiguity? {
        let bytes = text.utf8Span.span
        var index = 0
        guard digits(bytes, &index, 4...4), skip("-", bytes, &index) else { return nil }
        let month = index
        guard digits(bytes, &index, 1...2), skip("-", bytes, &index) else { return nil }
        let day = index
        guard digits(bytes, &index, 1...2) else { return nil }
        if index == bytes.count { return day - month == 3 && index - day == 2 ? .date : nil }
        return isTime(bytes, from: index) ? .timestamp : nil
    }

    /// `T` or spaces, `10:00:00`, a fraction, a zone.
    private static func isTime(_ bytes: Span<UInt8>, from start: Int) -> Bool {
        var index = start
        if !skip("T", bytes, &index), !skip("t", bytes, &index) {
            skipSpaces(bytes, &index)
            guard index > start else { return false }
        }
        guard digits(bytes, &index, 1...2), skip(":", bytes, &index),
            digits(bytes, &index, 2...2), skip(":", bytes, &index),
            digits(bytes, &index, 2...2)
        else { return false }
        if skip(".", bytes, &index) { _ = digits(bytes, &index, 0...Int.max) }
        skipSpaces(bytes, &index)
        if index == bytes.count || skip("Z", bytes, &index) { return index == bytes.count }
        guard skip("-", bytes, &index) || skip("+", bytes, &index),
            digits(bytes, &index, 1...2)
        else { return false }
        if skip(":", bytes, &index), !digits(bytes, &index, 2...2) { return false }
        return index == bytes.count
    }

    private static func digits(
        _ bytes: Span<UInt8>, _ index: inout Int, _ range: ClosedRange<Int>
    ) -> Bool {
        var found = 0
        while index < bytes.count, found < range.upperBound, bytes[index] >= 0x30,
            bytes[index] <= 0x39
        {
            index += 1
            found += 1
        }
        return found >= range.lowerBound
    }

    private static func skip(
        _ character: Unicode.Scalar, _ bytes: Span<UInt8>, _ index: inout Int
    ) -> Bool {
        guard index < bytes.count, bytes[index] == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    private static func skipSpaces(_ bytes: Span<UInt8>, _ index: inout Int) {
        while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
    }
}
