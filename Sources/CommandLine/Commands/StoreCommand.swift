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
        subcommands: [StoreRebuildCommand.self, StoreLeaseCommand.self])
}

struct StoreRebuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Replays the ledger and compares what is recorded with it.",
        discussion: "With --replace the recorded rows are written anew from the ledger.")

    @OptionGroup var options: EnvironmentOptions

    @Flag(help: "Write the recorded rows anew where they differ.")
    var replace = false

    func run() async throws {
        let console = options.view.console
        try await reporting(console) {
            let reading = try StoreReading.open(
                options, mode: replace ? .readWrite(lineage: "") : .readOnly)
            let differences = try differences(reading.store, console)
            for difference in differences { console.line("\(difference)") }
            if differences.isEmpty {
                console.line("what is recorded is what the ledger says")
            } else if replace {
                console.line("\(differences.count) were written anew")
            } else {
                throw ProgramExit.ledgerUnproven.code
            }
        }
    }

    private func differences(
        _ store: SQLiteStore, _ console: Console
    ) throws -> [ProjectionDifference] {
        let rebuild = StoreRebuild(store: store)
        do {
            return try replace ? replaced(rebuild, store) : rebuild.compare()
        } catch let unproven as UnprovenLedger {
            showFindings(of: unproven.verification, console)
            throw CommandFailure(
                .ledgerUnproven, "nothing can be rebuilt from a ledger that does not verify",
                help: "what is recorded was left as it is; a backup of the store may be whole")
        }
    }

    private func replaced(
        _ rebuild: StoreRebuild, _ store: SQLiteStore
    ) throws -> [ProjectionDifference] {
        let lease = try store.acquireLease(
            LeaseRequest(scopes: ["*"], holder: Actor.process(), now: SystemClock.now()))
        defer { try? store.release(lease) }
        return try rebuild.replace(under: lease)
    }
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
