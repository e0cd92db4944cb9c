// SPDX-License-Identifier: Apache-2.0

/// Names of Unicode properties in the two dialects and in the engine. Names of scripts and of binary
/// properties are the engine's own tables; it compares them without regard to case.
enum UnicodeProperties {
    /// Unicode's PropertyValueAliases.txt, General_Category: long names by their short form.
    private static let longNames: [String: [String]] = [
        "C": ["Other"], "Cc": ["Control", "cntrl"], "Cf": ["Format"], "Cn": ["Unassigned"],
        "Co": ["Private_Use"], "Cs": ["Surrogate"], "L": ["Letter"], "L&": ["LC", "Cased_Letter"],
        "Ll": ["Lowercase_Letter"], "Lm": ["Modifier_Letter"], "Lo": ["Other_Letter"],
        "Lt": ["Titlecase_Letter"], "Lu": ["Uppercase_Letter"], "M": ["Mark", "Combining_Mark"],
        "Mc": ["Spacing_Mark"], "Me": ["Enclosing_Mark"], "Mn": ["Nonspacing_Mark"],
        "N": ["Number"], "Nd": ["Decimal_Number", "digit"], "Nl": ["Letter_Number"],
        "No": ["Other_Number"], "P": ["Punctuation", "punct"], "Pc": ["Connector_Punctuation"],
        "Pd": ["Dash_Punctuation"], "Pe": ["Close_Punctuation"], "Pf": ["Final_Punctuation"],
        "Pi": ["Initial_Punctuation"], "Po": ["Other_Punctuation"], "Ps": ["Open_Punctuation"],
        "S": ["Symbol"], "Sc": ["Currency_Symbol"], "Sk": ["Modifier_Symbol"],
        "Sm": ["Math_Symbol"], "So": ["Other_Symbol"], "Z": ["Separator"],
        "Zl": ["Line_Separator"], "Zp": ["Paragraph_Separator"], "Zs": ["Space_Separator"],
    ]

    private static let shortByName: [String: String] = {
        var result: [String: String] = [:]
        for (short, names) in longNames {
            if short != "L&" { result[short] = short }
            for name in names { result[name] = short }
        }
        return result
    }()

    /// A category by its short name, a script by its name, or `Any`.
    static func re2(named name: String) -> String? {
        if name == "Any" || longNames[name] != nil && name != "L&" { return name }
        guard let first = name.unicodeScalars.first, ("A"..."Z").contains(first),
            name.unicodeScalars.count > 2, isName(name)
        else { return nil }
        return "sc:\(name)"
    }

    /// ECMA-262, section 22.2.1 (UnicodePropertyValueExpression).
    static func ecma(_ expression: String) -> String? {
        let parts = expression.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.allSatisfy({ isName(String($0)) }) else { return nil }
        let last = String(parts[parts.count - 1])
        guard parts.count == 2 else { return parts.count == 1 ? lone(last) : nil }
        switch parts[0] {
        case "General_Category", "gc": return shortByName[last]
        case "Script", "sc": return "sc:\(last)"
        case "Script_Extensions", "scx": return "scx:\(last)"
        default: return nil
        }
    }

    /// A lone name is a category or a binary property. The engine would also take a script, which
    /// ECMA-262 does not, so the binary properties are listed.
    private static func lone(_ name: String) -> String? {
        if let short = shortByName[name] { return short }
        return binary.contains(name) ? name : nil
    }

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.unicodeScalars.allSatisfy(PatternSource.isASCIIWord)
    }

    /// ECMA-262, table "Binary Unicode property aliases".
    private static let binary: Set<String> = [
        "ASCII", "ASCII_Hex_Digit", "AHex", "Alphabetic", "Alpha", "Any", "Bidi_Control", "Bidi_C",
        "Bidi_Mirrored", "Bidi_M", "Case_Ignorable", "CI", "Cased", "Changes_When_Casefolded",
        "CWCF", "Changes_When_Casemapped", "CWCM", "Changes_When_Lowercased", "CWL",
        "Changes_When_Titlecased", "CWT", "Changes_When_Uppercased", "CWU", "Dash",
        "Default_Ignorable_Code_Point", "DI", "Deprecated", "Dep", "Diacritic", "Dia", "Emoji",
        "Emoji_Component", "EComp", "Emoji_Modifier", "EMod", "Emoji_Modifier_Base", "EBase",
        "Emoji_Presentation", "EPres", "Extended_Pictographic", "ExtPict", "Extender", "Ext",
        "Grapheme_Base", "Gr_Base", "Grapheme_Extend", "Gr_Ext", "Hex_Digit", "Hex",
        "IDS_Binary_Operator", "IDSB", "IDS_Trinary_Operator", "IDST", "ID_Continue", "IDC",
        "ID_Start", "IDS", "Ideographic", "Ideo", "Join_Control", "Join_C",
        "Logical_Order_Exception", "LOE", "Lowercase", "Lower", "Math", "Noncharacter_Code_Point",
        "NChar", "Pattern_Syntax", "Pat_Syn", "Pattern_White_Space", "Pat_WS", "Quotation_Mark",
        "QMark", "Radical", "Regional_Indicator", "RI", "Sentence_Terminal", "STerm",
        "Soft_Dotted", "SD", "Terminal_Punctuation", "Term", "Unified_Ideograph", "UIdeo",
        "Uppercase", "Upper", "Variation_Selector", "VS", "White_Space", "space", "XID_Continue",
        "XIDC", "XID_Start", "XIDS",
    ]
}
