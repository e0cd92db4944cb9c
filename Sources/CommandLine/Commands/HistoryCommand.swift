// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BurnhamCore
import BurnhamReport
import BurnhamStore
import Values

/// `history`: the ledger's entries, or what was recorded on some day.
struct HistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Shows what was done, or what there was on a day.")

    @Argument(help: "Only entries about this address; with --as-of also the beginning of several.")
    var address: String?

    @OptionGroup var options: EnvironmentOptions

    @Option(
        name: .customLong("as-of"),
        help: ArgumentHelp("What was recorded at the end of this UTC day.", valueName: "date"))
    var asOf: String?

    @Option(help: "How many of the latest entries.")
    var last: Int = 50

    @Option(help: "text or json.")
    var format: TableFormat = .text

    func run() async throws {
        let console = options.view.console
        try await reporting(console) {
            let reading = try StoreReading.open(options)
            if let asOf {
                return try showPast(reading, asOf, console)
            }
            let entries = try chosen(reading)
            if format == .json {
                for entry in entries { console.result(HistoryText.json(entry)) }
            } else {
                console.result(HistoryText.table(entries, on: console.screen))
            }
        }
    }

    private func chosen(_ reading: StoreReading) throws -> [LedgerEntry] {
        let all: [LedgerEntry]
        if let address {
            all = try reading.store.entries(about: Address(address))
            if all.isEmpty { throw try nothing(about: address, reading) }
        } else {
            let size = try reading.store.head().size
            let first = options.departments == nil ? max(0, size - max(1, last)) : 0
            all = try reading.store.entries(first..<size)
        }
        let wanted = all.filter { entry in
            guard let departments = options.departments else { return true }
            return entry.draft[.place]?["department"]?.string.map(departments.contains) ?? false
        }
        return Array(wanted.suffix(max(1, last)))
    }

    private func nothing(
        about address: String, _ reading: StoreReading
    ) throws -> CommandFailure {
        let known = try reading.store.rows().map(\.address.text)
        return CommandFailure(
            .wrongInput, "the ledger has no entry about `\(address)`",
            help: nearestName(to: address, among: known).map { "a similar address: `\($0)`" })
    }

    private func showPast(_ reading: StoreReading, _ text: String, _ console: Console) throws {
        guard let day = CalendarDate(text) else {
            throw CommandFailure(.usage, "`--as-of` is a day such as 2026-03-01")
        }
        let end = Instant(seconds: day.advanced(byDays: 1).daysSinceEpoch * 86_400)
            .advanced(byMilliseconds: -1)
        let past = try reading.store.rows(asOf: end)
        let rows = past.rows.filter {
            options.departments?.contains(String($0.address.department)) ?? true
                && $0.address.text.hasPrefix(address ?? "")
        }
        if let address, rows.isEmpty {
            throw CommandFailure(
                .wrongInput, "nothing was recorded as `\(address)` on \(day)",
                help: nearestName(to: address, among: past.rows.map(\.address.text)).map {
                    "a similar address: `\($0)`"
                })
        }
        if format == .json {
            for row in rows { console.result(ShowText.json(row, entry: nil)) }
        } else {
            console.result(ShowText.table(rows, on: console.screen))
        }
        if past.erasedEntries > 0 {
            console.asideLine(
                "\(past.erasedEntries) entries of that time were erased since: what they said is missing"
            )
        }
    }
}
