// SPDX-License-Identifier: Apache-2.0

/// Doubles as text. `string()` writes the fewest digits that give the same double back, with an
/// exponent below 1e-4 and from 1e6, as the reference implementations do.
enum DoubleText {
    static func general(_ number: Double) -> String {
        if let special = special(number) { return special }
        if number == 0 { return number.sign == .minus ? "-0" : "0" }
        let sign = number < 0 ? "-" : ""
        let (digits, exponent) = shortest(number.magnitude)
        guard (-4..<6).contains(exponent) else {
            let power = exponent < 0 ? "-" : "+"
            let rest = digits.count > 1 ? "." + String(digits.dropFirst()) : ""
            return "\(sign)\(digits.prefix(1))\(rest)e\(power)\(padded(abs(exponent), 2))"
        }
        if exponent < 0 {
            return "\(sign)0.\(String(repeating: "0", count: -exponent - 1))\(digits)"
        }
        let whole = digits.prefix(exponent + 1)
        let zeros = String(repeating: "0", count: exponent + 1 - whole.count)
        let fraction = digits.dropFirst(exponent + 1)
        return "\(sign)\(whole)\(zeros)\(fraction.isEmpty ? "" : "." + fraction)"
    }

    static func special(_ number: Double) -> String? {
        if number.isNaN { return "NaN" }
        if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
        return nil
    }

    /// The digits without zeros at either end, and the power of ten of the first.
    private static func shortest(_ number: Double) -> (digits: String, exponent: Int) {
        let parts = number.description.split(separator: "e")
        let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let whole = mantissa[0]
        let all = whole + (mantissa.count > 1 ? mantissa[1] : "")
        let leading = all.prefix { $0 == "0" }.count
        let power = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        var digits = all.dropFirst(leading)
        while digits.last == "0" { digits.removeLast() }
        return (String(digits), whole.count - 1 - leading + power)
    }
}
