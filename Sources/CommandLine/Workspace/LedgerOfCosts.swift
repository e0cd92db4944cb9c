// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import BurnhamStore
import Values

/// What the ledger says of who had what on which terms, and of the periods that were booked: all of its entries, read
/// once.
struct LedgerOfCosts {
    let history: TenureHistory
    /// In their order.
    let closed: [ClosedPeriod]

    private static let windowCount = 256

    /// A closing that can't be read is no ground to book the period again.
    static func read(_ store: SQLiteStore?, zone: String) throws -> LedgerOfCosts {
        var history = TenureHistory(
            day: { SystemClock.day(of: $0, in: zone) }, isWaiting: WaitingRows.isWaiting)
        var closed: [ClosedPeriod] = []
        let size = try store?.head().size ?? 0
        for start in stride(from: 0, to: size, by: windowCount) {
            let range = start..<min(size, start + windowCount)
            for entry in try store?.entries(range) ?? [] {
                history.add(entry)
                if entry.draft.kind == .periodClosed { closed.append(try period(entry)) }
            }
        }
        return LedgerOfCosts(history: history, closed: closed)
    }

    private static func period(_ entry: LedgerEntry) throws -> ClosedPeriod {
        guard let period = entry.draft[.state].flatMap(ClosedPeriod.init) else {
            throw CommandFailure(
                .ledgerUnproven, "entry \(entry.index) closes a period and can't be read",
                help: "`burnham ledger verify` says whether the ledger is whole")
        }
        return period
    }
}
