// SPDX-License-Identifier: Apache-2.0

import DurableFiles
import Testing
import Values

@testable import DirectoryProvider

/// Every record's name and attributes, in the file's order.
private func contents(_ text: String) throws -> [[[String]]] {
    let document = try LDIFParser.parse(Array(text.utf8))
    return try document.records.map { record in
        try ([record.name] + record.lines.compactMap { $0 }).filter { $0.form != .comment }.map {
            let name = String(decoding: document.name(of: $0), as: UTF8.self)
            return [name, try #require(document.text(of: $0))]
        }
    }
}

private func problem(_ text: String) -> String? {
    do throws(LDIFProblem) {
        _ = try LDIFParser.parse(Array(text.utf8))
        return nil
    } catch {
        return "\(error.line): \(error.message)"
    }
}

@Suite struct LDIFTests {
    @Test(arguments: [
        "", "\n", "# only a comment\n", "version: 1\n", "dn: cn=a\ncn: a",
        "version: 1\n# c\n\n\n# d\n continued\ndn: cn=a\ncn: a\n# in\nsn: b\n\n\ndn: cn=b\ncn: b\n\n# end",
        "dn:: Y249YQ==\r\ncn: a\r\n\r\ndn: cn=b\r\ncn: b\r\n",
    ])
    func whatNobodyChangesComesBackByteForByte(text: String) throws {
        let document = try LDIFParser.parse(Array(text.utf8))
        #expect(String(decoding: document.serialised(), as: UTF8.self) == text)
    }

    @Test(arguments: [
        ("dn: cn=a\ncn: a\n\ncn: b\n", "4: a record does not begin with `dn:`"),
        ("dn: cn=a\nchangetype: delete\n", "2: a change record stands where entries are expected"),
        (
            "dn: cn=a\ncontrol: 1.2 true\n",
            "2: a change record stands where entries are expected"
        ),
        (
            "dn: cn=a\ncn: a\ndn: cn=b\n",
            "3: a second `dn:` stands in a record; a blank line is missing"
        ),
        ("dn: cn=a\ncn\n", "2: the line has no `:` after an attribute's name"),
        ("dn: cn=a\n-\n", "2: the line has no `:` after an attribute's name"),
        ("dn: cn=a\n<<<<<<< HEAD: x\n", "2: what stands before the `:` is no attribute's name"),
        ("\u{FEFF}dn: cn=a\n", "1: what stands before the `:` is no attribute's name"),
        ("dn: cn=a\n: a\n", "2: what stands before the `:` is no attribute's name"),
        ("dn: cn=a\ncn:: a\n", "2: what follows after `::` is no base 64"),
        ("dn: cn=a\ncn:< file:///etc/passwd\n", "2: a value by URL (`:<`) is not read"),
        ("dn: cn=a\ncn: a\u{0}\n", "2: a NUL byte stands in the line"),
        ("dn: cn=a\rcn: a\n", "1: a carriage return stands inside the line"),
        ("dn: cn=a\n\n cn: a\n", "3: a continuation line has no line to continue"),
        ("version: 2\n", "1: the version is not 1"),
        (
            "dn: cn=a\ndescription: x\n y\n z\nbad\n",
            "5: the line has no `:` after an attribute's name"
        ),
    ])
    func refuses(text: String, expected: String) {
        #expect(problem(text) == expected)
    }

    @Test func bytesThatAreNoUTF8AreRefusedWithTheirLine() {
        #expect(throws: LDIFProblem(line: 2, message: "the line is not UTF-8")) {
            try LDIFParser.parse(Array("dn: cn=a\ncn: ".utf8) + [0xE9, 0x0A])
        }
    }

    @Test func foldsAreUndoneWhereverTheyAre() throws {
        let text = "dn: cn=\n a\ndescr\n ipt\n ion: x\ncn:: YWJj\n ZGVm\ntitle: \u{E9}\n"
        #expect(
            try contents(text) == [
                [["dn", "cn=a"], ["description", "x"], ["cn", "abcdef"], ["title", "\u{E9}"]]
            ])
    }

    @Test func longLinesAreFoldedAt76() throws {
        var document = try LDIFParser.parse([])
        let value = String(repeating: "0123456789", count: 20)
        _ = document.insert("cn=a", [("description", value)])
        let text = String(decoding: document.serialised(), as: UTF8.self)
        #expect(text.split(separator: "\n").map(\.count) == [8, 76, 76, 63])
        #expect(try contents(text) == [[["dn", "cn=a"], ["description", value]]])
    }

    @Test func nothingInAValueStartsALine() throws {
        var document = try LDIFParser.parse([])
        let values = ["a\nmember: uid=root", " a", "a ", ":a", "<a", "", "\u{E9}", "a\rb", "#a"]
        _ = document.insert("cn=a", values.map { ("description", $0) })
        let text = String(decoding: document.serialised(), as: UTF8.self)
        #expect(try contents(text) == [[["dn", "cn=a"]] + values.map { ["description", $0] }])
        #expect(text.utf8.allSatisfy { $0 < 0x80 })
    }

    /// Change one thing of a file; all the rest is as it was.
    @Test(arguments: [
        ("keep", "version: 1\n# a\ndn: cn=a\ncn: a\n\n# b\ndn: cn=b\ncn: b\n\n# end\n"),
        ("remove 0", "version: 1\n# a\n\n# b\ndn: cn=b\ncn: b\n\n# end\n"),
        ("remove 1", "version: 1\n# a\ndn: cn=a\ncn: a\n\n# b\n\n# end\n"),
        (
            "append",
            "version: 1\n# a\ndn: cn=a\ncn: a\n\n# b\ndn: cn=b\ncn: b\n\ndn: cn=n\ncn: n\n\n# end\n"
        ),
        (
            "before 1",
            "version: 1\n# a\ndn: cn=a\ncn: a\n\ndn: cn=n\ncn: n\n\n# b\ndn: cn=b\ncn: b\n\n# end\n"
        ),
        (
            "before 0",
            "version: 1\n# a\n\ndn: cn=n\ncn: n\n\ndn: cn=a\ncn: a\n\n# b\ndn: cn=b\ncn: b\n\n# end\n"
        ),
        ("rename 0", "version: 1\n# a\n\n# b\ndn: cn=b\ncn: b\n\ndn: cn=n\ncn: a\n\n# end\n"),
        ("line 0", "version: 1\n# a\ndn: cn=a\ncn: a\nsn: x\n\n# b\ndn: cn=b\ncn: b\n\n# end\n"),
    ])
    func changes(change: String, expected: String) throws {
        let text = "version: 1\n# a\ndn: cn=a\ncn: a\n\n# b\ndn: cn=b\ncn: b\n\n# end\n"
        var document = try LDIFParser.parse(Array(text.utf8))
        switch change {
        case "remove 0": document.remove(0)
        case "remove 1": document.remove(1)
        case "append": _ = document.insert("cn=n", [("cn", "n")])
        case "before 0": _ = document.insert("cn=n", [("cn", "n")], before: 0)
        case "before 1": _ = document.insert("cn=n", [("cn", "n")], before: 1)
        case "rename 0": document.rename(0, to: "cn=n")
        case "line 0": _ = document.append("sn", "x", to: 0)
        default: break
        }
        #expect(String(decoding: document.serialised(), as: UTF8.self) == expected)
    }

    /// Whatever a hand or a disk did to a file: it is read and comes back as it was, or is refused.
    @Test func damagedFilesAreReadOrRefused() throws {
        let text =
            "version: 1\r\ndn:: b3U9YSxkYz1i\nou: a\n#c\n d\nx;y:: eA==\n\n\ndn: cn=\\2C+o=#040161\ncn: ,\n b\n"
        let settings = DirectorySettings(["base_dn": "dc=b", "organization": "b"])
        var random = Damage(state: 7)
        var readable = 0
        for _ in 0..<4000 {
            let bytes = random.damage(Array(text.utf8))
            guard let document = try? LDIFParser.parse(bytes) else { continue }
            #expect(document.serialised() == bytes)
            if (try? DirectoryTree(document, settings)) != nil { readable += 1 }
        }
        #expect(readable > 100)
    }

    @Test func aFileWithoutALastLineEndAndWithCRLFIsContinued() throws {
        var document = try LDIFParser.parse(Array("dn: cn=a\r\ncn: a".utf8))
        _ = document.insert("cn=b", [("cn", "b")])
        #expect(
            document.serialised()
                == Array("dn: cn=a\r\ncn: a\r\n\r\ndn: cn=b\r\ncn: b\r\n".utf8))
        var removed = try LDIFParser.parse(Array("dn: cn=a\ncn: a\n\ndn: cn=b\ncn: b\n".utf8))
        removed.remove(0)
        #expect(removed.serialised() == Array("dn: cn=b\ncn: b\n".utf8))
    }
}

