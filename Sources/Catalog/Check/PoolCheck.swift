// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Whether tiers take from pools that an environment has, and pools are taken from at all. Without any pool nothing is
/// checked: a city may count capacity elsewhere.
enum PoolCheck {
    static func diagnostics(_ gathering: CatalogGathering, _ request: LoadRequest) -> [Diagnostic] {
        let catalog = gathering.catalog
        let pools = Set(
            catalog.environments.values.flatMap { $0.pools.map(\.name.value) })
        guard !pools.isEmpty else { return [] }
        return catalog.services.values.flatMap { service in
            service.tiers.flatMap { tier in
                tier.consumes.filter { !pools.contains($0.pool) }.map { consumption in
                    Diagnostic(
                        .unknownPool, "no environment has a pool `\(consumption.pool)`",
                        at: service.head.place(consumption.span), severity: .warning,
                        help: nearestName(to: consumption.pool, among: pools).map {
                            "one with a similar name exists: `\($0)`"
                        })
                }
            }
        }
    }
}
