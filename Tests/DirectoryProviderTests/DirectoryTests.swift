// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import Glibc
import ProviderContract
import Testing

@testable import DirectoryProvider

@Suite struct DirectoryTests {
    @Test func whatIsMissingAboveIsMadeAndParentsComeFirst() async throws {
        let world = try DirectoryWorld()
        let results = try await world.run(
            "create group name=owners | description=Who owns it",
            "create account uid=u1 | given_name=Zo\u{EB} | surname=Alvarez",
            "create membership group=owners | member=u1",
            "create unit name=fire | parent=groups")
        #expect(results == ["done", "done", "done", "done"])
        #expect(
            try world.text() == """
                dn: dc=city,dc=example
                objectClass: top
                objectClass: dcObject
                objectClass: organization
                dc: city
                o: City of Example

                dn: ou=groups,dc=city,dc=example
                objectClass: top
                objectClass: organizationalUnit
                ou: groups

                dn: cn=owners,ou=groups,dc=city,dc=example
                objectClass: top
                objectClass: groupOfNames
                cn: owners
                description: Who owns it
                member: uid=u1,ou=people,dc=city,dc=example

                dn: ou=people,dc=city,dc=example
                objectClass: top
                objectClass: organizationalUnit
                ou: people

                dn: uid=u1,ou=people,dc=city,dc=example
                objectClass: top
                objectClass: person
                objectClass: organizationalPerson
                objectClass: inetOrgPerson
                objectClass: shadowAccount
                uid: u1
                cn:: Wm/DqyBBbHZhcmV6
                givenName:: Wm/Dqw==
                sn: Alvarez

                dn: ou=fire,ou=groups,dc=city,dc=example
                objectClass: top
                objectClass: organizationalUnit
                ou: fire

                """)
    }

    @Test(arguments: [
        (
            "o=The City,c=US",
            "dn: o=the city,c=us\nobjectClass: top\nobjectClass: organization\no: the city\no: City of Example\n"
        ),
        (
            "o=CITY OF  Example",
            "dn: o=city of example\nobjectClass: top\nobjectClass: organization\no: City of Example\n"
        ),
        ("OU=IT,O=x", "dn: ou=it,o=x\nobjectClass: top\nobjectClass: organizationalUnit\nou: it\n"),
    ])
    func theBaseMayHaveOtherForms(base: String, entry: String) async throws {
        let world = try DirectoryWorld(base: base)
        #expect(try await world.run("create account uid=u1 | surname=A") == ["done"])
        #expect(try world.text().hasPrefix(entry + "\n"))
    }

    @Test func anEmptyGroupHasAPlaceholderThatNobodySees() async throws {
        let world = try DirectoryWorld()
        func members() throws -> [String] {
            try world.text().split(separator: "\n").filter { $0.hasPrefix("member: ") }.map {
                String($0.dropFirst("member: ".count).prefix { $0 != "," })
            }
        }
        _ = try await world.run(
            "create account uid=u1 | surname=A", "create account uid=u2 | surname=B",
            "create group name=g")
        #expect(try members() == ["cn=nobody"])
        #expect(await world.see("membership group=g | member=nobody") == ["absent"])
        _ = try await world.run("create membership group=g | member=u1")
        #expect(try members() == ["uid=u1"])
        _ = try await world.run(
            "create membership group=g | member=u2", "delete membership group=g | member=u1")
        #expect(try members() == ["uid=u2"])
        _ = try await world.run("delete membership group=g | member=u2")
        #expect(try members() == ["cn=nobody"])
    }

    @Test func membershipsOutliveTheirAccount() async throws {
        let world = try DirectoryWorld()
        _ = try await world.run(
            "create account uid=u1 | surname=A", "create group name=g",
            "create membership group=g | member=u1")
        #expect(try await world.run("suspend account uid=u1 | surname=A") == ["done"])
        #expect(try world.text().contains("shadowExpire: 1\n"))
        let membership = #"{"group":"g","member":"u1"}"#
        #expect(await world.see("membership group=g | member=u1") == [membership])
        #expect(try await world.run("purge account uid=u1 | surname=A") == ["gone"])
        #expect(await world.see("membership group=g | member=u1") == [membership])
        #expect(try await world.run("delete membership group=g | member=u1") == ["gone"])
        #expect(
            try await world.run("create membership group=g | member=u1")
                == ["rejected: no account `u1` in the directory"])
    }

    @Test func unitsWithEntriesAreNotDeleted() async throws {
        let world = try DirectoryWorld()
        _ = try await world.run(
            "create unit name=fire", "create account uid=u1 | surname=A | unit=fire")
        #expect(
            try await world.run("delete unit name=fire")
                == ["conflict: 1 entry lies below `ou=fire,dc=city,dc=example`"])
        _ = try await world.run("suspend account uid=u1 | surname=A | unit=fire")
        #expect(
            try await world.run(
                "purge account uid=u1 | surname=A | unit=fire", "delete unit name=fire")
                == ["gone", "gone"])
        #expect(
            try await world.run("create account uid=u1 | surname=A | unit=fire")
                == ["rejected: no unit `fire` in the directory"])
    }

    /// A new unit is a new name, in every group that holds the old one.
    @Test func aMovedAccountKeepsItsMemberships() async throws {
        let world = try DirectoryWorld()
        _ = try await world.run(
            "create account uid=u1 | surname=A", "create account uid=u2 | surname=B",
            "create group name=g", "create group name=h", "create unit name=vendors",
            "create membership group=g | member=u1", "create membership group=g | member=u2",
            "create membership group=h | member=u1")
        #expect(
            try await world.run("update account uid=u1 | surname=A | unit=vendors")
                == ["done"])
        #expect(
            await world.see(
                "account uid=u1 | surname=A | unit=vendors", "membership group=h | member=u1",
                "membership group=g | member=u1") == [
                    #"{"dn":"uid=u1,ou=vendors,dc=city,dc=example","surname":"A","uid":"u1","unit":"vendors"}"#,
                    #"{"group":"h","member":"u1"}"#, #"{"group":"g","member":"u1"}"#,
                ])
        #expect(try !world.text().contains("uid=u1,ou=people"))
        let entries = try LDIFParser.parse(Array(world.text().utf8))
        #expect(entries.records.count == 8)
    }

    /// A file that lacks an entry above others: it is put before them when it is made.
    @Test func aMissingParentIsPutBeforeItsChildren() async throws {
        let child = "dn: uid=u1,ou=people,dc=city,dc=example\nobjectClass: account\nuid: u1\n"
        let world = try DirectoryWorld("# kept\ndn: o=other\no: other\n\n\(child)")
        #expect(try await world.run("create account uid=u2 | surname=B") == ["done"])
        let names = try world.text().split(separator: "\n").filter { $0.hasPrefix("dn: ") }
        #expect(
            names == [
                "dn: o=other", "dn: dc=city,dc=example", "dn: ou=people,dc=city,dc=example",
                "dn: uid=u1,ou=people,dc=city,dc=example",
                "dn: uid=u2,ou=people,dc=city,dc=example",
            ])
    }

    @Test func whatIsThereInAnotherFormIsNotOurs() async throws {
        let world = try DirectoryWorld(
            """
            dn: dc=city,dc=example
            objectClass: organization
            objectClass: dcObject
            dc: city
            o: City

            dn: cn=Jane Doe,ou=staff,dc=city,dc=example
            objectClass: inetOrgPerson
            cn: Jane Doe
            sn: Doe
            uid: JDoe

            dn: cn=admins,ou=groups,dc=city,dc=example
            objectClass: posixGroup
            cn: admins
            gidNumber: 27

            dn: uid=daemon,ou=people,dc=city,dc=example
            objectClass: account
            uid: daemon

            """)
        #expect(
            await world.see(
                "account uid=jdoe | surname=x", "group name=admins", "group name=jane doe") == [
                    #"{"dn":"cn=jane doe,ou=staff,dc=city,dc=example","surname":"Doe","uid":"jdoe","unit":"staff"} unmarked"#,
                    #"{"dn":"cn=admins,ou=groups,dc=city,dc=example","name":"admins","unit":"groups"} unmarked"#,
                    "absent",
                ])
        #expect(
            try await world.run("update account uid=daemon | surname=x", "update group name=admins")
                == [
                    "conflict: `uid=daemon,ou=people,dc=city,dc=example` is no inetOrgPerson entry",
                    "conflict: `cn=admins,ou=groups,dc=city,dc=example` is no groupOfNames entry",
                ])
        #expect(
            try await world.run(
                "mark account uid=jdoe | surname=Doe", "update account uid=jdoe | surname=Doe")
                == [
                    "done",
                    "stale, "
                        + #"{"dn":"cn=jane doe,ou=staff,dc=city,dc=example","surname":"Doe","uid":"jdoe","unit":"staff"}"#,
                ])
        #expect(try await world.run("update account uid=jdoe | surname=Doe") == ["done"])
        #expect(
            try world.text().contains(
                "dn: uid=jdoe,ou=people,dc=city,dc=example\nobjectClass: inetOrgPerson\ncn: Jane Doe\nsn: Doe\nuid: JDoe\n"
            ))
    }

    @Test func namesOfSeveralAttributesAreFoundByTheirUid() async throws {
        let world = try DirectoryWorld(
            """
            dn: uid=u1+employeeNumber=7,ou=people,dc=city,dc=example
            objectClass: inetOrgPerson
            cn: One
            sn: One
            uid: u1
            employeeNumber: 7

            """)
        let seen = await world.see("account uid=u1 | surname=One", "account uid=7 | surname=One")
        #expect(seen[0].contains(#""surname":"One""#) && seen[0].hasSuffix(" unmarked"))
        #expect(seen[1] == "absent")
    }

    @Test func theCommonNameFollowsUnlessSomebodyChoseOne() async throws {
        let world = try DirectoryWorld()
        _ = try await world.run("create account uid=u1 | given_name=Ann | surname=Lee")
        _ = try await world.run("update account uid=u1 | given_name=Ann | surname=Lee-Ray")
        #expect(try world.text().contains("cn: Ann Lee-Ray\n"))
        try world.folder.edit(DirectoryWorld.file, "cn: Ann Lee-Ray", to: "cn: Annie")
        _ = try await world.run("update account uid=u1 | given_name=Ann | surname=Ray")
        #expect(try world.text().contains("cn: Annie\n"))
    }

    @Test func checksTellWhatAnApplyWouldRefuse() async throws {
        let world = try DirectoryWorld()
        _ = try await world.run("create account uid=u1 | surname=A")
        let before = try world.text()
        #expect(
            try await world.check(
                "create group name=g", "create membership group=g | member=u1",
                "create membership group=g | member=u2", "create group name=h | unit=no/such",
                "delete unit name=people") == [
                    "checked", "checked", "refused: no account `u2` in the directory",
                    "refused: no unit `no/such` in the directory",
                    "refused: 1 entry lies below `ou=people,dc=city,dc=example`",
                ])
        #expect(try world.text() == before)
    }
}

