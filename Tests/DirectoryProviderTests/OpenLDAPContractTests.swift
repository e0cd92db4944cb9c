// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DirectoryProvider
import ProviderContract
import Testing
import Values

/// The provider contract on OpenLDAP's server.
@Suite(.serialized, .enabled(if: Slapd.isPresent, "slapd or ldap-utils is not installed"))
struct OpenLDAPContractTests {
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
        var subject = ContractSubject(
            provider: LDAPDirectory.provider, type: type,
            settings: ["base_dn": "dc=city,dc=example"],
            sample: sample, other: other, makeWorld: { try SlapdWorld(settings: $0) })
        subject.hasServer = true
        return subject
    }

    private static let unitSubject: ContractSubject = {
        var subject = make(
            "directory.unit",
            sample: ["name": "Fire", "parent": "groups", "description": "Engines"],
            other: ["name": "fire"])
        subject.changes = [("description", "Engines and ladders")]
        subject.clearable = ["description"]
        subject.odd = [
            ["name": " Caf\u{C9},  \"a\"+b\\c<d>;e=#f ", "description": " \u{E9}\nmember: x"],
            ["name": "#1", "parent": "groups"], ["name": "*)(ou=*"],
            ["name": .string(String(repeating: "n", count: 200))],
        ]
        subject.failing = ["name": "deep", "parent": "no/such"]
        subject.handEdits = [
            .onSlapd("the description", .differs("description")) {
                try $0.modify(
                    "ou=fire,ou=groups",
                    "delete: description\ndescription: Engines\n-\nadd: description\ndescription: Motors"
                )
            },
            .onSlapd("a second description", .differs("description")) {
                try $0.modify("ou=fire,ou=groups", "add: description\ndescription: B")
            },
            .onSlapd("another attribute", .same) {
                try $0.modify("ou=fire,ou=groups", "add: street\nstreet: Main St")
            },
            .onSlapd("another name", .absent) {
                try $0.rename("ou=fire,ou=groups", to: "ou=water")
            },
        ]
        return subject
    }()

    private static let groupSubject: ContractSubject = {
        var subject = make(
            "directory.group", sample: ["name": "cdph-owners", "description": "Owners"],
            other: ["name": "cdph-readers"])
        subject.changes = [("description", "\u{D8}wners"), ("unit", "people")]
        subject.clearable = ["description", "unit"]
        subject.odd = [
            ["name": "caf\u{E9} \u{1F600}, #1 ", "unit": "people"],
            ["name": "at the base", "unit": ""], ["name": "a)(|(cn=*"],
        ]
        subject.failing = ["name": "lost", "unit": "nowhere"]
        subject.handEdits = [
            .onSlapd("no description", .differs("description")) {
                try $0.modify(
                    "cn=cdph-owners,ou=groups", "delete: description\ndescription: Owners")
            },
            .onSlapd("another unit", .differs("unit", alongWith: ["dn"])) {
                try $0.plantForeign()
                try $0.rename("cn=cdph-owners,ou=groups", to: "cn=cdph-owners", below: "ou=Legacy")
            },
            .onSlapd("a member of others instead of the placeholder", .same) {
                try $0.modify("cn=cdph-owners,ou=groups", "replace: member\nmember: cn=somebody")
            },
            .onSlapd("taken out", .absent) { try $0.delete("cn=cdph-owners,ou=groups") },
        ]
        return subject
    }()

    private static let membershipSubject: ContractSubject = {
        var subject = make(
            "directory.membership", sample: ["group": "Owners", "member": "U1"],
            other: ["group": "owners", "member": "o'hara, jr."])
        subject.prerequisites = [
            .init(type: "directory.group", inputs: ["name": "owners"]),
            .init(type: "directory.account", inputs: ["uid": "u1", "surname": "One"]),
            .init(
                type: "directory.account",
                inputs: ["uid": "o'hara, jr.", "surname": "O'Hara", "unit": "groups"]),
        ]
        subject.odd = [["group": "owners", "member": "O'HARA,  JR."]]
        subject.failing = ["group": "owners", "member": "nobody"]
        subject.handEdits = [
            .onSlapd("beside others", .same) {
                try $0.modify("cn=owners,ou=groups", "add: member\nmember: uid=u2,dc=x")
            },
            .onSlapd("taken out", .absent) {
                try $0.modify("cn=owners,ou=groups", "replace: member\nmember: uid=u2,dc=x")
            },
            .onSlapd("the account is gone", .same) { try $0.delete("uid=u1,ou=people") },
        ]
        return subject
    }()

    private static let accountSubject: ContractSubject = {
        var subject = make(
            "directory.account",
            sample: [
                "uid": "u1042", "given_name": "Zo\u{EB}", "surname": "Alvarez",
                "mail": "zoe@city.example",
                "employee_type": "employee", "employee_number": "1042", "department": "41",
                "title": "Nurse", "description": "line one\nline two",
            ],
            other: ["uid": "u2077", "surname": "Brown", "display_name": "Bo Brown"])
        subject.changes = [
            ("surname", "\u{C1}lvarez"), ("title", " Head nurse "), ("unit", "groups"),
            ("display_name", "Zo\u{EB} A."),
            ("department", .string(String(repeating: "x", count: 300))),
        ]
        subject.clearable = ["title", "given_name", "description", "mail", "unit"]
        subject.numbered = {
            ["uid": .string("n\($0)"), "surname": .string("Number \($0)"), "title": "Clerk"]
        }
        subject.odd = [
            ["uid": "a,b+c\"d", "surname": ":x", "title": ""],
            ["uid": "#\u{65E5}\u{672C} ", "surname": "<", "unit": ""],
            ["uid": "*)(uid=*", "surname": "\\2a"],
        ]
        subject.failing = ["uid": "lost", "surname": "x", "unit": "no/such"]
        subject.handEdits = [
            .onSlapd("the title", .differs("title")) {
                try $0.modify("uid=u1042,ou=people", "replace: title\ntitle: Doctor")
            },
            .onSlapd("a value taken off", .differs("mail")) {
                try $0.modify("uid=u1042,ou=people", "delete: mail")
            },
            .onSlapd("other attributes and classes", .same) {
                try $0.modify(
                    "uid=u1042,ou=people",
                    """
                    add: objectClass
                    objectClass: posixAccount
                    -
                    add: uidNumber
                    uidNumber: 1
                    -
                    add: gidNumber
                    gidNumber: 1
                    -
                    add: homeDirectory
                    homeDirectory: /
                    """)
            },
            .onSlapd("the unit", .differs("unit", alongWith: ["dn"])) {
                try $0.plantForeign()
                try $0.rename("uid=u1042,ou=people", to: "uid=u1042", below: "ou=Legacy")
            },
            .onSlapd("taken out", .absent) { try $0.delete("uid=u1042,ou=people") },
        ]
        return subject
    }()
}
