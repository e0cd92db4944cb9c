// SPDX-License-Identifier: Apache-2.0

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
