// SPDX-License-Identifier: Apache-2.0

import Patterns

/// Whether a label of a host name may stand in the DNS by IDNA 2008: RFC 5891, section 4.2, with the
/// derived properties and contextual rules of RFC 5892.
///
/// Not checked: the normalization form C, the Bidi rule of RFC 5893, and for the zero width
/// non-joiner the joining types of scripts other than Arabic.
enum InternationalLabel {
    static func isValid(_ label: [Unicode.Scalar]) -> Bool {
        guard let first = label.first, first != "-", label.last != "-", !isMark(first) else {
            return false
        }
        if label.count >= 4, label[2] == "-", label[3] == "-" { return false }
        return label.indices.allSatisfy { isAllowed(at: $0, in: label) }
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }

    private static func isAllowed(at index: Int, in label: [Unicode.Scalar]) -> Bool {
        switch label[index].value {
        case 0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007: true
        case 0x640, 0x7FA, 0x302E, 0x302F, 0x3031...0x3035, 0x303B: false
        case 0xB7, 0x375, 0x5F3, 0x5F4, 0x30FB, 0x660...0x669, 0x6F0...0x6F9, 0x200C, 0x200D:
            followsContext(at: index, in: label)
        default: isLetterOrDigit(label[index])
        }
    }

    /// RFC 5892, sections 2.1 to 2.9 and 3.
    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x2D, 0x30...0x39, 0x61...0x7A: return true
        case 0x1100...0x11FF, 0xA960...0xA97C, 0xD7B0...0xD7FB: return false
        case 0x20D0...0x20FF, 0x1D100...0x1D24F: return false
        default: break
        }
        let properties = scalar.properties
        if properties.changesWhenNFKCCaseFolded || properties.isDefaultIgnorableCodePoint {
            return false
        }
        switch properties.generalCategory {
        case .lowercaseLetter, .uppercaseLetter, .otherLetter, .modifierLetter, .nonspacingMark,
            .spacingMark, .decimalNumber:
            return true
        default: return false
        }
    }

    /// RFC 5892, appendix A.
    private static func followsContext(at index: Int, in label: [Unicode.Scalar]) -> Bool {
        let before = index > 0 ? label[index - 1] : nil
        let after = index + 1 < label.count ? label[index + 1] : nil
        switch label[index].value {
        case 0xB7: return before == "l" && after == "l"
        case 0x375: return after.map { isOf(greek, $0) } ?? false
        case 0x5F3, 0x5F4: return before.map { isOf(hebrew, $0) } ?? false
        case 0x30FB: return label.contains { $0.value != 0x30FB && isOf(japanese, $0) }
        case 0x660...0x669: return !label.contains { (0x6F0...0x6F9).contains($0.value) }
        case 0x6F0...0x6F9: return !label.contains { (0x660...0x669).contains($0.value) }
        default:
            guard let before else { return false }
            return isVirama(before) || label[index].value == 0x200C && joins(at: index, in: label)
        }
    }

    private static let greek = try? Pattern("\\p{Script=Greek}", dialect: .ecma262)
    private static let hebrew = try? Pattern("\\p{Script=Hebrew}", dialect: .ecma262)
    private static let japanese = try? Pattern(
        "[\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Han}]", dialect: .ecma262)

    private static func isOf(_ script: Pattern?, _ scalar: Unicode.Scalar) -> Bool {
        (try? script?.matches(String(scalar))) ?? false
    }

    private static func isVirama(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.canonicalCombiningClass == .virama
    }

    /// Appendix A.1: between letters that would join, marks apart.
    private static func joins(at index: Int, in label: [Unicode.Scalar]) -> Bool {
        guard let left = label[..<index].last(where: { !isMark($0) }),
            let right = label[(index + 1)...].first(where: { !isMark($0) })
        else { return false }
        return isDualJoining(left) && (isDualJoining(right) || isRightJoining(right))
    }

    private static func isRightJoining(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x622...0x625, 0x627, 0x629, 0x62F...0x632, 0x648, 0x671...0x673, 0x675...0x677,
            0x688...0x699, 0x6C0, 0x6C3...0x6CB, 0x6CD, 0x6CF, 0x6D2, 0x6D3, 0x6D5, 0x6EE, 0x6EF,
            0x759...0x75B, 0x76B, 0x76C, 0x771, 0x773, 0x774, 0x778, 0x779:
            true
        default: false
        }
    }

    private static func isDualJoining(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x620, 0x626, 0x628, 0x62A...0x62E, 0x633...0x63F, 0x641...0x647, 0x649, 0x64A, 0x66E,
            0x66F, 0x678...0x687, 0x69A...0x6BF, 0x6C1, 0x6C2, 0x6CC, 0x6CE, 0x6D0, 0x6D1,
            0x6FA...0x6FC, 0x6FF:
            true
        case 0x750...0x77F: !isRightJoining(scalar)
        default: false
        }
    }
}
