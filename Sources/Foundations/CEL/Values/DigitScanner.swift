// SPDX-License-Identifier: Apache-2.0

/// Reads digits and single characters from ASCII text, for times, durations and addresses.
struct DigitScanner {
    private let bytes: [UInt8]
    private var index = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    var isAtEnd: Bool { index == bytes.count }

    var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    /// Exactly so many digits.
    mutating func number(digits: Int) -> Int? {
        var number = 0
        for _ in 0..<digits {
            guard let digit = digit() else { return nil }
            number = number * 10 + digit
        }
        return number
    }

    /// All digits that follow; nil for none and above the range.
    mutating func number() -> Int? {
        var number: Int?
        while let digit = digit() {
            let (product, isTooLarge) = (number ?? 0).multipliedReportingOverflow(by: 10)
            let (sum, isSumTooLarge) = product.addingReportingOverflow(digit)
            guard !isTooLarge, !isSumTooLarge else { return nil }
            number = sum
        }
        return number
    }

    /// The digits of a fraction of a second, in nanoseconds; digits after the ninth are dropped.
    mutating func fraction() -> Int32? {
        var number: Int32 = 0
        var count = 0
        while let digit = digit() {
            if count < 9 { number = number * 10 + Int32(digit) }
            count += 1
        }
        guard count > 0 else { return nil }
        for _ in 0..<max(0, 9 - count) { number *= 10 }
        return number
    }

    private mutating func digit() -> Int? {
        guard let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else {
            return nil
        }
        index += 1
        return Int(byte - UInt8(ascii: "0"))
    }
}
