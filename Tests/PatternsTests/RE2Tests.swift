// SPDX-License-Identifier: Apache-2.0

import Patterns
import Testing

@Suite struct RE2Tests {
    @Test(arguments: [
        Row("", ["", "a"]),
        Row("ub", ["hubba"], not: ["UB"]),
        Row("^a$", ["a"], not: ["a\n", "\na", "ba"]),
        Row("a\\z", ["a"], not: ["a\n"]),
        Row("(?m)^b$", ["a\nb\nc", "b\n"], not: ["ab"]),
        Row("(?m)^$", ["a\n"], not: ["a"]),
        Row("^*a", ["a"]),
        Row("\\b+a", ["-a"], not: ["ba"]),
        Row("a.c", ["abc", "aéc", "a\rc"], not: ["a\nc"]),
        Row("(?s)a.c", ["a\nc"]),
        Row("(?s:a.)b.c", ["a\nbxc"], not: ["a\nb\nc"]),
        Row("(?i)straße", ["STRAßE"]),
        Row("a(?i)b|c", ["aB", "C"], not: ["Ab"]),
        Row("(?i:a)b", ["Ab"], not: ["AB"]),
        Row("(?i)a(?-i)b", ["Ab"], not: ["AB"]),
        Row("\\d\\D\\w\\W\\s\\S", ["1a_- x"], not: ["١a_- x", "1a_-\u{b}x"]),
        Row("[\\d][^\\D][\\s][\\S]", ["11 \u{b}"], not: ["1a b"]),
        Row("^[[:alpha:]][[:^digit:]]$", ["ab"], not: ["a1", "éa"]),
        Row("^[]a]+$", ["]a"], not: ["b"]),
        Row("^[^]a]$", ["b", "\n"], not: ["]"]),
        Row("^[a-]$", ["-", "a"], not: ["b"]),
        Row("^[a-c-]$", ["-", "b"], not: ["d"]),
        Row("^[\\-\\]]$", ["-", "]"], not: ["\\"]),
        Row("^[[a]$", ["[", "a"]),
        Row("\\x41\\x{1F600}\\101\\07", ["A😀A\u{7}"]),
        Row("\\a\\f\\t\\n\\r\\v\\_\\.", ["\u{7}\u{c}\t\n\r\u{b}_."]),
        Row("\\Qa.b*\\E+", ["a.b**"], not: ["a.b"]),
        Row("^\\Q", [""]),
        Row("^\\pL\\p{Lu}\\P{L}$", ["aÉ1"], not: ["aé1"]),
        Row("^\\p{Greek}\\p{^Greek}$", ["αa"], not: ["αα"]),
        Row("^[\\p{Greek}\\d]+$", ["α1"], not: ["a"]),
        Row("a{2}b{1,}c{0,1}", ["aabc", "aabb"], not: ["ab"]),
        Row("^a{,2}$", ["a{,2}"], not: ["aa"]),
        Row("^a{b}$", ["a{b}"]),
        Row("^}]$", ["}]"]),
        Row("^(?P<x>a)(?<y>b)(?:c)$", ["abc"]),
        Row("a||b", [""]),
        Row("()", [""]),
        Row("^#a b$", ["#a b"], not: ["#ab"]),
        Row("é", ["é"], not: ["e\u{301}"]),
    ])
    func matches(row: Row) throws { try row.check(.re2) }

