// SPDX-License-Identifier: Apache-2.0

/// How an apply ended. It says nothing of the ledger's checkpoint, which is made after it.
package struct ApplyReport: Sendable, Equatable {
    package struct Failure: Sendable, Equatable {
        package let address: Address
        package let type: String
        package let target: String
        package let failure: ProviderFailure

        package init(address: Address, type: String, target: String, failure: ProviderFailure) {
            self.address = address
            self.type = type
            self.target = target
            self.failure = failure
        }
    }

    package var run: String
    /// The plan's id.
    package var plan: String?
    package var doneCount = 0
    package var failures: [Failure] = []
    package var stale: [Address] = []
    package var blocked: [Address] = []
    package var notStarted: [Address] = []
    /// The indices of the entries that the run wrote.
    package var entries: Range<Int> = 0..<0
    package var wasInterrupted = false

    package init(run: String) { self.run = run }

    /// Whether steps are left because somebody asked to stop: the run has not ended, and its plan continues it.
    package var isCutShort: Bool { wasInterrupted && !notStarted.isEmpty }

    package var isComplete: Bool {
        failures.isEmpty && stale.isEmpty && blocked.isEmpty && notStarted.isEmpty
    }
}
