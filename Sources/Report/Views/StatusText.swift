// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import Values

/// How one environment stands: what is recorded in it, what a cut-off run left open, who holds the lease.
/// It compares nothing with the world; a plan does.
package struct StatusText: Sendable {
    package let environment: String
    package let lineage: String
    package let head: LedgerHead
    package let rows: [RecordedRow]
    package var openIntents: [OpenIntent] = []
    package var lease: Lease?
    /// The run that ended last, with when.
    package var lastRun: (run: String, ended: Instant)?
    /// Names of the facts beside these, in order, with their words.
    package var notes: [(label: String, words: String)] = []

    package init(environment: String, lineage: String, head: LedgerHead, rows: [RecordedRow]) {
        self.environment = environment
        self.lineage = lineage
        self.head = head
        self.rows = rows
    }

    package func render(now: Instant, on screen: Screen) -> String {
        var buffer = TextBuffer(screen)
        buffer.write(environment, .strong)
        buffer.line()
        facts(now).write(to: &buffer)
        if !rows.isEmpty {
            buffer.line()
            byDepartment().write(to: &buffer)
        }
        return buffer.text
    }

    private func facts(_ now: Instant) -> LabelledLines {
        var lines = LabelledLines()
        let suspended = rows.count { $0.suspendedAt != nil }
        let beside = suspended > 0 ? ", \(Counts.text(suspended)) of them suspended" : ""
        lines.add("recorded", Counts.text(rows.count, "resource") + beside)
        lines.add(
            "ledger",
            Counts.text(head.size, "entry", "entries") + ", root \(head.root.hex.prefix(16))")
        lines.add("lineage", lineage)
        lines.add("last run", lastRun.map { "\($0.run), ended \(Counts.second($0.ended))" })
        if !openIntents.isEmpty {
            let words = openIntents.prefix(3).map(\.address.text).joined(separator: ", ")
            let more = openIntents.count > 3 ? ", ..." : ""
            let count = Counts.text(openIntents.count, "step")
            lines.add("left open", "\(count) of a run that was cut off: \(words)\(more)")
        }
        if let lease {
            let end = lease.expires < now ? "ended" : "until"
            lines.add(
                "lease",
                "\(lease.holder) holds \(lease.words), \(end) \(Counts.second(lease.expires))")
        }
        for note in notes { lines.add(note.label, note.words) }
        return lines
    }

    private func byDepartment() -> TextTable {
        var counts: [String: (inUse: Int, suspended: Int)] = [:]
        for row in rows {
            let department = String(row.address.department)
            if row.suspendedAt == nil {
                counts[department, default: (0, 0)].inUse += 1
            } else {
                counts[department, default: (0, 0)].suspended += 1
            }
        }
        var table = TextTable([
            TextTable.Column("department"), TextTable.Column("in use", .right),
            TextTable.Column("suspended", .right),
        ])
        for (department, count) in counts.sorted(by: { $0.key.precedesByBytes($1.key) }) {
            table.append([department, Counts.text(count.inUse), Counts.text(count.suspended)])
        }
        return table
    }
}
