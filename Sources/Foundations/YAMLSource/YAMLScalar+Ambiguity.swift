// SPDX-License-Identifier: Apache-2.0

import Values

extension YAMLScalar {
    /// Why plain text has to be quoted: readers of YAML 1.1, of YAML 1.2 and of JSON do not make the same of
    /// it. Whoever reads a field decides whether that matters there: a date field takes a plain date.
    package enum Ambiguity: Sendable {
        /// `yes`, `off`, `n`, `True`: YAML 1.1 has 22 words for true and false, 1.2 six, JSON two.
        case boolean
        /// `~`, `Null`, `NULL`.
        case null
        /// `0644`, `0o17`, `0x1F`, `1_000`, `+1`, `.5`, `1e3`.
        case numberForm
        /// `12:30` is 750 to YAML 1.1.
        case sexagesimal
        /// `3.10`, which as a number is 3.1.
        case trailingZero
        /// `.inf`, `.nan`, `1.5e+999`.
        case notFinite
        /// Beyond ±(2^53−1), where JSON readers round.
        case integerRange
        /// `2026-03-01`, of YAML 1.1's timestamp type, whether or not there is such a day.
        case date
        /// `2026-03-01T10:00:00Z`.
        case timestamp
        /// `=` and `<<`, which mean something to YAML 1.1.
        case indicator
    }

    /// Nil for text that every reader takes for the same; for all that is quoted, a block, or tagged `!!str`.
    package var ambiguity: Ambiguity? {
        guard style == .plain, tag != .string, let first = text.utf8.first else { return nil }
        switch first {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
            UInt8(ascii: "."):
            return numberAmbiguity
        case UInt8(ascii: "y"), UInt8(ascii: "Y"), UInt8(ascii: "n"), UInt8(ascii: "N"),
            UInt8(ascii: "o"), UInt8(ascii: "O"), UInt8(ascii: "T"), UInt8(ascii: "F"),
            UInt8(ascii: "~"), UInt8(ascii: "="), UInt8(ascii: "<"):
            return text.utf8.count <= 5 ? Self.words[text] : nil
        default:
            return nil
        }
    }

    private var numberAmbiguity: Ambiguity? {
        guard let number = PlainNumber(text) else {
            if text.utf8.count <= 5, Self.words[text] != nil { return .notFinite }
            return PlainDate.form(of: text)
        }
        if number.form == .sexagesimal { return .sexagesimal }
        let isOdd =
            number.hasUnderscore || number.isPlus || number.hasLeadingZero
            || number.lacksIntegerPart || number.hasBareExponent
        if isOdd || number.form != .integer && number.form != .float { return .numberForm }
        if number.fractionEndsInZero { return .trailingZero }
        switch number.value(of: text) {
        case .int(let integer):
            return integer.magnitude <= Self.integerMax ? nil : .integerRange
        case .double(let double):
            return double.isFinite ? nil : .notFinite
        default: return .integerRange
        }
    }

    /// 2^53−1, the largest integer below which a double holds every one.
    private static let integerMax: UInt64 = 9_007_199_254_740_991

    /// `ambiguity` looks here only for text that begins as one of these does.
    private static let words: [String: Ambiguity] = {
        let words: [(Ambiguity, String)] = [
            (.boolean, "y Y yes Yes YES n N no No NO on On ON off Off OFF True TRUE False FALSE"),
            (.null, "~ Null NULL"),
            (.notFinite, ".inf .Inf .INF -.inf -.Inf -.INF +.inf +.Inf +.INF .nan .NaN .NAN"),
            (.indicator, "= <<"),
        ]
        var table: [String: Ambiguity] = [:]
        for (ambiguity, list) in words {
            for word in list.split(separator: " ") { table[String(word)] = ambiguity }
        }
        return table
    }()
}
