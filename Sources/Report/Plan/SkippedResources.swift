// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import Values

/// Resources that the environment's routes leave out for one stated reason.
package struct SkippedResources: Sendable {
    package let reason: String
    /// Sorted.
    package let addresses: [Address]

    /// In the order of the reasons' bytes.
    package static func byReason(
        _ skipped: [(address: Address, reason: String)]
    ) -> [SkippedResources] {
        Dictionary(grouping: skipped, by: \.reason)
            .map { SkippedResources(reason: $0, addresses: $1.map(\.address).sorted()) }
            .sorted { $0.reason.precedesByBytes($1.reason) }
    }

    /// `4 resources`.
    var counted: String { Counts.text(addresses.count, "resource") }

    var value: Value {
        ["reason": .string(reason), "addresses": .list(addresses.map { .string($0.text) })]
    }
}
