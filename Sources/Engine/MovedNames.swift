// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Gathers, of moves that would make other objects, what each subscription has to state as `names` so that its
/// objects keep the names that they were recorded under.
struct MovedNames {
    private var bySubscription: [String: NamesBlock] = [:]

    mutating func note(_ change: Change, _ pair: Pairing.Pair, _ type: ResourceType) {
        guard change.kind == .barred, pair.formerAddress != nil, let desired = pair.desired,
            let row = pair.row, row.target == desired.target
        else { return }
        let kept = type.attributes.compactMap { schema -> (String, Value)? in
            guard schema.role == .input, schema.isImmutable, !schema.isSensitive,
                let recorded = row.attributes[schema.name],
                desired.attributes[schema.name]?.known != recorded
            else { return nil }
            return (schema.name, recorded)
        }
        guard !kept.isEmpty else { return }
        let subscription = String(desired.address.subscription)
        bySubscription[
            subscription,
            default: NamesBlock(subscription: subscription, file: desired.origin.sourceFile)
        ].resources[String(desired.address.resource)] = Fields<Value>(kept)
    }

    /// Sorted by subscription.
    var blocks: [NamesBlock] {
        bySubscription.values.sorted { $0.subscription.precedesByBytes($1.subscription) }
    }
}
