// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BurnhamCore
import BurnhamReport
import BurnhamStore
import DurableFiles

/// `ledger`: proves that the record of what was done is whole.
struct LedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "Proves that the ledger is whole.",
        subcommands: [LedgerVerifyCommand.self])
}

struct LedgerVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Checks every entry, the tree over them, and what is recorded.",
        discussion: """
            Without an outside checkpoint the ledger is only consistent with itself: who can write this \
            folder could have written all of it anew. With --checkpoint any change of what stood before that \
            checkpoint shows. Ends with 5 when something does not verify.
            """)

    @OptionGroup var options: EnvironmentOptions

    @Option(help: ArgumentHelp("A checkpoint that was kept elsewhere.", valueName: "file"))
    var checkpoint: String?

    @Option(
        name: .customLong("verifier-key"),
        help: ArgumentHelp(
            "The key that it has to be signed with, in the form of C2SP's signed notes; else those beside the store.",
            valueName: "key"))
    var verifierKey: String?

    private static let checkpointBytesMax = 1 << 20

    func run() async throws {
        let console = options.view.console
        try await reporting(console) {
            let reading = try StoreReading.open(options, mode: .verifying)
            let outside = try checkpoint.map { path in
                OutsideCheckpoint(
                    path: path, bytes: try readFile(path, limit: Self.checkpointBytesMax),
                    verifierKey: verifierKey)
            }
            let result = try LedgerVerifier(store: reading.store, outside: outside).verify()
            show(result, console)
            if !result.isSound { throw ProgramExit.ledgerUnproven.code }
        }
    }

    private func show(_ result: LedgerVerification, _ console: Console) {
        guard result.isSound else { return showFindings(of: result, console) }
        var words = "\(result.head.size) entries verify, root \(result.head.root)"
        if result.erasedEntries > 0 { words += ", \(result.erasedEntries) erased by right" }
        console.line(words)
        if let size = result.outsideSize {
            console.line("consistent with the outside checkpoint of \(size) entries")
        } else {
            console.line(
                "consistent with itself only, and with \(Counts.text(result.ownCheckpoints, "checkpoint")) beside the store"
            )
        }
    }
}

/// What of a ledger does not verify, a line each, and how much it is.
func showFindings(of result: LedgerVerification, _ console: Console) {
    for finding in result.findings { console.line("error: \(finding.shown)") }
    let differences =
        result.findingCount == 1 ? "1 difference" : "\(result.findingCount) differences"
    console.line(
        "the ledger does not verify: \(differences), \(result.head.size) entries looked at")
}

extension LedgerFinding {
    /// With the path of a checkpoint as it is from where the user stands.
    fileprivate var shown: LedgerFinding {
        guard case .checkpoint(let path, let problem) = difference else { return self }
        return LedgerFinding(entry: entry, .checkpoint(path: Roots.shown(path), problem))
    }
}
