// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BurnhamCore
import BurnhamReport
import BurnhamStore

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
            status.notes = status.rows.compactMap(Self.note)
            status.lease = try reading.store.lease(scope: "*")
            console.result(status.render(now: clock.instant, on: console.screen))
        }
    }

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