/// Repeatable damage: a few bytes changed, doubled or taken away.
private struct Damage {
    var state: UInt64

    private mutating func next(below limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % limit
    }

    mutating func damage(_ bytes: [UInt8]) -> [UInt8] {
        let odd = Array("\n\r :<#\\,=+;\0A\u{FF}".utf8)
        var bytes = bytes
        for _ in 0...next(below: 3) {
            let place = next(below: bytes.count)
            switch next(below: 3) {
            case 0: bytes[place] = odd[next(below: odd.count)]
            case 1: bytes.insert(odd[next(below: odd.count)], at: place)
            default: bytes.remove(at: place)
            }
        }
        return bytes
    }
}

@Suite(.enabled(if: Suites.arePresent, "the published suites are not here"))
struct LDIFVectors {
    private static let file = "ldif-vectors.json"

    @Test func readsEntries() throws {
        for test in try Suites.cases(Self.file, "content") {
            let records: [Value] = try contents(try #require(test["ldif"]?.string)).map { record in
                .list([
                    .string(record[0][1]),
                    .list(record.dropFirst().map { .list($0.map { .string($0) }) }),
                ])
            }
            #expect(.list(records) == test["records"], "\(test["id"]?.string ?? "")")
        }
    }

    @Test func refusesChangesAndErrors() throws {
        for table in ["changes", "errors"] {
            for test in try Suites.cases(Self.file, table) {
                let text = try #require(test["ldif"]?.string)
                #expect(problem(text) != nil, "\(test["id"]?.string ?? "")")
            }
        }
    }

