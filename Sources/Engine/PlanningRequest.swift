// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
package import Values

/// Everything that a plan is made from: what the catalog says, and how to reach what it speaks of.
package struct PlanningRequest: Sendable {
    package let environment: String
    package let resources: [Resource]
    package internal(set) var targets: [PlanningTarget]
    package let catalog: CatalogFacts
    package let selection: Selection
    package let now: Instant
    /// 128 random bits in hex: makes this plan another one than any before.
    package let nonce: String
    /// The lineage that the first apply gives the store, where there is none yet.
    package let newLineage: String

    package init(
        environment: String, resources: [Resource], targets: [PlanningTarget],
        catalog: CatalogFacts,
        selection: Selection, moment: Moment
    ) {
        self.environment = environment
        self.resources = resources
        self.targets = targets
        self.catalog = catalog
        self.selection = selection
        now = moment.now
        nonce = moment.nonce
        newLineage = moment.newLineage
    }

    /// What the catalog says beside its resources.
    package struct CatalogFacts: Sendable {
        package let budgets: Budgets
        package let holds: [Hold]
        package let inputs: [Plan.Input]
        package let planValidForSeconds: Int64
        /// What the environment's targets hold.
        package var pools: [Pool] = []
        /// Today in the city's zone: the day by whose prices costs are shown; nil shows none.
        package var today: CalendarDate?
        /// What in the catalog makes a change of these attributes another object, where a line of it says so.
        package var replaceReason: @Sendable (Address, [AttributeChange]) -> String? = {
            _, _ in nil
        }

        /// Why the catalog no longer asks for an address, where another thing than its file says so.
        package var removalCause: @Sendable (Address) -> String? = { _ in nil }

        package init(
            budgets: Budgets, holds: [Hold], inputs: [Plan.Input], planValidForSeconds: Int64
        ) {
            self.budgets = budgets
            self.holds = holds
            self.inputs = inputs
            self.planValidForSeconds = planValidForSeconds
        }
    }

    /// What of the environment is planned, and what was asked for by name.
    package struct Selection: Sendable {
        /// Nil for all.
        package let departments: Set<String>?
        package let adopts: Set<Address>
        /// Suspended addresses to purge: the plan is then about nothing else.
        package let purges: Set<Address>
        package let drift: DriftMode?

        package init(
            departments: Set<String>? = nil, adopts: Set<Address> = [], purges: Set<Address> = [],
            drift: DriftMode? = nil
        ) {
            self.departments = departments
            self.adopts = adopts
            self.purges = purges
            self.drift = drift
        }

        func includes(_ address: Address) -> Bool {
            departments?.contains(String(address.department)) ?? true
        }
    }

    /// What a pure plan can't know by itself.
    package struct Moment: Sendable {
        package let now: Instant
        package let nonce: String
        package let newLineage: String

        package init(now: Instant, nonce: String, newLineage: String) {
            self.now = now
            self.nonce = nonce
            self.newLineage = newLineage
        }
    }
}

/// One target as planning sees it: to be read only.
package struct PlanningTarget: Sendable {
    package let name: String
    package let types: Fields<ResourceType>
    package let settings: Value
    package let observer: any Observer
    package let rules: Rules

    package init(
        name: String, types: [ResourceType], settings: Value, observer: any Observer, rules: Rules
    ) {
        self.name = name
        self.types = Fields(types.map { ($0.name, $0) })
        self.settings = settings
        self.observer = observer
        self.rules = rules
    }

    package struct Rules: Sendable {
        /// What holds for types that are not named.
        package let manage: ManageMode
        package let manageByType: [String: ManageMode]
        package let drift: DriftMode

        package init(
            manage: ManageMode = .full, manageByType: [String: ManageMode] = [:],
            drift: DriftMode = .report
        ) {
            self.manage = manage
            self.manageByType = manageByType
            self.drift = drift
        }

        func manage(_ type: String) -> ManageMode { manageByType[type] ?? manage }
    }
}
