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
            status.lease = try reading.store.lease(scope: "*")
            console.result(status.render(now: clock.instant, on: console.screen))
        }
    }
}
