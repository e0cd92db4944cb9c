// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore

/// A plan as it was made, with all that its targets need to be asked about its steps. The answers are no part of the
/// saved plan, so it can be saved meanwhile.
package struct Planning: Sendable {
    package var plan: Plan
    let state: RecordedState
    let targets: [PlanningTarget]

    /// Whether the targets would take the plan's steps. What a run left open is settled before the first step: until
    /// then nobody knows how it will be.
    package func checks() async -> Plan.Checks {
        guard state.begun.isEmpty else {
            var checks = Plan.Checks()
            checks.openCount = plan.steps.count { $0.action.operation != nil }
            return checks
        }
        return await StepChecks(of: plan, targets, state).checks()
    }
}
