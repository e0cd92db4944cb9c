// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@testable import DirectoryProvider

@Suite struct DistinguishedNameTests {
    /// Two names that a directory takes for one entry.
    @Test(arguments: [
        ("CN=Jane  Doe,OU=People,DC=City", "cn=jane doe,ou=people,dc=city"),
        ("cn=Jane\\20Doe , ou = People", "cn=jane doe,ou=people"),
        ("cn=a\\,b", "CN=A\\2Cb"), ("cn=a\\2c b", "cn=a\\, b"), ("cn=\\#1", "cn=\\231"),
        ("cn=\\ a\\ ", "cn=a"), ("uid=x+cn=y,dc=z", "CN=Y+UID=X,dc=z"),
        ("commonName=a,0.9.2342.19200300.100.1.25=b", "cn=a,dc=b"),
        ("cn=\u{C9}mile", "cn=\u{E9}mile"), ("cn=\\C3\\89mile", "cn=\u{E9}mile"),
        ("cn=\u{E9}", "cn=e\u{301}"), ("cn=#04024869", "cn=hi"),
    ])
    func same(left: String, right: String) throws {
        #expect(try DNKey(left) == DNKey(right))
    }

    @Test(arguments: [
        ("cn=a,ou=b", "cn=a\\,ou=b"), ("cn=a+ou=b", "cn=a,ou=b"), ("cn=a+ou=b", "cn=a\\+ou=b"),
        ("x-type=A", "x-type=a"), ("cn=a", "ou=a"), ("cn=a\\\\", "cn=a"), ("cn=", "cn=a"),
        ("cn=\\ff", "cn=\u{FF}"), ("cn=\\ff", "cn=\\\\ff"),
    ])
    func different(left: String, right: String) throws {
        #expect(try DNKey(left) != DNKey(right))
    }

    @Test(arguments: [
        ("plain", "cn=plain"), (" lead", "cn=\\ lead"), ("trail ", "cn=trail\\ "),
        (" ", "cn=\\ "), ("#hash#", "cn=\\#hash#"),
        ("a,b+c\"d\\e<f>g;h=i", #"cn=a\,b\+c\"d\\e\<f\>g\;h=i"#),
        ("line\nbreak", "cn=line\\0abreak"), ("\u{0}", "cn=\\00"), ("\u{E9}", "cn=\u{E9}"),
    ])
    func escapes(value: String, name: String) throws {
        let written = "cn=\(dnEscaped(value.utf8))"
        #expect(written == name)
        #expect(
            try DistinguishedName(written).parts == [[.init(type: "cn", value: Array(value.utf8))]])
    }

    @Test func aKeyIsItsOwnKey() throws {
        for name in ["CN=A\\,B+UID=\\20x,2.5.4.11=O ,weird=\\C3\\A9\\0A", "cn=\\ff\\00,dc=\\#"] {
            let key = try DNKey(name)
            #expect(try DNKey(key.text) == key)
            #expect(try DNKey(key.text).text.utf8.elementsEqual(key.text.utf8))
        }
    }

    @Test func parentsAndParts() throws {
        let base = try DNKey("dc=city,dc=example")
        let key = try DNKey("uid=a\\,b,ou=x,ou=y,dc=city,dc=example")
        #expect(key.firstPart == "uid=a\\,b")
        #expect(key.parent?.text == "ou=x,ou=y,dc=city,dc=example")
        #expect(key.parts(below: base) == ["ou=y", "ou=x", "uid=a\\,b"])
        #expect(key.isBelow(base))
        #expect(!base.isBelow(base))
        #expect(try !DNKey("ou=x,xdc=city,dc=example").isBelow(base))
        #expect(try !DNKey("ou=x\\,dc=city,dc=example").isBelow(base))
        #expect(base.parent?.parent?.text == "")
        #expect(base.parent?.parent?.parent == nil)
        #expect(DNPart.value(of: key.firstPart) == "a,b")
    }

