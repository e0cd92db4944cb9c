// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DirectoryProvider
import ProviderContract
import Testing
import Values

/// The provider contract on Samba as an Active Directory domain controller.
@Suite(.serialized, .enabled(if: SambaDomain.isPresent, "samba is not installed, or no root"))
struct ActiveDirectoryContractTests {
    @Test(arguments: ContractCheck.all(for: unitSubject))
    func unit(_ check: ContractCheck) async {
        let violation = await check.violation()
        #expect(violation == nil)
    }

    @Test(arguments: ContractCheck.all(for: groupSubject))
    func group(_ check: ContractCheck) async {
        let violation = await check.violation()
        #expect(violation == nil)
    }

    @Test(arguments: ContractCheck.all(for: membershipSubject))
    func membership(_ check: ContractCheck) async {
        let violation = await check.violation()
        #expect(violation == nil)
    }

    @Test(arguments: ContractCheck.all(for: accountSubject))
    func account(_ check: ContractCheck) async {
        let violation = await check.violation()
        #expect(violation == nil)
    }

    private static func make(
        _ type: String, sample: Fields<Value>, other: Fields<Value>
    ) -> ContractSubject {
        ContractSubject(
            provider: LDAPDirectory.provider, type: type,
            settings: ["base_dn": "ou=contract,dc=city,dc=example", "profile": "active-directory"],
            sample: sample, other: other, makeWorld: { try SambaWorld(settings: $0) })
    }

    private static let unitSubject: ContractSubject = {
        var subject = make(
            "directory.unit",
            sample: ["name": "Fire", "parent": "groups", "description": "Engines"],
            other: ["name": "fire"])
        subject.changes = [("description", "Engines and ladders")]
        subject.clearable = ["description"]
        subject.odd = [
            ["name": "Caf\u{C9}, \"a\"+b\\c<d>;e=#f", "description": "\u{E9}\nmember: x"],
            ["name": "*)(ou=*"], ["name": .string(String(repeating: "n", count: 64))],
        ]
        subject.failing = ["name": "deep", "parent": "no/such"]
        subject.handEdits = [
            .onSamba("the description", .differs("description")) {
                try $0.modify("ou=fire,ou=groups", "replace: description\ndescription: Motors")
            },
            .onSamba("another attribute", .same) {
                try $0.modify("ou=fire,ou=groups", "add: street\nstreet: Main St")
            },
            .onSamba("another name", .absent) {
                try $0.rename("ou=fire,ou=groups", to: "ou=water", below: "ou=groups")
            },
        ]
        return subject
    }()

    private static let groupSubject: ContractSubject = {
        var subject = make(
            "directory.group",
            sample: ["name": "contract-owners", "description": "Owners", "scope": "global"],
            other: ["name": "contract-readers", "kind": "distribution", "scope": "universal"])
        subject.changes = [
            ("description", "\u{D8}wners"), ("unit", "people"), ("scope", "universal"),
            ("kind", "distribution"),
        ]
        subject.clearable = ["description", "unit"]
        subject.odd = [
            ["name": "caf\u{E9} \u{1F600} (#1)", "unit": "people"],
            ["name": "at the base", "unit": ""],
        ]
        subject.refused = [
            (["name": "a,b"], "name"),
            (["name": .string(String(repeating: "n", count: 257))], "name"),
        ]
        subject.failing = ["name": "contract-lost", "unit": "nowhere"]
        subject.handEdits = [
            .onSamba("no description", .differs("description")) {
                try $0.modify("cn=contract-owners,ou=groups", "delete: description")
            },
            .onSamba("another unit", .differs("unit", alongWith: ["dn"])) {
                try $0.plantForeign()
                try $0.rename(
                    "cn=contract-owners,ou=groups", to: "cn=contract-owners", below: "ou=Legacy")
            },
            .onSamba("another scope", .differs("scope")) {
                try $0.modify(
                    "cn=contract-owners,ou=groups", "replace: groupType\ngroupType: -2147483640")
            },
            .onSamba("taken out", .absent) { try $0.delete("cn=contract-owners,ou=groups") },
        ]
        return subject
    }()

