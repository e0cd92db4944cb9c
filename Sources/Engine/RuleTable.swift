// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// What holds for each type in each target, made once for a plan. A row's type may be one that its target's
/// provider does not have: the environment may have changed since.
struct RuleTable {
    private var byTarget: [String: [String: Diff.Rules]] = [:]

    init(_ request: PlanningRequest) {
        let types = StepEdges.typesByName(request)
        for target in request.targets where byTarget[target.name] == nil {
            let drift = request.selection.drift ?? target.rules.drift
            byTarget[target.name] = types.mapValues { type in
                Diff.Rules(
                    type: type, settings: target.settings, manage: target.rules.manage(type.name),
                    drift: drift)
            }
        }
    }

    /// Nil for a target or a type that the environment does not have.
    func callAsFunction(_ type: String, _ target: String) -> Diff.Rules? { byTarget[target]?[type] }

    /// What is recorded has the rules of the target where it was recorded.
    func callAsFunction(_ pair: Pairing.Pair) -> Diff.Rules? {
        guard let type = pair.desired?.type ?? pair.row?.type,
            let target = pair.row?.target ?? pair.desired?.target
        else { return nil }
        return self(type, target)
    }
}