/// Files that no directory can be read from, and files that change under way.
@Suite struct DirectoryFileTests {
    @Test(arguments: [
        ("dn: dc=city,dc=example\no City\n", "2: the line has no `:` after an attribute's name"),
        (
            "dn: dc=city,dc=example\nchangetype: delete\n",
            "2: a change record stands where entries are expected"
        ),
        ("dn: dc=city,dc\no: City\n", "1: not a distinguished name: an attribute has no `=`"),
        (
            "# c\ndn:: ZGM9Y2l0eSw=\no: City\n",
            "2: not a distinguished name: an attribute is missing after a separator"
        ),
        (
            "dn: cn=a\ncn: a\n\ndn: CN=A\ncn: a\n",
            "4: the entry `cn=a` stands in the file a second time, first at line 1"
        ),
    ])
    func aBrokenFileIsReportedAndLeftAlone(text: String, words: String) async throws {
        let world = try DirectoryWorld(text)
        let expected = "rejected: directory.ldif:\(words)"
        #expect(await world.see("account uid=u1 | surname=A") == [expected])
        #expect(await world.performed() == [expected])
        #expect(try world.text() == text)
    }

    @Test func modeAndForeignBytesStay() async throws {
        let text = "# by hand\r\ndn: dc=city,dc=example\r\nobjectClass: organization\r\no: City\r\n"
        let world = try DirectoryWorld(text)
        chmod("\(world.folder.folder)/\(DirectoryWorld.file)", 0o604)
        #expect(try await world.run("create account uid=u1 | surname=A") == ["done"])
        #expect(try fileStatus("\(world.folder.folder)/\(DirectoryWorld.file)")?.mode == 0o604)
        #expect(try world.text().hasPrefix(text + "\r\ndn: ou=people,dc=city,dc=example\r\n"))
    }

    @Test func aLinkIsNotFollowed() async throws {
        let world = try DirectoryWorld("")
        let path = "\(world.folder.folder)/\(DirectoryWorld.file)"
        unlink(path)
        symlink("/etc/passwd", path)
        let seen = await world.see("account uid=u1 | surname=A")
        #expect(
            seen.count == 1 && seen[0].hasPrefix("conflict: ") && seen[0].contains("symbolic link"))
    }

    @Test func anEditWhileWritingIsNotLost() throws {
        let world = try DirectoryWorld("# one\n")
        let file = DirectoryFile(folder: world.folder.folder)
        let content = try file.read()
        try world.folder.put(DirectoryWorld.file, "# edited\n")
        #expect(throws: (any Error).self) { try file.write(Array("# two\n".utf8), over: content) }
        #expect(try world.text() == "# edited\n")
    }
}

extension DirectoryWorld {
    /// A create that was planned before the file was broken.
    func performed() async -> [String] {
        do {
            let fresh = try DirectoryWorld()
            let operations = try await fresh.planned(["create account uid=u1 | surname=A"])
            return await provider.makePerformer(folder.place).perform(operations).map(Self.shown)
        } catch {
            return ["\(error)"]
        }
    }
}
