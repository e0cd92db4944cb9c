// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BurnhamCore
import BurnhamReport
import BurnhamStore
import Values

/// `show`: what is recorded: all of it a line each, or everything about one address.
struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows what is recorded, of one address everything.")

    @Argument(help: "An address, or the beginning of several.")
    var address: String?

    @OptionGroup var options: EnvironmentOptions

    @Option(help: "text or json.")
    var format: TableFormat = .text

    func run() async throws {
        let console = options.view.console
        try await reporting(console) {
            let reading = try StoreReading.open(options)
            let rows = try reading.rows(options.departments)
            let entries = try reading.store.rowEntries()
            let chosen = rows.filter { row in address.map { row.address.text.hasPrefix($0) } ?? true
            }
            if let exact = chosen.first(where: { $0.address.text == address }) {
                return show(exact, entries[exact.address], console)
            }
            guard !chosen.isEmpty || address == nil else {
                throw CommandFailure(
                    .wrongInput, "nothing is recorded as `\(address ?? "")`",
                    help: nearestName(
                        to: address ?? "", among: rows.map(\.address.text)
                    ).map { "a similar address: `\($0)`" })
            }
            if format == .json {
                for row in chosen {
                    console.result(ShowText.json(row, entry: entries[row.address]))
                }
            } else {
                console.result(ShowText.table(chosen, on: console.screen))
            }
        }
    }

    private func show(_ row: RecordedRow, _ entry: Int?, _ console: Console) {
        console.result(
            format == .json
                ? ShowText.json(row, entry: entry)
                : ShowText.row(row, entry: entry, on: console.screen))
    }
}