    @Test func aNameHasALimitedDepth() throws {
        let deep = Array(repeating: "ou=a", count: DNKey.partsMax).joined(separator: ",")
        #expect(try DNKey(deep).text == deep)
        #expect(throws: DNProblem("the name has more than 128 parts")) { try DNKey("ou=a,\(deep)") }
    }

    @Test func longHostileNamesAreReadInLinearTime() throws {
        let plus = Array(repeating: "cn=a", count: 50_000).joined(separator: "+")
        #expect(try DNKey(plus).text.utf8.count == plus.utf8.count)
        let spaces = "cn=a" + String(repeating: " ", count: 1_000_000) + "b"
        #expect(try DNKey(spaces).text == "cn=a b")
    }
}

@Suite(.enabled(if: Suites.arePresent, "the published suites are not here"))
struct DistinguishedNameVectors {
    private static let file = "dn-vectors.json"

    private func parts(_ text: String) throws -> [[[Value]]] {
        try DistinguishedName(text).parts.map { part in
            part.map { [.string($0.type), .string(String(decoding: $0.value, as: UTF8.self))] }
        }
    }

    private func expected(_ test: Value) -> [[[Value]]] {
        (test["rdns"]?.list ?? []).map { ($0.list ?? []).map { $0.list ?? [] } }
    }

    @Test func parses() throws {
        for table in ["parse_ok", "rfc4514_section4"] {
            for test in try Suites.cases(Self.file, table) {
                let name = try #require(test["dn"]?.string)
                let isNoType = name.contains("\\ \\ A")
                if isNoType {
                    // Goes beyond RFC 4514: a type with escaped spaces is none.
                    #expect(throws: DNProblem.self) { try DistinguishedName(name) }
                } else if test["note"] == nil {
                    #expect(try parts(name) == expected(test), "\(name)")
                } else {
                    // The vector keeps the BER form; here it is read.
                    #expect(try parts(name) == [[["1.3.6.1.4.1.1466.0", "Hi"]]])
                }
            }
        }
    }

    @Test func refuses() throws {
        for test in try Suites.cases(Self.file, "parse_errors") {
            let name = try #require(test["dn"]?["s"]?.string)
            #expect(throws: DNProblem.self, "\(name)") { try DistinguishedName(name) }
            #expect(throws: DNProblem.self, "\(name)") { try DNKey(name) }
        }
    }

    @Test func compares() throws {
        for test in try Suites.cases(Self.file, "equal_case_sensitive_values") {
            let (left, right) = try pair(test)
            let isSame = try DistinguishedName(left) == DistinguishedName(right)
            #expect(.bool(isSame) == test["equal"], "\(left) and \(right)")
        }
        for test in try Suites.cases(Self.file, "equal_fold") {
            let (left, right) = try pair(test)
            #expect(try .bool(DNKey(left) == DNKey(right)) == test["equal"], "\(left) and \(right)")
        }
        for test in try Suites.cases(Self.file, "ancestor") {
            let upper = try DNKey(test["ancestor"]?.string ?? "")
            let lower = try DNKey(test["of"]?.string ?? "")
            #expect(.bool(lower.isBelow(upper)) == test["is"], "\(upper) of \(lower)")
        }
    }

    private func pair(_ test: Value) throws -> (String, String) {
        (try #require(test["a"]?.string), try #require(test["b"]?.string))
    }

    @Test func escapes() throws {
        for test in try Suites.cases(Self.file, "escape_value") {
            let value = try #require(test["in"]?.string)
            #expect(.string(dnEscaped(value.utf8)) == test["out"])
        }
        for test in try Suites.cases(Self.file, "unescape") {
            let text = try #require(test["in"]?.string)
            let value = try DistinguishedName("cn=\(text)").parts[0][0].value
            #expect(.string(String(decoding: value, as: UTF8.self)) == test["out"])
        }
        for test in try Suites.cases(Self.file, "roundtrip_go_ldap") {
            // The vectors write characters beyond ASCII in hexadecimal, as RFC 4514 allows.
            let name = try DistinguishedName(test["in"]?.string ?? "")
            #expect(try name == DistinguishedName(test["out"]?.string ?? ""))
            #expect(try name == DistinguishedName(name.description))
        }
    }
}
