// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BurnhamCore
import BurnhamReport
import BurnhamStore
import Values

/// `status`: how an environment stands: what is recorded, what a cut-off run left, who holds the lease.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Shows how an environment stands.")

    @OptionGroup var options: EnvironmentOptions
    @OptionGroup var clock: ClockOptions

    func run() async throws {
        let console = options.view.console
        try await reporting(console) {
            let reading = try StoreReading.open(options)
            var status = StatusText(
                environment: reading.environment, lineage: reading.store.lineage,
                head: try reading.store.head(), rows: try reading.rows(options.departments))
            status.openIntents = try reading.store.openIntents()
            status.lastRun = try Self.lastRun(reading.store)
            status.notes = status.rows.compactMap(Self.note)
            status.lease = try reading.store.lease(scope: "*")
            console.result(status.render(now: clock.instant, on: console.screen))
        }
    }

    /// The run that ended last: near the end of the ledger, so it is looked for from there.
    private static func lastRun(_ store: SQLiteStore) throws -> (run: String, ended: Instant)? {
        var end = try store.head().size
        while end > 0 {
            let start = max(0, end - windowCount)
            let ended = try store.entries(start..<end).last { $0.draft.kind == .runEnded }
            if let ended {
                guard let run = ended.draft[.run], let id = run["run"]?.string,
                    let time = run["time"]?.string.flatMap(Instant.init)
                else { return nil }
                return (id, time)
            }
            end = start
        }
        return nil
    }

    private static let windowCount = 256

    /// What nobody is at any more and others wait for.
    private static func note(on row: RecordedRow) -> (label: String, words: String)? {
        guard row.suspendedAt == nil,
            let wait = types[row.type]?.functions.waiting(row.attributes), wait.lift != nil
        else { return nil }
        return ("stopped", "\(row.address): \(wait.words)")
    }

    private static let types = Dictionary(
        ProviderTable.all.flatMap(\.types).map { ($0.name, $0) }, uniquingKeysWith: { $1 })
}
