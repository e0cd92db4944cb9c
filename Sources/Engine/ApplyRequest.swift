// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
package import DurableFiles
package import Values

/// Everything that an apply needs: the plan, where to write, who asked and what was allowed.
package struct ApplyRequest: Sendable {
    package let plan: Plan
    /// The digest of the plan's file, in hex.
    package let planID: String
    package let targets: [ApplyTarget]
    /// What the environment's shared systems hold.
    package let pools: [Pool]
    package let authority: Authority
    package let surroundings: Surroundings

    package init(
        plan: Plan, planID: String, targets: [ApplyTarget], pools: [Pool] = [],
        authority: Authority, surroundings: Surroundings
    ) {
        self.plan = plan
        self.planID = planID
        self.targets = targets
        self.pools = pools
        self.authority = authority
        self.surroundings = surroundings
    }

    /// Who applies, why, and what they allow beyond the budgets.
    package struct Authority: Sendable {
        package let actor: String
        /// How the actor is known: `claimed` unless something proves it.
        package let proof: String
        package let reason: String?
        package let allowances: [Allowance]

        package init(actor: String, proof: String, reason: String?, allowances: [Allowance]) {
            self.actor = actor
            self.proof = proof
            self.reason = reason
            self.allowances = allowances
        }
    }

    /// What an apply can't know by itself. `randomness` gives that many random bytes.
    package struct Surroundings: Sendable {
        package let now: @Sendable () -> Instant
        package let randomness: @Sendable (Int) -> [UInt8]
        package let holder: String
        package let progress: @Sendable (ApplyProgress) -> Void
        /// Ends when nobody interrupts; each element is one interrupt.
        package let interrupts: AsyncStream<Void>

        package init(
            now: @escaping @Sendable () -> Instant,
            randomness: @escaping @Sendable (Int) -> [UInt8], holder: String,
            progress: @escaping @Sendable (ApplyProgress) -> Void, interrupts: AsyncStream<Void>
        ) {
            self.now = now
            self.randomness = randomness
            self.holder = holder
            self.progress = progress
            self.interrupts = interrupts
        }
    }
}

/// One target as an apply sees it.
package struct ApplyTarget: Sendable {
    package let name: String
    package let types: Fields<ResourceType>
    package let settings: Value
    package let observer: any Observer
    package let performer: any Performer
    package let limits: TargetLimits
    /// Where the target's blocking calls run.
    package let executor: BlockingExecutor

    package init(
        name: String, types: [ResourceType], settings: Value, doors: Doors, limits: TargetLimits,
        executor: BlockingExecutor
    ) {
        self.name = name
        self.types = Fields(types.map { ($0.name, $0) })
        self.settings = settings
        observer = doors.observer
        performer = doors.performer
        self.limits = limits
        self.executor = executor
    }

    /// The ways into the target.
    package struct Doors: Sendable {
        package let observer: any Observer
        package let performer: any Performer

        package init(observer: any Observer, performer: any Performer) {
            self.observer = observer
            self.performer = performer
        }
    }
}
