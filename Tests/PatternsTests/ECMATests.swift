// SPDX-License-Identifier: Apache-2.0

import Patterns
import Testing

@Suite struct ECMATests {
    @Test(arguments: [
        Row("^abc$", ["abc"], not: ["abc\n", "\nabc"]),
        Row("^\\d$", ["0"], not: ["߀"]),
        Row("^\\D\\W\\S$", ["߀é\u{200b}"], not: ["߀é\u{feff}"]),
        Row("^\\w$", ["_", "Z"], not: ["é", "ſ"]),
        Row("^\\s+$", [" \t\u{b}\u{a0}\u{feff}\u{2003}\u{2028}"], not: ["\u{200b}", "\u{180e}"]),
        Row("^[\\s][^\\s][\\S]$", ["\u{a0}ab"], not: ["\u{a0}\u{a0}b"]),
        Row("^.$", ["a", "😀", "\u{85}"], not: ["\n", "\r", "\u{2028}", "\u{2029}"]),
        Row("[^]", ["\n", "a"], not: [""]),
        Row("[]", [], not: ["", "a"]),
        Row("a|[]", ["a"], not: ["b"]),
        Row("\\cA\\cz", ["\u{1}\u{1a}"]),
        Row("\\x41\\u0041\\u{1f600}\\uD83D\\uDE00", ["AA😀😀"]),
        Row("[\\uD83D\\uDE00-\\u{1f602}]", ["😁"], not: ["😃"]),
        Row("a\\uD83D", [], not: ["a", "a😀"]),
        Row("^[\\uD800-\\uDFFFa]$", ["a"], not: ["b"]),
        Row("^\\0$", ["\0"]),
        Row("^\\p{Letter}\\p{Lu}\\p{gc=Nd}\\p{digit}$", ["éÉ1߀"], not: ["1É1߀"]),
        Row("^\\p{Script=Greek}\\p{sc=Latin}\\P{L}$", ["αa1"], not: ["aa1"]),
        Row("^\\p{scx=Cyrillic}\\p{Emoji}\\p{ASCII}\\p{Any}$", ["ж😀a\n"]),
        Row("^[\\p{L}\\d_-]+$", ["é-1_"], not: [" "]),
        Row("^(?<year>\\d{4})-\\k<year>$", ["2024-2024"], not: ["2024-2025"]),
        Row("^\\k<a>(?<a>x)$", ["x"], not: ["xx"]),
        Row("^(?:(a)|b)\\1$", ["aa", "b"], not: ["ba"]),
        Row("^(?=.*[a-z])(?!.*x).+$", ["1a"], not: ["1", "ax"]),
        Row("(?<=\\$)\\d+(?<!5)$", ["$14"], not: ["$5", "4"]),
        Row("^a{2}b{1,}c{0,2}?$", ["aabcc"], not: ["ab"]),
        Row("^[\\b\\-^]+$", ["\u{8}-^"]),
        Row("^[a-c\\]]$", ["]", "b"], not: ["d"]),
        Row("\\bfoo\\B", ["a foob"], not: ["foo"]),
        Row("^\\^\\$\\\\\\.\\*\\+\\?\\(\\)\\[\\]\\{\\}\\|\\/$", ["^$\\.*+?()[]{}|/"]),
        Row("^🐲*$", ["", "🐲", "🐲🐲"], not: ["🐉"]),
        Row("^#a b$", ["#a b"]),
    ])
    func matches(row: Row) throws { try row.check(.ecma262) }

    @Test(arguments: [
        ("^\\S(|(.|\\n)*\\S)\\Z", "15: the escape `\\Z` is not part of ECMA-262"),
        ("\\Aa", "0: the escape `\\A` is not part of ECMA-262"),
        ("\\a", "0: the escape `\\a` is not part of ECMA-262"),
        ("\\-", "0: the escape `\\-` is not part of ECMA-262"),
        ("\\_", "0: the escape `\\_` is not part of ECMA-262"),
        ("\\01", "0: octal escapes are not part of ECMA-262"),
        ("(a)\\2", "3: a backreference to a group that the pattern does not have"),
        ("\\k<b>(?<a>x)", "0: `\\k` wants the name of a group as `\\k<name>`"),
        ("(?i)abc", "0: this kind of group is not part of ECMA-262"),
        ("(?P<x>a)", "0: this kind of group is not part of ECMA-262"),
        ("(?>a)", "0: this kind of group is not part of ECMA-262"),
        ("(*UCP)a", "1: nothing to repeat stands before the quantifier"),
        ("a++", "2: nothing to repeat stands before the quantifier"),
        ("^*", "1: nothing to repeat stands before the quantifier"),
        ("(?=a)*", "5: nothing to repeat stands before the quantifier"),
        ("a{", "1: `{` begins no repeat count; as itself it is `\\{`"),
        ("a{,2}", "1: `{` begins no repeat count; as itself it is `\\{`"),
        ("a}", "1: `}` closes nothing; as itself it is `\\}`"),
        ("]", "0: `]` closes nothing; as itself it is `\\]`"),
        ("[a", "0: a `[` is not closed"),
        ("(a", "0: a `(` is not closed"),
        ("a)", "1: a `)` closes nothing"),
        ("[z-a]", "1: the ends of the range are out of order"),
        ("[\\w-x]", "1: a range can't begin or end in a class; `-` as itself stands last"),
        ("a{3,2}", "1: the repeat counts are out of order"),
        ("a{65536}", "1: a repeat count is at most 65535"),
        ("\\cé", "0: `\\c` wants a letter"),
        ("\\u12", "0: `\\u` wants four hexadecimal digits, or a code point in braces"),
        ("\\pL", "0: `\\p` wants a property in braces"),
        ("\\p{Greek}", "0: no Unicode property is named `Greek`"),
        ("\\p{IsGreek}", "0: no Unicode property is named `IsGreek`"),
        ("(?<a>x)(?<a>y)", "7: two groups are named `a`"),
        ("(?<1>x)", "0: `1` is no name for a group"),
        ("(?<=a+)b", "0: a lookbehind of variable length is not supported"),
    ])
    func refuses(pattern: String, says: String) {
        #expect(refusal(of: pattern, .ecma262) == says)
    }

    @Test func syntaxIsOneQuestionAndSupportAnother() {
        #expect(Pattern.syntaxError(in: "(?<=a+)b", dialect: .ecma262) == nil)
        #expect(Pattern.syntaxError(in: "a**", dialect: .ecma262)?.offset == 2)
    }
}
