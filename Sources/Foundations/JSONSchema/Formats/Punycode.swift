// SPDX-License-Identifier: Apache-2.0

/// Punycode of RFC 3492, with the parameters of section 5. It knows no IDNA.
enum Punycode {
    static let prefix = "xn--"

    private static let digits: UInt32 = 36
    private static let firstBias: UInt32 = 72
    private static let firstNumber: UInt32 = 0x80

    /// Section 6.2; nil for what is no Punycode. Letters before the last hyphen stand for themselves.
    static func decode(_ bytes: [UInt8]) -> [Unicode.Scalar]? {
        var result: [Unicode.Scalar] = []
        var start = 0
        if let hyphen = bytes.lastIndex(of: UInt8(ascii: "-")) {
            result = bytes[..<hyphen].map { Unicode.Scalar($0) }
            start = hyphen + 1
        }
        var (number, place, bias) = (firstNumber, UInt32(0), firstBias)
        while start < bytes.count {
            let before = place
            guard let delta = takeDelta(bytes, &start, bias) else { return nil }
            place += delta
            let count = UInt32(result.count) + 1
            bias = adapted(
                delta, count: count, isFirst: before == 0 && result.allSatisfy(\.isASCII))
            number += place / count
            place %= count
            guard let scalar = Unicode.Scalar(number) else { return nil }
            result.insert(scalar, at: Int(place))
            place += 1
        }
        return result
    }

    /// One number of variable length; nil where it is cut off, has a wrong digit or is too large.
    private static func takeDelta(
        _ bytes: [UInt8], _ index: inout Int, _ bias: UInt32
    ) -> UInt32? {
        var delta: UInt32 = 0
        var weight: UInt32 = 1
        var position = digits
        while index < bytes.count, let digit = value(of: bytes[index]) {
            index += 1
            delta += digit * weight
            let limit = threshold(position, bias)
            if digit < limit { return delta }
            weight *= digits - limit
            position += digits
            guard delta < 1 << 22, weight < 1 << 22 else { return nil }
        }
        return nil
    }

    /// Section 6.3: how long a label is once encoded; nil for one that could not be short enough.
    static func encodedLength(of label: [Unicode.Scalar]) -> Int? {
        guard label.count <= 63 else { return nil }
        let basic = label.filter(\.isASCII).count
        var length = basic + (basic > 0 ? 1 : 0)
        var (number, delta, bias) = (firstNumber, UInt32(0), firstBias)
        var handled = UInt32(basic)
        while Int(handled) < label.count {
            let next = label.map(\.value).filter { $0 >= number }.min() ?? number
            delta += (next - number) * (handled + 1)
            number = next
            for scalar in label {
                if scalar.value < number { delta += 1 }
                guard scalar.value == number else { continue }
                length += digitCount(of: delta, bias)
                bias = adapted(delta, count: handled + 1, isFirst: Int(handled) == basic)
                delta = 0
                handled += 1
            }
            delta += 1
            number += 1
        }
        return length
    }

    private static func digitCount(of delta: UInt32, _ bias: UInt32) -> Int {
        var rest = delta
        var position = digits
        var count = 1
        while true {
            let limit = threshold(position, bias)
            guard rest >= limit else { return count }
            rest = (rest - limit) / (digits - limit)
            position += digits
            count += 1
        }
    }

    private static func threshold(_ position: UInt32, _ bias: UInt32) -> UInt32 {
        position <= bias ? 1 : min(position - bias, 26)
    }

    /// Section 6.1.
    private static func adapted(_ delta: UInt32, count: UInt32, isFirst: Bool) -> UInt32 {
        var delta = delta / (isFirst ? 700 : 2)
        delta += delta / count
        var steps: UInt32 = 0
        while delta > 455 {
            delta /= 35
            steps += digits
        }
        return steps + 36 * delta / (delta + 38)
    }

    private static func value(of byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte) - 0x61
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte) - 0x41
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) - 0x30 + 26
        default: nil
        }
    }
}