    @Test func writesValues() throws {
        for test in try Suites.cases(Self.file, "encode_value") {
            let value = Array(try #require(test["value"]?.string).utf8)
            var bytes = Array("cn".utf8) + value
            LDIFWriter.append(
                name: 0..<2, value: 2..<2 + value.count, lineEnd: [0x0A], to: &bytes)
            let line = String(decoding: bytes.dropFirst(2 + value.count + 0), as: UTF8.self)
            #expect(.string(String(line.dropLast())) == test["line"])
        }
    }

    /// OpenLDAP's own files: all but one of changes and one with values by URL are read, and come back
    /// byte for byte.
    @Test func readsOpenLDAPsFiles() throws {
        let folder = "\(Suites.folder)/ldap/openldap-ldif"
        let names = try listDirectory(folder).map(\.name).filter { $0.hasSuffix(".ldif") }
        #expect(names.count >= 40)
        for name in names {
            let bytes = try readFile("\(folder)/\(name)", limit: 10_000_000)
            if ["test-modify.ldif", "slapd-dynamic.ldif"].contains(name) {
                #expect(throws: LDIFProblem.self) { try LDIFParser.parse(bytes) }
                continue
            }
            let document = try LDIFParser.parse(bytes)
            #expect(!document.records.isEmpty, "\(name)")
            #expect(document.serialised() == bytes, "\(name)")
            for record in document.records {
                #expect(throws: Never.self, "\(name)") {
                    try DNKey(document.text(of: record.name) ?? "\\")
                }
            }
        }
    }
}
