// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// A small part of the sample city that has something on every kind of target, for applies that are killed.
struct KillCity: Sendable {
    let playground: Playground

    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    private static let targets = ".burnham/local/targets"

    private static let subscriptions = [
        "dti/domain", "dti/pki", "dti/gateway", "cdph/clinics", "cdph/registry-certificate",
        "cdph/registry-account", "cdph/epidemiologists", "cdph/dmarc-dns", "cdph/field-devices",
        "cdot/web-site", "cdot/street-works-311", "cdot/signals-certificate",
    ]

    init() throws {
        playground = try Playground()
        for folder in ["catalog", "templates"] {
            try FileManager.default.copyItem(
                at: Self.root.appendingPathComponent(folder), to: playground.path(folder))
        }
        let kept = playground.path("kept")
        for name in Self.subscriptions {
            let file = kept.appendingPathComponent(name + ".yaml")
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileManager.default.moveItem(
                at: playground.path("catalog/subscriptions/\(name).yaml"), to: file)
        }
        try FileManager.default.removeItem(at: playground.path("catalog/subscriptions"))
        try FileManager.default.moveItem(at: kept, to: playground.path("catalog/subscriptions"))
        try nameInPolicies("cdot/web-site", insteadOf: "mopd/project-hours")
        try keepPeopleWhoAreNamed()
    }

    /// An exception names what there is.
    private func nameInPolicies(_ subscription: String, insteadOf gone: String) throws {
        let file = "catalog/policies/two-owners.yaml"
        let text = try playground.read(file)
        #expect(text.contains(gone))
        try playground.write(text.replacing(gone, with: subscription), to: file)
    }

    /// As the other is now, applied or not.
    init(copying other: KillCity) throws {
        playground = try Playground()
        try FileManager.default.removeItem(at: playground.folder)
        try FileManager.default.copyItem(at: other.playground.folder, to: playground.folder)
    }

    private func keepPeopleWhoAreNamed() throws {
        let (ids, _) = try playground.shell(
            "grep -rhoE 'u[0-9]{4}' catalog --include='*.yaml' | sort -u")
        let named = Set(ids.split(separator: "\n"))
        let people = try playground.read("catalog/sources/people.csv").split(separator: "\n")
        let rows = people.dropFirst().filter { named.contains($0.prefix { $0 != "," }) }
        #expect(rows.count > 50)
        try playground.write(
            ([people[0]] + rows).joined(separator: "\n") + "\n", to: "catalog/sources/people.csv")
    }

    /// Everything that can become of something that was applied: updates, replaces under the same and under
    /// another name, a removal of each sort, a move, somebody's last day.
    func change() throws {
        let subscriptions = "catalog/subscriptions"
        for name in ["cdph/clinics", "cdot/signals-certificate"] {
            try FileManager.default.removeItem(at: playground.path("\(subscriptions)/\(name).yaml"))
        }
        let edits = [
            ("cdph/registry-certificate", "hosts: [registry]", "hosts: [registry, intake]"),
            ("cdph/epidemiologists", "[u0669, u1759, u1820]", "[u0669, u1820, u0227]"),
            ("cdph/dmarc-dns", "86400", "3600"),
            ("cdot/street-works-311", "tier: create", "tier: read"),
            ("cdot/web-site", "label: streets", "label: street-works"),
            (
                "cdph/registry-account", "id: registry-account",
                "id: exchange-account\nformerly: [cdph/registry-account]"
            ),
        ]
        for (name, before, after) in edits {
            let path = "\(subscriptions)/\(name).yaml"
            let text = try playground.read(path)
            #expect(text.contains(before), "\(path) has no `\(before)`")
            try playground.write(
                text.replacingOccurrences(of: before, with: after), to: path)
        }
        let people = "catalog/sources/people.csv"
        let text = try playground.read(people)
        let leaver = try #require(text.range(of: ",active,"))
        try playground.write(text.replacingCharacters(in: leaver, with: ",left,"), to: people)
    }

    // MARK: Killing

    /// Applies undisturbed and counts the calls that make its work durable.
    func countCalls() throws -> Int {
        let file = playground.folder.path + ".calls"
        defer { try? FileManager.default.removeItem(atPath: file) }
        let process = try apply(["COUNT_CALLS_IN": file])
        try #require(process.terminationStatus == 0)
        let text = try String(contentsOfFile: file, encoding: .utf8)
        return try #require(Int(text.trimmingCharacters(in: .newlines)))
    }

    /// False where the apply had ended by itself before that call.
    func kill(atCall call: Int) throws -> Bool {
        let process = try apply(["KILL_AT_CALL": String(call)])
        return process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGKILL
    }

    private func apply(_ environment: [String: String]) throws -> Process {
        let process = playground.process(Playground.program, ["apply", "--yes"])
        var all = process.environment ?? [:]
        all.merge(environment) { $1 }
        all["LD_PRELOAD"] = try PreloadedLibrary.killAtCall.get()
        process.environment = all
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process
    }

    // MARK: The world

    /// Every file of the targets with its content, but for locks and for marks: one that lost its object counts as
    /// none, and waits for the target's next batch to be taken away. What is generated (keys, certificates, tokens, times, uids,
    /// how often a zone was written) has its place in it and not its value.
    func world() throws -> [String: String] {
        let base = playground.path(Self.targets)
        var files: [String: String] = [:]
        let paths = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String }
        for path in paths ?? [] where !path.contains("/.burnham-") {
            let text = try? String(contentsOf: base.appendingPathComponent(path), encoding: .utf8)
            files[Self.withoutDay(path)] = text.map { Self.lasting($0, of: path) } ?? "folder"
        }
        #expect(files.count > 50)
        return files
    }

    private static func lasting(_ text: String, of path: String) -> String {
        if path.hasPrefix("secrets/tokens") || path.hasSuffix(".pem") || path.hasSuffix(".key") {
            return "generated"
        }
        let generated = [
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z", "[0-9a-f]{32}:[0-9a-f]{32}",
            "(?<=\"serial\":\")[0-9a-f]+", "(?<=\"reason\":\")[a-zA-Z]+", "(?<=SOA ).*",
        ]
        let lasting = generated.reduce(withoutDay(text)) {
            $0.replacingOccurrences(of: $1, with: "generated", options: .regularExpression)
        }
        guard path.hasSuffix("/index") else { return lasting }
        // Batches of one target may come in another order when a run is continued, and a serial that a killed run
        // gave to no file stays in an authority's index for good, as superseded.
        return lasting.split(separator: "\n").filter { !$0.contains("\"superseded\"") }.sorted()
            .joined(separator: "\n")
    }

    private static func withoutDay(_ text: String) -> String {
        text.replacingOccurrences(
            of: "[0-9]{4}-[0-9]{2}-[0-9]{2}(?=/)", with: "DAY", options: .regularExpression)
    }
}
