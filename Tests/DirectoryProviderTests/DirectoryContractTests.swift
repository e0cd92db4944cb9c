// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DirectoryProvider
import ProviderContract
import Testing
import Values

/// The provider contract for the four types of a directory.
@Suite struct DirectoryContractTests {
    static let settings: Value = [
        "base_dn": "dc=city,dc=example", "organization": "City of Example",
    ]

    @Test(arguments: ContractCheck.all(for: unitSubject))
    func unit(_ check: ContractCheck) async { #expect(await check.violation() == nil) }

    @Test(arguments: ContractCheck.all(for: groupSubject))
    func group(_ check: ContractCheck) async { #expect(await check.violation() == nil) }

    @Test(arguments: ContractCheck.all(for: membershipSubject))
    func membership(_ check: ContractCheck) async { #expect(await check.violation() == nil) }

    @Test(arguments: ContractCheck.all(for: accountSubject))
    func account(_ check: ContractCheck) async { #expect(await check.violation() == nil) }

    /// What others put into the file, piece by piece: each has to be there afterwards as it was.
    private static let foreign = FolderWorld.Foreign {
        try $0.put(file, pieces.joined())
    } read: { world in
        let text = try world.read(file)
        return pieces.map { text.contains($0) ? $0 : "missing: \($0)" }.joined()
    }

    private static let file = "directory.ldif"
    private static let pieces = [
        "# The directory of the city.\n\ndn: dc=city, dc=example\nobjectClass: dcObject\n",
        "objectClass: organization\ndc: city\no: The City\ntelephoneNumber: +1 312 555 0100\n",
        "\n# legacy, ask the mainframe team\ndn: ou=Legacy,dc=city,dc=example\n",
        "objectClass: organizationalUnit\nou: Legacy\ndescription:: w6l0w6k=\n",
        "\ndn: cn=printers,ou=Legacy,dc=city,dc=example\nobjectClass: groupOfNames\n",
        "cn: printers\n# folded by hand\nmember: uid=hp4,\n ou=Legacy,dc=city,dc=example\n",
        "\n\n# the end\n",
    ]

    private static func make(
        _ type: String, sample: Fields<Value>, other: Fields<Value>
    ) -> ContractSubject {
        ContractSubject(
            provider: LDIFDirectory.provider, type: type, settings: settings, sample: sample,
            other: other, makeWorld: { try FolderWorld(settings: $0, foreign: [foreign]) })
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
            ["name": "#1", "parent": "groups"],
            ["name": .string(String(repeating: "n", count: 200))],
        ]
        subject.refused = [
            (["name": "a/b"], "name"), (["name": "  "], "name"), (["name": "a\nou: b"], "name"),
            (["name": "a", "parent": "b\u{0}"], "parent"),
            (["name": "a", "description": "\u{0}"], "description"),
            (["name": "a", "parent": .string(String(repeating: "a/", count: 17))], "parent"),
        ]
        subject.failing = ["name": "deep", "parent": "no/such"]
        subject.handEdits = [
            .onFolder("the description", .differs("description")) {
                try $0.edit(file, "Engines", to: "Motors")
            },
            .onFolder("a second description", .differs("description")) {
                try $0.edit(file, "description: Engines", to: "description: B\ndescription: A")
            },
            .onFolder("another attribute and case", .same) {
                try $0.edit(file, "ou: fire", to: "OU: Fire\nstreet: Main St\n# comment")
            },
            .onFolder("the name in another form", .same) {
                try $0.edit(file, "dn: ou=fire,ou=groups", to: "DN: OU = FIRE , 2.5.4.11=Gr\\6fups")
            },
            .onFolder("another name", .absent) {
                try $0.edit(file, "dn: ou=fire,", to: "dn: ou=water,")
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
            ["name": "at the base", "unit": ""],
        ]
        subject.refused = [(["name": "a\u{7F}"], "name"), (["name": "a", "unit": "x\ny"], "unit")]
        subject.failing = ["name": "lost", "unit": "nowhere"]
        subject.handEdits = [
            .onFolder("the description", .differs("description")) {
                try $0.edit(file, "description: Owners", to: "description:: w5h3bmVycw==")
            },
            .onFolder("no description", .differs("description")) {
                try $0.edit(file, "description: Owners\n", to: "")
            },
            .onFolder("another unit", .differs("unit", alongWith: ["dn"])) {
                try $0.edit(
                    file, "dn: cn=cdph-owners,ou=groups", to: "dn: cn=cdph-owners,ou=people")
            },
            .onFolder("a member of others instead of the placeholder", .same) {
                try $0.edit(file, "member: cn=nobody", to: "member: cn=somebody")
            },
            .onFolder("no longer a group", .absent) {
                try $0.edit(file, "dn: cn=cdph-owners", to: "dn: cn=x\ncn: x\n\ndn: ou=cdph-owners")
            },
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
        subject.refused = [
            (["group": "\n", "member": "a"], "group"),
            (["group": "a", "member": "\u{0}"], "member"),
        ]
        subject.failing = ["group": "owners", "member": "nobody"]
        subject.handEdits = [
            .onFolder("in another form, beside others", .same) {
                try $0.edit(
                    file, "member: uid=u1,ou=people,dc=city,dc=example",
                    to: "member: UID=U1 ,OU=People;dc=city,\n  dc=example\nmember: uid=u2,dc=x")
            },
            .onFolder("taken out", .absent) {
                try $0.edit(file, "member: uid=u1", to: "member: uid=u2")
            },
            .onFolder("no name", .unreadable) {
                try $0.edit(file, "member: uid=u1", to: "member: u1")
            },
            .onFolder("the account is gone", .same) {
                try $0.edit(file, "dn: uid=u1,", to: "dn: uid=u3,")
            },
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
        subject.odd = [
            ["uid": "a,b+c\"d", "surname": ":x", "title": ""],
            ["uid": "#\u{65E5}\u{672C} ", "surname": "<", "unit": ""],
        ]
        subject.refused = [
            (["uid": "u\ndn: cn=root", "surname": "x"], "uid"),
            (["uid": " ", "surname": "x"], "uid"),
            (["uid": "u", "surname": "x", "mail": "zo\u{EB}@city.example"], "mail"),
            (["uid": "u", "surname": "a\u{0}b"], "surname"),
        ]
        subject.failing = ["uid": "lost", "surname": "x", "unit": "no/such"]
        subject.handEdits = [
            .onFolder("the title", .differs("title")) { try $0.edit(file, "Nurse", to: "Doctor") },
            .onFolder("a value taken off", .differs("mail")) {
                try $0.edit(file, "mail: zoe@city.example\n", to: "")
            },
            .onFolder("other attributes, classes and comments", .same) {
                try $0.edit(
                    file, "uid: u1042",
                    to:
                        "uid: u1042\nuserPassword: {CRYPT}x\n# c\nobjectClass: posixAccount\ntitle;lang-es: a"
                )
            },
            .onFolder("under another name of the attribute", .same) {
                try $0.edit(file, "sn: Alvarez", to: "SurName: Alvarez")
            },
            .onFolder("the unit", .differs("unit", alongWith: ["dn"])) {
                try $0.edit(file, "dn: uid=u1042,ou=people", to: "dn: uid=u1042,ou=legacy")
            },
            .onFolder("taken out", .absent) {
                try $0.edit(file, "dn: uid=u1042", to: "dn: uid=u1")
                try $0.edit(file, "uid: u1042", to: "uid: u1")
            },
            .onFolder("not UTF-8", .unreadable) {
                try $0.edit(file, "title: Nurse", to: "title:: /w==")
            },
        ]
        return subject
    }()
}
