// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CEL

/// The variables of all rules about one kind of thing, and where their values go.
struct PolicyFrame: Sendable {
    let environment: CELEnvironment
    let slots: [PolicyVariable: CELSlot]

    /// One evaluation may cost a tenth of a second; of the whole catalog, which is looked at once, a second.
    private static let costMax = 1_000_000

    private init(_ subject: PolicyRule.Subject) {
        let variables = PolicyVariable.all(of: subject)
        environment = CELEnvironment(
            declarations: variables.map {
                CELDeclaration($0.rawValue, PolicyTypes.type(of: $0))
            },
            functions: .standard.adding(PolicyFunctions.all),
            limits: subject == .catalog ? CELLimits() : CELLimits(costMax: Self.costMax))
        var slots: [PolicyVariable: CELSlot] = [:]
        for variable in variables { slots[variable] = environment.slot(of: variable.rawValue) }
        self.slots = slots
    }

    private static let all: [PolicyRule.Subject: PolicyFrame] = Dictionary(
        uniqueKeysWithValues: PolicyRule.Subject.allCases.map { ($0, PolicyFrame($0)) })

    static func of(_ subject: PolicyRule.Subject) -> PolicyFrame {
        guard let frame = all[subject] else {
            preconditionFailure("rules are about `\(subject)` too; this is a bug in burnham")
        }
        return frame
    }
}
