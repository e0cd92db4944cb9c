// SPDX-License-Identifier: Apache-2.0

/// What came of one case of a policy.
package struct CaseOutcome: Sendable, Equatable {
    package let policy: String
    package let name: String
    package let place: Diagnostic.Place
    /// In plain words; empty where all is as the case says.
    package let differences: [String]

    package init(policy: String, name: String, place: Diagnostic.Place, differences: [String]) {
        self.policy = policy
        self.name = name
        self.place = place
        self.differences = differences
    }

    package var passes: Bool { differences.isEmpty }
}
