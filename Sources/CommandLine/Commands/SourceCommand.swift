// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BurnhamCatalog
import BurnhamCore
import BurnhamReport
import DurableFiles

/// `source`: data from elsewhere. `refresh` is the only way in which it comes in.
struct SourceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "source",
        abstract: "Shows and takes over data from elsewhere: people, funds, facilities.",
        subcommands: [SourceListCommand.self, SourceRefreshCommand.self],
        defaultSubcommand: SourceListCommand.self)
}

struct SourceListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Shows the catalog's sources and their snapshots.")

    @OptionGroup var options: CatalogOptions

    func run() async throws {
        let console = options.view.console
        try await reporting(console) {
            let workspace = try Workspace.load(options, now: SystemClock.now())
            guard !workspace.catalog.sources.isEmpty else {
                return console.line("the catalog has no source")
            }
            var table = TextTable([
                TextTable.Column("source"), TextTable.Column("schema"),
                TextTable.Column("records", .right), TextTable.Column("taken"),
            ])
            for source in workspace.catalog.sources.values.sorted(by: {
                $0.head.id.value < $1.head.id.value
            }) {
                let id = source.head.id.value
                let snapshot = workspace.request.snapshots.first { $0.source == id }
                let stored = workspace.snapshots.stored.first { $0.file.source == id }
                table.append([
                    id, source.schema.rawValue,
                    snapshot.map { Counts.text($0.records.count) } ?? "none",
                    stored?.file.taken.description
                        ?? (snapshot == nil ? "never" : "from \(snapshot?.input.path ?? "")"),
                ])
            }
            console.result(table.render(on: console.screen))
        }
    }
}

struct SourceRefreshCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refresh",
        abstract: "Takes over an export as a source's new snapshot.",
        discussion: """
            The export is CSV with a header, or JSON, a list of objects; the source's `mapping` names the \
            columns. An export that breaks the source's schema, or that lost too many of its records, is \
            refused and the snapshot stays.
            """)

    @Argument(help: "The source's id.")
    var source: String

    @Argument(help: "The export: a .csv or .json file.")
    var file: String

    @Option(
        name: .customLong("allow-shrink"),
        help: ArgumentHelp("Accept exactly this many records fewer.", valueName: "count"))
    var allowShrink: Int?

    @OptionGroup var options: CatalogOptions

    private static let fileBytesMax = 256 << 20

    func run() async throws {
        let console = options.view.console
        try await reporting(console) {
            let now = SystemClock.now()
            let workspace = try Workspace.load(options, now: now)
            guard let found = workspace.catalog.sources[source] else {
                throw CommandFailure(.wrongInput, "no source named `\(source)` in the catalog")
            }
            guard let format = SourceExport.Format(path: file) else {
                throw CommandFailure(.wrongInput, "`\(file)` ends neither in .csv nor in .json")
            }
            let records = try records(found, format)
            let former = workspace.former(source)
            try checkShrink(records, former, found)
            let path = SnapshotReading.path(of: source, in: workspace.roots)
            try makeDirectories("\(workspace.roots.stateFolder)/snapshots", mode: 0o700)
            try replaceFile(
                path, bytes: SnapshotFile(source: source, taken: now, records: records).bytes,
                mode: 0o600)
            let before = former.map { ", before \(Counts.text($0.records.count))" } ?? ""
            console.line("source \(source): \(Counts.text(records.count, "record"))\(before)")
        }
    }

    private func records(
        _ source: Source, _ format: SourceExport.Format
    ) throws -> [SnapshotFile.Record] {
        let bytes = try readFile(file, limit: Self.fileBytesMax)
        switch SourceExport.records(of: bytes, as: format, source: source) {
        case .success(let records): return records
        case .failure(let problem):
            let number = problem.record.map { ", record \($0)" } ?? ""
            throw CommandFailure(
                .wrongInput, "`\(file)`\(number): \(problem.message)",
                help: "the snapshot stays as it was")
        }
    }

    private func checkShrink(
        _ records: [SnapshotFile.Record], _ former: SnapshotFile?, _ source: Source
    ) throws {
        guard let former, let problem = former.shrinkProblem(of: records, for: source) else {
            return
        }
        let lost = former.records.count - records.count
        guard allowShrink == lost else {
            throw CommandFailure(
                .refused, problem, help: "`--allow-shrink \(lost)` accepts exactly this")
        }
    }
}

extension Workspace {
    /// What a new export takes the place of: the stored snapshot, else the file that stands in for one.
    fileprivate func former(_ source: String) -> SnapshotFile? {
        snapshots.stored.first { $0.file.source == source }?.file
            ?? snapshots.snapshots.first { $0.source == source }.map {
                SnapshotFile(source: source, taken: now, records: $0.records)
            }
    }
}
