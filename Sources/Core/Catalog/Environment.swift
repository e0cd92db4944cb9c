// SPDX-License-Identifier: Apache-2.0

package import Values
package import YAMLSource

/// Where plans are applied: its targets, what goes where, and what a plan may do. No host, program or
/// credential stands in it.
package struct Environment: Sendable {
    package let head: DocumentHead
    package let name: LocalizedText
    package let targets: [EnvironmentTarget]
    /// The first that matches counts.
    package let routes: [Route]
    package let budgets: Budgets?
    package let drift: DriftMode
    package let planValidFor: Span
    /// How long what is suspended is kept before it may be purged.
    package let retention: Span
    /// What its targets hold, in the order in which it is stated.
    package let pools: [Pool]

    package init(
        head: DocumentHead, name: LocalizedText, targets: [EnvironmentTarget], routes: [Route],
        rules: Rules
    ) {
        self.head = head
        self.name = name
        self.targets = targets
        self.routes = routes
        budgets = rules.budgets
        drift = rules.drift
        planValidFor = rules.planValidFor
        retention = rules.retention
        pools = rules.pools
    }

    package struct Rules: Sendable {
        package let budgets: Budgets?
        package let drift: DriftMode
        package let planValidFor: Span
        package let retention: Span
        package let pools: [Pool]

        package init(
            budgets: Budgets?, drift: DriftMode, planValidFor: Span, retention: Span, pools: [Pool]
        ) {
            self.pools = pools
            self.budgets = budgets
            self.drift = drift
            self.planValidFor = planValidFor
            self.retention = retention
        }
    }

    /// Which resources go to which target.
    package struct Route: Sendable {
        package enum Destination: Sendable {
            case target(Located<String>)
            /// They are not provisioned here, and why.
            case skip(String)
        }

        /// Type names; `dns.*` stands for every type of `dns`.
        package let types: [Located<String>]
        /// CEL over the subscription's variables; nil for always.
        package let condition: Located<String>?
        package let destination: Destination
        package let span: SourceSpan

        package init(
            types: [Located<String>], condition: Located<String>?, destination: Destination,
            span: SourceSpan
        ) {
            self.types = types
            self.condition = condition
            self.destination = destination
            self.span = span
        }

        package func names(_ type: String) -> Bool {
            types.contains {
                $0.value == type || $0.value == "*"
                    || ($0.value.hasSuffix(".*") && type.hasPrefix($0.value.dropLast()))
            }
        }
    }
}

/// One target of an environment as the catalog describes it.
package struct EnvironmentTarget: Sendable {
    package let name: Located<String>
    package let provider: Located<String>
    package let settings: YAMLNode?
    package let manage: ManageMode
    package let manageByType: Fields<ManageMode>
    package let drift: DriftMode?
    package let limits: Fields<Located<Int64>>

    package init(
        name: Located<String>, provider: Located<String>, settings: YAMLNode?, manage: Manage,
        drift: DriftMode?, limits: Fields<Located<Int64>>
    ) {
        self.name = name
        self.provider = provider
        self.settings = settings
        self.manage = manage.standard
        manageByType = manage.byType
        self.drift = drift
        self.limits = limits
    }

    package struct Manage: Sendable {
        package let standard: ManageMode
        package let byType: Fields<ManageMode>

        package init(standard: ManageMode, byType: Fields<ManageMode> = [:]) {
            self.standard = standard
            self.byType = byType
        }
    }
}
