// SPDX-License-Identifier: Apache-2.0

import Values

extension Plan {
    /// What the targets said of the steps before anything was written.
    package struct Checks: Sendable, Equatable {
        /// Steps that their targets would take.
        package var checkedCount = 0
        /// Steps of which only an apply finds out: they rest on what another step makes known.
        package var openCount = 0
        /// Steps that their targets would refuse, by their places.
        package var refused: [Refused] = []

        package init() {}

        package var count: Int { checkedCount + openCount + refused.count }
    }

    package struct Refused: Sendable, Equatable {
        package let step: Int
        package let target: String
        package let failure: ProviderFailure

        package init(step: Int, target: String, failure: ProviderFailure) {
            self.step = step
            self.target = target
            self.failure = failure
        }
    }
}

extension Plan {
    /// What whoever reads the plan should know, with a line for what one target refuses for one reason.
    package var remarks: [String] {
        guard !checks.refused.isEmpty else { return notes }
        let refusals = Dictionary(grouping: checks.refused) { [$0.target, $0.failure.words] }
        return (notes + refusals.values.map(words)).sorted { $0.precedesByBytes($1) }
    }

    private func words(onAlike refused: [Refused]) -> String {
        let first = changes[steps[refused[0].step].change].address
        let others = refused.count > 1 ? " and \(refused.count - 1) more" : ""
        let help = refused[0].failure.help.map { "; \($0)" } ?? ""
        return "\(first)\(others): target \(refused[0].target) would refuse it: "
            + refused[0].failure.words + help
    }
}
