// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DirectoryProvider
import ProviderContract
import Values

/// An empty tree of the tests' OpenLDAP, and a registry folder.
final class SlapdWorld: ServerWorld {
    let slapd: Slapd
    let place: TargetPlace
    let base: String
    let relay: FaultProxy
    private let folder: FolderWorld

    init(
        settings: Value, slapd: Slapd? = nil, connection: TargetConnection? = nil,
        timeoutSeconds: Int = 2
    ) throws {
        let slapd = try slapd ?? Slapd.shared.get()
        self.slapd = slapd
        relay = try FaultProxy(to: Int(slapd.port))
        base = settings["base_dn"]?.string ?? ""
        folder = try FolderWorld(settings: settings)
        place = TargetPlace(
            name: "contract", settings: settings,
            connection: connection
                ?? slapd.connection(["uri": .string("ldap://127.0.0.1:\(relay.port)")]),
            limits: TargetLimits(timeoutSeconds: timeoutSeconds), folder: folder.folder,
            registryFolder: folder.place.registryFolder)
        try slapd.clear(base)
    }

    var revokeWriting: (() throws -> Void)? { { try self.slapd.setRight("read") } }

    func grantWriting() throws { try slapd.setRight("write") }

    /// `entryCSN` changes with every write, whatever it writes.
    func dump() throws -> String {
        try slapd.search(base, "'*' entryCSN pwdAccountLockedTime") + folder.dump()
    }

    func plantForeign() throws {
        try slapd.change(
            "ldapadd",
            """
            dn: ou=Legacy,\(base)
            objectClass: organizationalUnit
            ou: Legacy
            description:: w6l0w6k=

            dn: cn=printers,ou=Legacy,\(base)
            objectClass: groupOfNames
            cn: printers
            member: uid=hp4,ou=Legacy,\(base)

            dn: uid=hp4,ou=Legacy,\(base)
            objectClass: account
            uid: hp4

            """)
        try modify("", "add: description\ndescription: of the city")
    }

    func foreign() throws -> String {
        try slapd.search("ou=Legacy,\(base)", "'*' '+'") + slapd.search(base, "-s base '*' '+'")
    }

    /// Changes an entry below the base by hand.
    func modify(_ name: String, _ lines: String) throws {
        let whole = name.isEmpty ? base : "\(name),\(base)"
        try slapd.change("ldapmodify", "dn: \(whole)\nchangetype: modify\n\(lines)\n")
    }

    func rename(_ name: String, to part: String, below unit: String? = nil) throws {
        let above = unit.map { "newsuperior: \($0),\(base)\n" } ?? ""
        try slapd.change(
            "ldapmodify",
            "dn: \(name),\(base)\nchangetype: moddn\nnewrdn: \(part)\ndeleteoldrdn: 1\n\(above)")
    }

    func delete(_ name: String) throws {
        try slapd.change("ldapmodify", "dn: \(name),\(base)\nchangetype: delete\n")
    }
}

extension ContractSubject.HandEdit {
    /// An edit with the server's own tool.
    static func onSlapd(
        _ name: String, _ expectation: Expectation,
        edit: @escaping @Sendable (SlapdWorld) throws -> Void
    ) -> ContractSubject.HandEdit {
        ContractSubject.HandEdit(name, expectation) { world in
            guard let world = world as? SlapdWorld else {
                throw ContractViolation("the world is no server")
            }
            try edit(world)
        }
    }
}
