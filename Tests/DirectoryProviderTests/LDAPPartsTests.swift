// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import Values

@testable import DirectoryProvider

/// Parts of the LDAP provider that need no server.
@Suite struct LDAPPartsTests {
    @Test func aFilterHoldsItsValueAlone() {
        #expect(
            LDAPFilter.equals("cn", "a*)(uid=\\\u{E9}".utf8)
                == "(cn=a\\2a\\29\\28uid=\\5c\\c3\\a9)")
        #expect(LDAPFilter.any(["(a=1)", "(b=2)"]) == "(|(a=1)(b=2))")
        #expect(LDAPFilter.all(["(a=1)"]) == "(a=1)")
    }

    @Test func anEqualsSignInANameIsWrittenForEveryServer() {
        #expect(withEscapedEquals("ou=a=b\\,c=d+cn=e=,dc=f") == "ou=a\\3db\\,c\\3dd+cn=e\\3d,dc=f")
        #expect(withEscapedEquals("cn=a\\=b,dc=c") == "cn=a\\=b,dc=c")
    }

    // MARK: Order

    @Test func membersComeBesideEachOtherAndGoAfterThat() {
        var turns = EntryTurns()
        func claims(_ manner: EntryClaim.Manner, _ value: String) -> [EntryClaim] {
            [EntryClaim(what: "group", manner), EntryClaim(what: value, .alone)]
        }
        #expect(turns.take(claims(.adding, "a"), for: 0) == [])
        #expect(turns.take(claims(.adding, "b"), for: 1) == [])
        #expect(turns.take(claims(.removing, "c"), for: 2) == [0, 1])
        #expect(turns.take(claims(.removing, "a"), for: 3) == [0, 1])
        #expect(turns.take(claims(.adding, "a"), for: 4) == [2, 3])
        #expect(turns.take([EntryClaim(what: "group", .alone)], for: 5) == [4])
        #expect(turns.take([EntryClaim(what: "group", .alone)], for: 6) == [5])
    }

    // MARK: Active Directory

    @Test func bitsWithoutAMeaningStay() {
        var numbers = ServerNumbers()
        numbers.read(.userAccountControl, "66050")
        numbers.read(.groupType, "-2147483646")
        #expect(
            numbers.attributes.map { "\($0.0) \($0.1)" } == [
                "accountDisabled TRUE", "groupScope global", "groupKind security",
            ])
        numbers.set(.accountDisabled, to: nil)
        numbers.set(.groupScope, to: "universal")
        numbers.set(.groupKind, to: "distribution")
        #expect(numbers.text(of: .userAccountControl) == "66048")
        #expect(numbers.text(of: .groupType) == "8")
    }

    @Test func anUnknownPasswordIsAnotherOneEachTime() {
        let (one, other) = (ActiveDirectory.unknownPassword(), ActiveDirectory.unknownPassword())
        #expect(one != other && one.count == 2 * 66)
        #expect(one.starts(with: [0x22, 0]) && one.suffix(2) == [0x22, 0])
    }

    @Test func membersThatComeInPartsAreOneList() throws {
        let settings = DirectorySettings([
            "base_dn": "dc=city,dc=example", "profile": "active-directory",
        ])
        let dialect = LDAPDialect(["base_dn": "dc=city,dc=example", "profile": "active-directory"])
        var collector = EntryCollector(dialect)
        collector.add(entry("dc=city,dc=example", []))
        let group = "cn=g,dc=city,dc=example"
        collector.add(
            entry(
                group,
                [
                    ("objectClass", ["top", "group"]), ("groupType", ["8"]),
                    ("member;range=0-1", ["cn=a,dc=x", "cn=b,dc=x"]),
                ]))
        let rests = collector.takeRests()
        #expect(rests.map(\.name) == [group] && rests.map(\.next) == [2])
        collector.addMembers(entry(group, [("member;range=2-*", ["cn=c,dc=x"])]))
        #expect(collector.takeRests().isEmpty)
        var picture = try collector.picture(settings)
        let record = try #require(picture.tree.position(of: DNKey(canonical: group)))
        #expect(
            try picture.tree.members(of: record).map(\.text).sorted()
                == ["cn=a,dc=x", "cn=b,dc=x", "cn=c,dc=x"])
        #expect(picture.tree.values(of: .groupScope, record) == ["universal"])
    }

    private func entry(_ name: String, _ attributes: [(String, [String])]) -> LDAPEntry {
        var entry = Array(name.utf8).withUnsafeBytes { LDAPEntry(name: $0) }
        for (attribute, values) in attributes {
            Array(attribute.utf8).withUnsafeBytes { entry.begin($0) }
            for value in values { Array(value.utf8).withUnsafeBytes { entry.append($0) } }
        }
        return entry
    }
}
