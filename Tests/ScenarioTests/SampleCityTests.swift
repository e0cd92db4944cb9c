// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The sample city from its first apply to somebody's last day, checked with the systems' own tools. A tool that
/// is missing fails the test: `scripts/test` installs them.
@Suite struct SampleCityTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    private static let targets = ".burnham/local/targets"

    @Test func theWholeCityIsAppliedAndStaysApplied() throws {
        let city = try Playground()
        defer { city.remove() }
        for folder in ["catalog", "templates"] {
            try FileManager.default.copyItem(
                at: Self.root.appendingPathComponent(folder), to: city.path(folder))
        }
        let (problems, validated) = try city.run(["validate"])
        #expect(validated == 0, "\(problems)")
        let (report, applied) = try city.run(["apply", "--yes"])
        try #require(applied == 0, "\(report.suffix(2000))")
        try expectEmptyPlan(city)
        try checkWithTheSystemsOwnTools(city)
        try checkThatSecretsStayWhereTheyAre(city)
        try changeEachTargetByHand(city)
        try letSomebodyLeave(city)
        #expect(try city.run(["ledger", "verify"]).code == 0)
        #expect(try city.run(["store", "rebuild"]).code == 0)
    }

    @Test func itsPoliciesSayWhatTheirCasesSay() throws {
        let city = try Playground()
        defer { city.remove() }
        let (report, code) = try city.run(["policy", "test", "-C", Self.root.path])
        #expect(code == 0, "\(report.suffix(2000))")
        #expect(!report.contains("warning"), "\(report.suffix(2000))")
        let (list, _) = try city.run(["policy", "list", "-C", Self.root.path])
        let files = try FileManager.default.contentsOfDirectory(
            atPath: Self.root.appendingPathComponent("catalog/policies").path)
        let names = files.compactMap { $0.hasSuffix(".yaml") ? Substring($0.dropLast(5)) : nil }
        #expect(names.count >= 12)
        // A head, and a line for each; what a line goes on with is indented.
        let lines = list.split(separator: "\n").dropFirst().filter { !$0.hasPrefix(" ") }
        let listed = lines.compactMap { $0.split(separator: " ").first }
        #expect(listed == names.sorted())
    }

    private func expectEmptyPlan(_ city: Playground) throws {
        let (plan, code) = try city.run(["plan", "--exit-code"])
        #expect(code == 0, "the plan is not empty:\n\(plan.prefix(2000))")
    }

    private func expectTool(_ command: String, in city: Playground) throws {
        let (output, code) = try city.shell("cd \(Self.targets) && \(command)")
        #expect(code == 0, "\(command):\n\(output.suffix(2000))")
    }

    private func checkWithTheSystemsOwnTools(_ city: Playground) throws {
        try expectTool(
            "for z in dns/*.zone; do named-checkzone $(basename $z .zone) $z || exit 1; done",
            in: city)
        try city.write(
            """
            include /etc/ldap/schema/core.schema
            include /etc/ldap/schema/cosine.schema
            include /etc/ldap/schema/inetorgperson.schema
            include /etc/ldap/schema/nis.schema
            modulepath /usr/lib/ldap
            moduleload back_mdb
            database mdb
            suffix "dc=city,dc=example"
            directory \(city.path("ldap").path)

            """, to: "slapd.conf")
        try FileManager.default.createDirectory(
            at: city.path("ldap"), withIntermediateDirectories: true)
        try expectTool(
            "/usr/sbin/slapadd -u -f ../../../slapd.conf -l directory/directory.ldif", in: city)
        try expectTool(
            """
            cd authority/city-issuing && for c in certs/*.pem; do \
            openssl verify -x509_strict -crl_check -CAfile ca.pem -CRLfile crl.pem $c || exit 1; done
            """, in: city)
        try expectTool("/usr/sbin/nginx -t -q -p web -c nginx.conf", in: city)
    }

    /// Every token is in its own file, readable by its owner, and nowhere else.
    private func checkThatSecretsStayWhereTheyAre(_ city: Playground) throws {
        let folder = city.path("\(Self.targets)/secrets/tokens")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { !$0.contains(".") }
        #expect(!names.isEmpty)
        for name in names {
            let file = folder.appendingPathComponent(name)
            let token = try String(contentsOf: file, encoding: .utf8)
                .trimmingCharacters(in: .newlines)
            #expect(token.count >= 16)
            let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            let (found, _) = try city.shell("grep -rlF -- '\(token)' . .burnham")
            let places = Set(
                found.split(separator: "\n").map { $0.split(separator: "/").last ?? "" })
            #expect(places == [Substring(name)], "the token of \(name) stands in \(places)")
        }
    }

    private func changeEachTargetByHand(_ city: Playground) throws {
        let edits = [
            "sed -i 's/^fleet 300 IN A .*/fleet 300 IN A 10.99.99.99/' dns/city.example.zone",
            "sed -i '0,/^title: .*/s//title: Changed by hand/' directory/directory.ldif",
            "echo changed >> $(ls web/sites/*.conf | head -1)",
            "chmod 0777 $(find files/shares -mindepth 2 -maxdepth 2 -type d | sort | head -1)",
            "rm $(ls secrets/tokens/* | grep -v '[.]' | head -1)",
            "sed -i 's/\"title\": \"/\"title\": \"changed /' $(ls tasks/*.json | head -1)",
        ]
        for edit in edits { try expectTool(edit, in: city) }
        let (drift, code) = try city.run(["drift", "--format", "json"])
        #expect(code == 2, "\(drift.suffix(2000))")
        let count = drift.components(separatedBy: "\"kind\":").count - 1
        #expect(
            count == edits.count, "\(edits.count) edits, and drift says:\n\(drift.prefix(4000))")
        let (mended, ended) = try city.run(["apply", "--drift", "mend", "--yes"])
        #expect(ended == 0, "\(mended.suffix(2000))")
        try expectEmptyPlan(city)
    }

    /// Somebody's last day in the people file: the account is locked, and only that.
    private func letSomebodyLeave(_ city: Playground) throws {
        let people = try city.read("catalog/sources/people.csv")
        let lines = people.split(separator: "\n", omittingEmptySubsequences: false)
        guard let place = lines.firstIndex(where: { $0.contains(",active,") }) else {
            Issue.record("nobody is active")
            return
        }
        var changed = lines.map(String.init)
        changed[place] = changed[place].replacingOccurrences(of: ",active,", with: ",left,")
        try city.write(changed.joined(separator: "\n"), to: "catalog/sources/people.csv")
        let id = String(lines[place].prefix { $0 != "," })
        let (plan, _) = try city.run(["plan"])
        #expect(plan.contains("1 suspend"), "\(plan.prefix(3000))")
        let (report, code) = try city.run(["apply", "--yes"])
        #expect(code == 0, "\(report.suffix(2000))")
        let directory = try city.read("\(Self.targets)/directory/directory.ldif")
        let entry = directory.components(separatedBy: "\n\n").first {
            $0.hasPrefix("dn: uid=\(id),")
        }
        #expect(entry?.contains("shadowExpire: 1") == true)
        try expectEmptyPlan(city)
    }
}
