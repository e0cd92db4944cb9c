// SPDX-License-Identifier: Apache-2.0

package import Values

/// The whole dry run: a canonical value. Its file's digest is its id. It holds no secret.
package struct Plan: Sendable, Equatable {
    package static let formatVersion: Int64 = 1

    package var environment: String
    package var basis: Basis
    /// Sorted by address. What is unchanged is counted, not listed.
    package var changes: [Change]
    package var unchangedCount: Int
    /// In an order in which they can be done: dependencies, then address, then operation.
    package var steps: [Step]
    /// Rows of which only the catalog's words changed.
    package var refreshes: [Refresh]
    package var exceeded: [ExceededBudget]
    package var failures: [TargetFailure]
    /// Why nothing of this plan may be applied, whatever is allowed.
    package var refusals: [String]
    /// Warnings that concern the plan and stop nothing.
    package var notes: [String]
    /// What the catalog's policies found, what denies first.
    package var findings: [Finding]
    /// What subscriptions that moved have to state to keep their objects, by subscription.
    package var names: [NamesBlock]
    /// What an apply writes into the catalog before its first step.
    package var edits: [CatalogEdit]
    /// What the targets said of the steps when the plan was made. An apply looks anew, so it is no part of the
    /// plan's file: a plan that is read from there has none.
    package var checks = Checks()
    /// What it changes in what departments pay. No part of the plan's file either: the terms stand with the objects.
    package var costs = CostComparison()

    package init(environment: String, basis: Basis) {
        self.environment = environment
        self.basis = basis
        changes = []
        unchangedCount = 0
        steps = []
        refreshes = []
        exceeded = []
        failures = []
        refusals = []
        notes = []
        findings = []
        names = []
        edits = []
    }

    /// What the plan was made from: it is stale when this no longer holds.
    package struct Basis: Sendable, Equatable {
        package var lineage: String
        package var head: LedgerHead
        package var nonce: String
        package var now: Instant
        package var validUntil: Instant
        /// Files of the catalog and snapshots that contributed, by path.
        package var inputs: [Input]
        /// Departments that the plan is limited to; nil for all.
        package var departments: [String]?

        package init(
            lineage: String, head: LedgerHead, nonce: String, now: Instant, validUntil: Instant,
            inputs: [Input]
        ) {
            self.lineage = lineage
            self.head = head
            self.nonce = nonce
            self.now = now
            self.validUntil = validUntil
            self.inputs = inputs
        }
    }

    package struct Input: Sendable, Equatable {
        package let path: String
        package let digest: Digest

        package init(path: String, digest: Digest) {
            self.path = path
            self.digest = digest
        }
    }

    /// A row whose words of the catalog changed and whose object did not.
    package struct Refresh: Sendable, Equatable {
        package let address: Address
        package let dependsOn: [Address]
        package let origin: Origin
        package let rowEntry: Int

        package init(address: Address, dependsOn: [Address], origin: Origin, rowEntry: Int) {
            self.address = address
            self.dependsOn = dependsOn
            self.origin = origin
            self.rowEntry = rowEntry
        }
    }

    /// A target that could not be read at all.
    package struct TargetFailure: Sendable, Equatable {
        package let target: String
        package let failure: ProviderFailure

        package init(target: String, failure: ProviderFailure) {
            self.target = target
            self.failure = failure
        }
    }

    /// The uid that an object gets which is created by this plan: the same in every run of it.
    package func uid(of address: Address) -> String {
        let digest = Digest.canonical([.string(basis.nonce), .string(address.text)])
        return Array(digest.bytes.prefix(16)).hex
    }

    package func count(_ kind: ChangeKind) -> Int {
        kind == .unchanged ? unchangedCount : changes.count { $0.kind == kind }
    }

    /// Whether an apply would do anything that a person cares about.
    package var hasChanges: Bool {
        changes.contains { $0.kind.isChange || $0.kind == .conflict }
    }
}
