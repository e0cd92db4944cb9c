// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore

/// Who may write an environment now.
package enum LeaseText {
    package static func render(_ leases: [Lease], now: Instant, on screen: Screen) -> String {
        guard !leases.isEmpty else { return "nobody holds a lease\n" }
        var table = TextTable([
            TextTable.Column("scope"), TextTable.Column("until"), TextTable.Column("holder"),
        ])
        for lease in leases {
            let end = Counts.second(lease.expires) + (lease.expires < now ? " (over)" : "")
            table.append([lease.words, end, lease.holder])
        }
        return table.render(on: screen)
    }
}
