// SPDX-License-Identifier: Apache-2.0

import Values

/// A number as it is written in decimal: `digits` times ten to the `exponent`. A double counts as the
/// shortest decimal text that reads back as it, so that 0.3 is a multiple of 0.1.
struct DecimalNumber: Sendable, Hashable {
    let isNegative: Bool
    let digits: UInt64
    let exponent: Int

    /// nil for what is no number, and for what is not finite.
    init?(_ value: Value) {
        switch value {
        case .int(let number):
            self.init(isNegative: number < 0, digits: number.magnitude, exponent: 0)
        case .double(let number) where number.isFinite: self.init(number)
        default: return nil
        }
    }

    private init(isNegative: Bool, digits: UInt64, exponent: Int) {
        self.isNegative = isNegative
        self.digits = digits
        self.exponent = exponent
    }

    private init(_ number: Double) {
        var digits: UInt64 = 0
        var exponent = 0
        var isAfterPoint = false
        var text = number.magnitude.description
        text.withUTF8 { bytes in
            for (index, byte) in bytes.enumerated() {
                switch byte {
                case UInt8(ascii: "."): isAfterPoint = true
                case UInt8(ascii: "e"):
                    let power = String(decoding: bytes[(index + 1)...], as: UTF8.self)
                    exponent += Int(power) ?? 0
                    return
                default:
                    digits = digits &* 10 &+ UInt64(byte &- UInt8(ascii: "0"))
                    if isAfterPoint { exponent -= 1 }
                }
            }
        }
        while digits != 0, digits % 10 == 0 {
            digits /= 10
            exponent += 1
        }
        self.init(isNegative: number < 0, digits: digits, exponent: digits == 0 ? 0 : exponent)
    }

    /// Whether dividing by `divisor`, which is not zero, leaves nothing.
    func isMultiple(of divisor: DecimalNumber) -> Bool {
        guard digits != 0 else { return true }
        if exponent >= divisor.exponent {
            let power = Self.powerOfTen(exponent - divisor.exponent, modulo: divisor.digits)
            return Self.product(digits % divisor.digits, power, modulo: divisor.digits) == 0
        }
        var scaled = divisor.digits
        for _ in 0..<divisor.exponent - exponent {
            let (product, overflows) = scaled.multipliedReportingOverflow(by: 10)
            guard !overflows, product <= digits else { return false }
            scaled = product
        }
        return digits % scaled == 0
    }

    private static func product(_ left: UInt64, _ right: UInt64, modulo: UInt64) -> UInt64 {
        let (high, low) = left.multipliedFullWidth(by: right)
        return modulo.dividingFullWidth((high % modulo, low)).remainder
    }

    private static func powerOfTen(_ exponent: Int, modulo: UInt64) -> UInt64 {
        var result: UInt64 = 1 % modulo
        var factor: UInt64 = 10 % modulo
        var rest = exponent
        while rest > 0 {
            if rest & 1 == 1 { result = product(result, factor, modulo: modulo) }
            factor = product(factor, factor, modulo: modulo)
            rest >>= 1
        }
        return result
    }
}

/// How numbers of either kind compare: by what they mean, exactly.
enum NumberOrder {
    /// Negative, zero or positive; nil when one of the two is no number or not a number.
    static func compare(_ left: Value, _ right: Value) -> Int? {
        switch (left, right) {
        case (.int(let left), .int(let right)): left < right ? -1 : left > right ? 1 : 0
        case (.double(let left), .double(let right)): order(left, right)
        case (.int(let left), .double(let right)): compare(left, right)
        case (.double(let left), .int(let right)): compare(right, left).map { -$0 }
        default: nil
        }
    }

    private static func order(_ left: Double, _ right: Double) -> Int? {
        left.isNaN || right.isNaN ? nil : left < right ? -1 : left > right ? 1 : 0
    }

    private static func compare(_ integer: Int64, _ double: Double) -> Int? {
        if double.isNaN { return nil }
        if double >= 0x1p63 { return -1 }
        if double < -0x1p63 { return 1 }
        let whole = Int64(double.rounded(.towardZero))
        if integer != whole { return integer < whole ? -1 : 1 }
        return order(0, double - Double(whole))
    }
}
