// SPDX-License-Identifier: Apache-2.0

// The forms of ids and names, as code for the many that a load reads and as regular expressions for schemas. A test
// keeps the two alike.

extension String {
    /// `isID` as a regular expression of ECMA-262, for those who check without this program.
    package static let idPattern = "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"

    package var isID: Bool {
        let bytes = utf8
        guard (1...63).contains(bytes.count), bytes.first != 0x2D, bytes.last != 0x2D else {
            return false
        }
        return bytes.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
        }
    }

    /// `isExpressionName` as a regular expression.
    package static let namePattern =
        "^(?!(\(reservedWords.joined(separator: "|")))$)[a-z][a-z0-9_]{0,39}$"

    package var isExpressionName: Bool {
        let bytes = utf8
        guard (1...40).contains(bytes.count), let first = bytes.first,
            (0x61...0x7A).contains(first)
        else { return false }
        return !Self.reservedWords.contains(self)
            && bytes.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F
            }
    }

    /// The reserved words of CEL's grammar, which can't be selected as fields.
    private static let reservedWords = [
        "as", "break", "const", "continue", "else", "false", "for", "function", "if", "import",
        "in", "let", "loop", "namespace", "null", "package", "return", "true", "var", "void",
        "while",
    ]

    /// `isSubscriptionPath` as a regular expression.
    package static let pathPattern: String = {
        let id = idPattern.dropFirst().dropLast()
        return "^\(id)/\(id)$"
    }()

    /// `department/subscription`.
    package var isSubscriptionPath: Bool {
        let parts = split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { String($0).isID }
    }

    /// `isCurrencyCode` as a regular expression.
    package static let currencyPattern = "^[A-Z]{3}$"

    /// The form of ISO 4217's codes.
    package var isCurrencyCode: Bool {
        utf8.count == 3 && utf8.allSatisfy { (0x41...0x5A).contains($0) }
    }

    /// Those whose smallest unit is not the hundredth (ISO 4217, list one).
    var isCurrencyWithoutCents: Bool { Self.currenciesWithoutCents.contains(self) }

    private static let currenciesWithoutCents: Set<String> = [
        "BHD", "BIF", "CLF", "CLP", "DJF", "GNF", "IQD", "ISK", "JOD", "JPY", "KMF", "KRW", "KWD",
        "LYD", "OMR", "PYG", "RWF", "TND", "UGX", "UYI", "UYW", "VND", "VUV", "XAF", "XOF", "XPF",
    ]

    /// `isLanguageTag` as a regular expression.
    package static let languagePattern = "^[A-Za-z0-9]{2,3}(-[A-Za-z0-9]{1,8})*$"

    package var isLanguageTag: Bool {
        let parts = split(separator: "-", omittingEmptySubsequences: false)
        return parts.first.map { (2...3).contains($0.utf8.count) } ?? false
            && parts.allSatisfy { part in
                (1...8).contains(part.utf8.count)
                    && part.utf8.allSatisfy {
                        (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20)
                    }
            }
    }
}
