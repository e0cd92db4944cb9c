// SPDX-License-Identifier: Apache-2.0

import Glibc
import ProviderContract
import Testing

@testable import DirectoryProvider

/// OpenLDAP's own loader on the files that the provider writes.
@Suite(.enabled(if: Slapadd.isPresent, "slapadd is not installed"))
struct SlapaddTests {
    @Test func loadsWhatIsWritten() async throws {
        let world = try DirectoryWorld()
        let odd = ",+\"\\<>;= #\u{E9}\u{65E5} "
        let results = try await world.run(
            "create group name=owners | description=first line\nmember: uid=root",
            "create group name=\(odd) | unit=people", "create unit name=\(odd) | parent=groups",
            "create account uid=u1 | given_name=Zo\u{EB} | surname= Alvarez | mail=zoe@city.example",
            "create account uid=\(odd) | surname=\(odd) | title=\(String(repeating: "long ", count: 60))",
            "create membership group=owners | member=u1",
            "create membership group=\(odd) | member=\(odd)",
            "create group name=deep | unit=groups/\(odd)")
        #expect(results == Array(repeating: "done", count: 8))
        #expect(try await world.run("suspend account uid=u1 | surname= Alvarez") == ["done"])
        #expect(try Slapadd.complaint(about: world) == "")
    }

    /// The loader is asked, so a broken file must not pass it.
    @Test func theLoaderComplainsOfABrokenFile() async throws {
        let world = try DirectoryWorld()
        _ = try await world.run("create account uid=u1 | surname=A")
        try world.folder.edit(DirectoryWorld.file, "sn: A", to: "surnames: A")
        #expect(try Slapadd.complaint(about: world).contains("surnames"))
    }
}

enum Slapadd {
    private static let program = "/usr/sbin/slapadd"
    private static let schemas = "/etc/ldap/schema"

    static var isPresent: Bool { access(program, X_OK) == 0 && access(schemas, R_OK) == 0 }

    /// What a dry load says of a world's file; nothing where it loads.
    static func complaint(about world: DirectoryWorld) throws -> String {
        let folder = world.folder.root
        let schemaLines = ["core", "cosine", "inetorgperson", "nis"]
            .map { "include \(schemas)/\($0).schema" }
        let configuration =
            schemaLines + [
                "modulepath /usr/lib/ldap", "moduleload back_mdb", "database mdb",
                "suffix \"dc=city,dc=example\"", "directory \(folder)/database",
            ]
        mkdir("\(folder)/database", 0o700)
        try write("\(folder)/slapd.conf", configuration.joined(separator: "\n") + "\n")
        let command =
            "\(program) -u -f \(folder)/slapd.conf -l \(world.folder.folder)/\(DirectoryWorld.file)"
            + " >\(folder)/output 2>&1; echo $? >>\(folder)/output"
        try #require(system(command) == 0)
        let output = try read("\(folder)/output")
        return output == "0\n" ? "" : output
    }

    private static func write(_ path: String, _ text: String) throws {
        let file = try #require(fopen(path, "w"))
        fputs(text, file)
        fclose(file)
    }

    private static func read(_ path: String) throws -> String {
        let file = try #require(fopen(path, "r"))
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 100_000)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }
}
