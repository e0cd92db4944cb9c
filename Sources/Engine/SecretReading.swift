// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Reads the secrets that a plan's steps deliver and that no step of the plan makes: they stand on targets
/// and nowhere else.
enum SecretReading {
    static func secrets(
        for plan: Plan, rows: [RecordedRow], targets: [String: ApplyTarget], lineage: String
    ) async -> [Address: Fields<SecretValue>] {
        let wanted = Set(plan.changes.flatMap(sources))
        let needed = rows.filter { wanted.contains($0.address) }
        var secrets: [Address: Fields<SecretValue>] = [:]
        for (name, rows) in Dictionary(grouping: needed, by: \.target) {
            guard let target = targets[name] else { continue }
            let items = rows.map {
                ObserveItem(
                    type: $0.type, identity: $0.identity, attributes: $0.attributes,
                    recorded: $0.attributes)
            }
            let observer = target.observer
            let presences = try? await withTaskExecutorPreference(target.executor) {
                try await observer.observe(items, lineage: lineage).presences
            }
            for (row, presence) in zip(rows, presences ?? []) {
                secrets[row.address] = presence.object?.secrets
            }
        }
        return secrets
    }

    private static func sources(_ change: Change) -> [Address] {
        change.attributes.compactMap {
            if case .secret(.attribute(let address, _)) = $0.after { address } else { nil }
        }
    }
}
