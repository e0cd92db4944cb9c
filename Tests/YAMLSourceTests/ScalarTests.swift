// SPDX-License-Identifier: Apache-2.0

import Testing
import Values
import YAMLSource

/// What scalars mean and which of them readers do not agree on.
@Suite struct ScalarTests {
    private func scalar(_ text: String) throws -> YAMLScalar {
        let (documents, problems) = YAMLSource.parse(Array("a: \(text)\n".utf8))
        #expect(problems.isEmpty)
        return try #require(documents.first?.mapping?.first?.value.scalar)
    }

    @Test(arguments: [
        ("", Value.null), ("null", .null), ("~", .null), ("NULL", .null), ("nULL", "nULL"),
        ("true", true), ("False", false), ("yes", "yes"), ("TRUe", "TRUe"),
        ("0", 0), ("-0", 0), ("12", 12), ("-12", -12), ("+12", 12), ("0123", 123), ("0o17", 15),
        ("0x1F", 31), ("0xff", 255), ("-0x1F", "-0x1F"), ("0b11", "0b11"), ("1_000", "1_000"),
        ("9223372036854775807", .int(.max)), ("-9223372036854775808", .int(.min)),
        ("9223372036854775808", "9223372036854775808"),
        ("1.5", .double(1.5)), ("-0.25", .double(-0.25)), (".5", .double(0.5)), ("1.", .double(1)),
        ("+.5", .double(0.5)), ("1e3", .double(1000)), ("1.5E-3", .double(0.0015)),
        (".inf", .double(.infinity)), ("-.INF", .double(-.infinity)), ("1e999", .double(.infinity)),
        ("1.2.3", "1.2.3"), ("180d", "180d"), ("+", "+"), (".", "."), ("1e", "1e"),
        ("12:30", "12:30"), ("2026-03-01", "2026-03-01"), ("0x", "0x"), ("..5", "..5"),
        ("'12'", "12"), ("\"true\"", "true"), ("!!str 12", "12"), ("! true", "true"),
        ("!!int '12'", 12), ("!!float 1", .double(1)), ("!!bool \"true\"", true),
        ("!!null ''", .null),
        ("!!str", ""),
    ])
    func value(text: String, value: Value) throws {
        #expect(try scalar(text).value == value)
    }

    @Test func notANumber() throws {
        guard case .double(let number) = try scalar(".nan").value else {
            Issue.record("not a number")
            return
        }
        #expect(number.isNaN)
    }

    @Test(arguments: [
        (
            YAMLScalar.Ambiguity.boolean,
            "y Y yes Yes YES n N no No NO on On ON off Off OFF True TRUE False FALSE"
        ),
        (.null, "~ Null NULL"),
        (
            .numberForm,
            "00 08 0644 -01 0o17 -0o7 0x1F 0b101 1_000 1_ 0_7 +1 +0 .5 -.5 01.5 1_0.5 +1.5 1e3 1E3 1.5e3 5e-1"
        ),
        (.sexagesimal, "12:30 1:2:3 190:20:30 6:30.5 00:30.5 -1:30 12:34:56:12:34:56"),
        (.trailingZero, "3.10 1.0 -0.50 1.10e+2"),
        (.notFinite, ".inf +.Inf -.INF .nan .NaN .NAN 1.5e+999"),
        (
            .integerRange,
            "9007199254740992 -9007199254740992 9223372036854775808 123456789012345678901234567890"
        ),
        (.date, "2026-03-01 2021-13-45"),
        (.timestamp, "2026-03-01T10:00:00Z 2026-3-1t1:00:00.5+02:00 2026-03-01T10:00:00"),
        (.indicator, "= <<"),
    ])
    func ambiguous(ambiguity: YAMLScalar.Ambiguity, words: String) throws {
        for word in words.split(separator: " ") {
            #expect(try scalar(String(word)).ambiguity == ambiguity, "`\(word)`")
            #expect(try scalar("'\(word)'").ambiguity == nil, "quoted `\(word)`")
            #expect(try scalar("!!str \(word)").ambiguity == nil, "tagged `\(word)`")
        }
    }

    @Test(arguments: [
        "true", "false", "null", "", "tRuE", "nil", "None", "yEs", "oN", "nope", "only", "NaN",
        "inf",
        "0", "-0", "12", "-12", "9007199254740991", "-9007199254740991", "0.1", "-1.25", "1.",
        "1.5e+3",
        "10.0.0.1", "1.2.3", "180d", "7d", "1bd", "0xFG", "0o8", "0X1f", "_1", "1,000", "1e",
        "1e5f",
        "1:60", "3306:3306", "00:11:22", "fe80::1", "2021-1-1", "2026-03", "2026-03-01T10",
        "2026-03-01x", "on-call", "a", "5 GB", "-x", "+x", "..", "-1-", "0-1", "12-34-56",
    ])
    func unambiguous(text: String) throws {
        #expect(try scalar(text).ambiguity == nil)
    }

    @Test func timestampWithSpaces() throws {
        #expect(try scalar("2026-03-01 10:00:00 +2").ambiguity == .timestamp)
    }

    @Test func longDigitsEndInTime() throws {
        let digits = String(repeating: "1", count: 2_000_000)
        #expect(try scalar(digits).ambiguity == .integerRange)
        #expect(try scalar("0." + digits).ambiguity == nil)
        #expect(try scalar("1:" + digits).ambiguity == nil)
    }

    @Test func spansInsideText() throws {
        let bytes = Array("a: 'x${b}y'\nc: d${e}\nf: \"\\t${g}\"\n".utf8)
        let entries = try #require(YAMLSource.parse(bytes).documents.first?.mapping)
        let slices = try entries.map { entry in
            let scalar = try #require(entry.value.scalar)
            let span = scalar.span(ofUTF8: 1..<5, in: entry.value.span)
            return String(decoding: bytes[span.start..<span.end], as: UTF8.self)
        }
        #expect(slices == ["${b}", "${e}", "\"\\t${g}\""])
    }

    @Test func aWholeDocumentAsValue() throws {
        let text = "a: [1, {b: ~}]\nc: &x 'y'\nd: *x\n"
        let document = try #require(YAMLSource.parse(Array(text.utf8)).documents.first)
        #expect(document.value == ["a": [1, ["b": .null]], "c": "y", "d": "y"])
        #expect(document.scalarValue == nil)
    }
}