    @Test(arguments: [
        ("a**", "2: a quantifier follows another one"),
        ("a{2}{3}", "4: a quantifier follows another one"),
        ("a++", "2: a quantifier follows another one"),
        ("*a", "0: nothing stands before the quantifier"),
        ("a|*", "2: nothing stands before the quantifier"),
        ("(*a)", "1: nothing stands before the quantifier"),
        ("(*UCP)a", "1: nothing stands before the quantifier"),
        ("(?i)+", "4: nothing stands before the quantifier"),
        ("é(", "2: a `(` is not closed"),
        ("a)", "1: a `)` closes nothing"),
        ("[a", "0: a `[` is not closed"),
        ("[]", "0: a `[` is not closed"),
        ("[b-a]", "1: the ends of the range are out of order"),
        ("[a-\\d]", "1: a range can't end in a class"),
        ("[[:worm:]]", "1: no character class is named `[:worm:]`"),
        ("a{2,1}", "1: the repeat counts are out of order"),
        ("a{1001}", "1: a repeat count is at most 1000"),
        ("(a)\\1", "3: backreferences are not part of RE2"),
        ("(?P=x)", "0: this kind of group is not part of RE2"),
        ("\\k<x>", "0: the escape `\\k` is not part of RE2"),
        ("a(?=b)", "1: lookahead and lookbehind are not part of RE2"),
        ("(?!b)", "0: lookahead and lookbehind are not part of RE2"),
        ("(?<=b)a", "0: lookahead and lookbehind are not part of RE2"),
        ("(?<!b)a", "0: lookahead and lookbehind are not part of RE2"),
        ("(?>a)", "0: this kind of group is not part of RE2"),
        ("(?|a)", "0: this kind of group is not part of RE2"),
        ("(?R)", "0: this kind of group is not part of RE2"),
        ("(?1)", "0: this kind of group is not part of RE2"),
        ("(?(1)a)", "0: this kind of group is not part of RE2"),
        ("(?#a)", "0: this kind of group is not part of RE2"),
        ("(?x)a", "0: this kind of group is not part of RE2"),
        ("(?)", "0: this kind of group is not part of RE2"),
        ("(?i-)", "0: this kind of group is not part of RE2"),
        ("\\Ca", "0: `\\C` would match half a character"),
        ("a\\Z", "1: the escape `\\Z` is not part of RE2"),
        ("\\h", "0: the escape `\\h` is not part of RE2"),
        ("\\8", "0: the escape `\\8` is not part of RE2"),
        ("\\é", "0: the escape `\\é` is not part of RE2"),
        ("a\\", "1: the pattern ends in a backslash"),
        ("\\x{110000}", "0: `\\x` wants two hexadecimal digits, or a code point in braces"),
        ("\\pX", "0: no Unicode class is named `X`"),
        ("a\\p{Klingon}", "1: no Unicode property has this name"),
        ("(?P<a>x)(?P<a>y)", "8: two groups are named `a`"),
        ("(?P<a", "0: the name of the group is not closed with `>`"),
        ("(?P<a-b>x)", "0: the name of a group has letters, digits and `_` only"),
        ("((a{1000}){1000}){1000}", "0: the pattern is too large once its repeats are written out"),
    ])
    func refuses(pattern: String, says: String) {
        #expect(refusal(of: pattern, .re2) == says)
    }

    @Test func groupsAndNames() throws {
        let pattern = try Pattern("(?P<user>[a-z]+)@(?:(x)|(y))", dialect: .re2)
        #expect(pattern.groupCount == 3)
        #expect(pattern.groupNames.map(\.name) == ["user"])
        let match = try pattern.firstMatch(in: "é joe@y")
        #expect(match?.range == 3..<8)
        #expect(match?.groups == [3..<6, nil, 7..<8])
        #expect(try pattern.firstMatch(in: "é joe@y", from: 4)?.range == 4..<8)
        #expect(try pattern.firstMatch(in: "é joe@y", from: 6) == nil)
    }

    @Test func allMatchesDoNotOverlap() throws {
        let ranges = try Pattern("a*", dialect: .re2).allMatches(in: "baaéa").map(\.range)
        #expect(ranges == [0..<0, 1..<3, 5..<6])
        #expect(try Pattern("a", dialect: .re2).allMatches(in: "aaa", countMax: 2).count == 2)
        #expect(try Pattern("^a", dialect: .re2).allMatches(in: "aaa").count == 1)
        #expect(try Pattern("", dialect: .re2).allMatches(in: "é").map(\.range) == [0..<0, 2..<2])
    }

    @Test func ungreedy() throws {
        #expect(try Pattern("(?U)a+", dialect: .re2).firstMatch(in: "aaa")?.range == 0..<1)
        #expect(try Pattern("(?U)a+?", dialect: .re2).firstMatch(in: "aaa")?.range == 0..<3)
        #expect(try Pattern("a{1,2}?", dialect: .re2).firstMatch(in: "aaa")?.range == 0..<1)
    }
}
