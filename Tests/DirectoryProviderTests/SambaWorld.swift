// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DirectoryProvider
import ProviderContract
import Values

/// An empty unit of the tests' Active Directory, and a registry folder.
final class SambaWorld: ContractWorld {
    let domain: SambaDomain
    let place: TargetPlace
    let base: String
    private let folder: FolderWorld

    init(settings: Value, connection: TargetConnection? = nil) throws {
        domain = try SambaDomain.shared.get()
        base = settings["base_dn"]?.string ?? ""
        folder = try FolderWorld(settings: settings)
        place = TargetPlace(
            name: "contract", settings: settings,
            connection: connection ?? domain.connection(), folder: folder.folder,
            registryFolder: folder.place.registryFolder)
        try domain.clear(base)
    }

    /// `uSNChanged` changes with every write, whatever it writes.
    func dump() throws -> String { try domain.search(base) + folder.dump() }

    func plantForeign() throws {
        try domain.change(
            "ldapadd",
            """
            dn: ou=Legacy,\(base)
            objectClass: organizationalUnit
            ou: Legacy
            adminDescription: of the city

            dn: cn=contract-hp4,ou=Legacy,\(base)
            objectClass: user
            sAMAccountName: contract-hp4

            dn: cn=contract-printers,ou=Legacy,\(base)
            objectClass: group
            sAMAccountName: contract-printers
            member: cn=contract-hp4,ou=Legacy,\(base)

            """)
    }

    func foreign() throws -> String {
        try domain.search("ou=Legacy,\(base)") + domain.search(base, "-s base")
    }

    func modify(_ name: String, _ lines: String) throws {
        try domain.change(
            "ldapmodify", "dn: \(name),\(base)\nchangetype: modify\n\(lines)\n")
    }

    func rename(_ name: String, to part: String, below unit: String) throws {
        try domain.change(
            "ldapmodify",
            "dn: \(name),\(base)\nchangetype: moddn\nnewrdn: \(part)\ndeleteoldrdn: 1\n"
                + "newsuperior: \(unit),\(base)\n")
    }

    func delete(_ name: String) throws {
        try domain.change("ldapmodify", "dn: \(name),\(base)\nchangetype: delete\n")
    }
}

extension ContractSubject.HandEdit {
    /// An edit with the server's own tool.
    static func onSamba(
        _ name: String, _ expectation: Expectation,
        edit: @escaping @Sendable (SambaWorld) throws -> Void
    ) -> ContractSubject.HandEdit {
        ContractSubject.HandEdit(name, expectation) { world in
            guard let world = world as? SambaWorld else {
                throw ContractViolation("the world is no domain")
            }
            try edit(world)
        }
    }
}