    private static let membershipSubject: ContractSubject = {
        var subject = make(
            "directory.membership", sample: ["group": "Contract-Owners", "member": "C1"],
            other: ["group": "contract-owners", "member": "o'hara jr"])
        subject.prerequisites = [
            .init(type: "directory.group", inputs: ["name": "contract-owners"]),
            .init(type: "directory.account", inputs: ["uid": "c1", "surname": "One"]),
            .init(
                type: "directory.account",
                inputs: [
                    "uid": "o'hara jr", "surname": "O'Hara", "unit": "groups",
                    "common_name": "Pat O'Hara, jr.",
                ]),
        ]
        subject.odd = [["group": "contract-owners", "member": "O'HARA  JR"]]
        subject.failing = ["group": "contract-owners", "member": "nobody"]
        subject.handEdits = [
            .onSamba("taken out", .absent) {
                try $0.modify("cn=contract-owners,ou=groups", "delete: member")
            },
            .onSamba("beside others", .same) {
                try $0.modify(
                    "cn=contract-owners,ou=groups",
                    "add: member\nmember: cn=Pat O'Hara\\, jr.,ou=groups,\($0.base)")
            },
        ]
        return subject
    }()

    private static let accountSubject: ContractSubject = {
        var subject = make(
            "directory.account",
            sample: [
                "uid": "c1042", "given_name": "Zo\u{EB}", "surname": "Alvarez",
                "mail": "zoe@city.example", "common_name": "Zo\u{EB} Alvarez",
                "employee_type": "employee", "employee_number": "1042", "department": "41",
                "title": "Nurse", "description": "line one\nline two",
                "user_principal_name": "zoe@city.example",
            ],
            other: ["uid": "c2077", "surname": "Brown", "display_name": "Bo Brown"])
        subject.changes = [
            ("surname", "\u{C1}lvarez"), ("title", "Head nurse"), ("unit", "groups"),
            ("display_name", "Zo\u{EB} A."), ("common_name", "Alvarez, Zo\u{EB}"),
            ("user_principal_name", "z.alvarez@city.example"),
            ("department", .string(String(repeating: "x", count: 64))),
        ]
        subject.clearable = ["title", "given_name", "description", "mail", "unit"]
        subject.odd = [
            ["uid": "a#b", "surname": ":x", "title": "", "common_name": "*)(cn=#1 <a>"],
            ["uid": "\u{65E5}\u{672C}", "surname": "<", "unit": ""],
        ]
        subject.refused = [
            (["uid": "a,b", "surname": "x"], "uid"), (["uid": "a.", "surname": "x"], "uid"),
            (["uid": "a-name-of-21-letters-", "surname": "x"], "uid"),
        ]
        subject.failing = ["uid": "lost", "surname": "x", "unit": "no/such"]
        let name = "cn=Zo\u{EB} Alvarez,ou=people"
        subject.handEdits = [
            .onSamba("the title", .differs("title")) {
                try $0.modify(name, "replace: title\ntitle: Doctor")
            },
            .onSamba("a value taken off", .differs("mail")) {
                try $0.modify(name, "delete: mail")
            },
            .onSamba("other attributes and bits", .same) {
                try $0.modify(
                    name,
                    "add: pager\npager: 7\n-\nreplace: userAccountControl\nuserAccountControl: 66048"
                )
            },
            .onSamba("the unit", .differs("unit", alongWith: ["dn"])) {
                try $0.plantForeign()
                try $0.rename(name, to: "cn=Zo\u{EB} Alvarez", below: "ou=Legacy")
            },
            .onSamba("the common name", .differs("common_name", alongWith: ["dn"])) {
                try $0.rename(name, to: "cn=Zoe", below: "ou=people")
            },
            .onSamba("taken out", .absent) { try $0.delete(name) },
        ]
        return subject
    }()
}
