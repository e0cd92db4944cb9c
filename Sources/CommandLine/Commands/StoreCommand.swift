// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BurnhamCore
import BurnhamReport
import BurnhamStore
import Values

/// `store`: the store itself: its lease, and rebuilding the recorded rows from the ledger.
struct StoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store", abstract: "Looks after an environment's store.",
        subcommands: [StoreLeaseCommand.self])
}

struct StoreLeaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lease",
        abstract: "Shows who holds the right to write, or takes it from who does.",
        discussion: """
            Breaking a lease is safe: whoever held it is refused from then on, and what it had begun is \
            settled by the next apply. It is written to the ledger, with the reason.
            """)

    @OptionGroup var options: EnvironmentOptions

    @Flag(name: .customLong("break"), help: "Take the lease away.")
    var breaks = false

    @Option(help: "Why, for the ledger.")
    var reason: String?

    func validate() throws {
        if breaks, reason == nil { throw ValidationError("`--break` needs `--reason`") }
    }

    func run() async throws {
        let console = options.view.console
        try await reporting(console) {
            let now = SystemClock.now()
            let reading = try StoreReading.open(
                options, mode: breaks ? .readWrite(lineage: "") : .readOnly)
            guard let lease = try reading.store.lease(scope: "*") else {
                return console.line("nobody holds the lease of \(reading.environment)")
            }
            guard breaks, let reason else {
                return console.result(LeaseText.render([lease], now: now, on: console.screen))
            }
            _ = try reading.store.breakLease(
                scope: "*", who: ["actor": .string(Actor.claimed()), "proof": "claimed"],
                reason: reason, now: now)
            console.line("the lease of \(lease.holder) was broken")
        }
    }
}
