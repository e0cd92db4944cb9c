// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Values

@Suite struct CanonicalJSONTests {
    /// RFC 8785, appendix B: IEEE 754 bits and the ECMAScript form of them.
    @Test(arguments: [
        (0x0000_0000_0000_0000 as UInt64, "0"), (0x8000_0000_0000_0000, "0"),
        (0x0000_0000_0000_0001, "5e-324"), (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
        (0x4340_0000_0000_0000, "9007199254740992"),
        (0x4430_0000_0000_0000, "295147905179352830000"),
        (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"), (0x44b5_2d02_c7e1_4af6, "1e+23"),
        (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"), (0x444b_1ae4_d6e2_ef50, "1e+21"),
        (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"), (0x3eb0_c6f7_a0b5_ed8d, "0.000001"),
        (0x41b3_de43_5555_5554, "333333333.33333325"),
        (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
    ])
    func numbers(bits: UInt64, text: String) {
        #expect(CanonicalJSON.text(of: .double(Double(bitPattern: bits))) == text)
    }

    /// RFC 8785, section 3.2.3.
    @Test func membersAreSortedByUTF16() {
        let value: Value = [
            "\u{20ac}": "Euro Sign", "\r": "Carriage Return",
            "\u{fb33}": "Hebrew Letter Dalet With Dagesh",
            "1": "One", "\u{1f600}": "Emoji: Grinning Face", "\u{80}": "Control",
            "\u{f6}": "Latin Small Letter O With Diaeresis",
        ]
        let expected =
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\",\"\u{f6}\":\"Latin Small Letter O With Diaeresis\",\"\u{20ac}\":\"Euro Sign\",\"\u{1f600}\":\"Emoji: Grinning Face\",\"\u{fb33}\":\"Hebrew Letter Dalet With Dagesh\"}"
        #expect(CanonicalJSON.text(of: value).utf8.elementsEqual(expected.utf8))
    }

    @Test func controlCharactersAreEscaped() {
        #expect(
            CanonicalJSON.text(of: "\u{8}\t\n\u{c}\r\"\\\u{1f}\u{0}/")
                == #""\b\t\n\f\r\"\\\u001f\u0000/""#)
    }
}

@Suite struct JSONParserTests {
    @Test func readsEveryKindOfValue() throws {
        let value = try JSONParser.parse(
            #" {"a":[1,-2.5,true,false,null,"x\u00e9\ud83d\ude00"],"b":{}} "#)
        #expect(
            value == ["a": [1, .double(-2.5), true, false, .null, "x\u{e9}\u{1f600}"], "b": [:]])
    }

    @Test(arguments: [
        "", "{", "[1,]", "{\"a\":1,}", "01", "1.", "nul", "\"\\x\"", "\"\\ud800\"", "1 2",
        "{\"a\":1,\"a\":2}", "\"\u{1}\"", "1e999",
    ])
    func refuses(text: String) {
        #expect(throws: JSONParser.Failure.self) { try JSONParser.parse(text) }
    }

    @Test func refusesAMillionOpenBrackets() {
        let text = String(repeating: "[", count: 1_000_000)
        #expect(throws: JSONParser.Failure(message: "nested deeper than 256 levels", offset: 256)) {
            try JSONParser.parse(text)
        }
    }

    @Test func refusesBytesThatAreNotUTF8() {
        #expect(throws: JSONParser.Failure.self) { try JSONParser.parse([0x22, 0xFF, 0x22]) }
    }
}

@Suite struct FieldsTests {
    @Test func keysAreComparedByBytes() {
        let fields: Fields<Int> = ["e\u{301}": 1, "\u{e9}": 2]
        #expect(fields.count == 2)
        #expect(fields["\u{e9}"] == 2)
        #expect(Value.string("e\u{301}") != Value.string("\u{e9}"))
    }

    @Test func theLastOfRepeatedKeysCounts() {
        let fields = Fields([("b", 1), ("a", 2), ("b", 3)])
        #expect(fields.keys == ["a", "b"])
        #expect(fields["b"] == 3)
    }

    /// Few and many entries are sorted in different ways.
    @Test(arguments: [4, 15, 16, 17, 200])
    func unsortedEntriesAreSortedAndTheLastOfOneKeyCounts(count: Int) {
        let keys = (0..<count).map { "k\($0 * 7 % count)" } + ["k0", "k1"]
        let fields = Fields(entries: keys.enumerated().map { ($1, $0) })
        #expect(fields.keys == Set(keys).sorted())
        #expect(fields["k0"] == count)
        #expect(fields["k1"] == count + 1)
        #expect(fields["k3"] == keys.lastIndex(of: "k3"))
    }

    @Test func settingAndRemovingKeepsTheOrder() {
        var fields: Fields<Int> = ["m": 1]
        fields["z"] = 2
        fields["a"] = 3
        fields["m"] = nil
        #expect(fields.keys == ["a", "z"])
    }
}

@Suite struct DigestTests {
    /// FIPS 180-4 example, RFC 4231 test case 2.
    @Test func knownAnswers() {
        #expect(
            Digest.sha256(Array("abc".utf8)).hex
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            hmacSHA256(key: Array("Jefe".utf8), Array("what do ya want for nothing?".utf8)).hex
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    }

    @Test func bytesThatStandNowhereTogetherHaveTheSameDigest() {
        #expect(Digest.sha256("abc".utf8.lazy.map { $0 }) == Digest.sha256("abc".utf8))
        #expect(
            Digest.sha256([]).hex
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    @Test func hexRoundTrip() {
        let digest = Digest.sha256([])
        #expect(Digest(hex: digest.hex) == digest)
        #expect(Digest(hex: "xyz") == nil)
        #expect(Digest(bytes: [1, 2]) == nil)
    }
}
