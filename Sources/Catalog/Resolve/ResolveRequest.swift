// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore

/// What a resolve is a function of: a loaded catalog and the environment that it is resolved for.
package struct ResolveRequest: Sendable {
    package let catalog: Catalog
    package let environment: Environment
    package let providers: [Provider]
    package let documents: [String: CatalogFile]
    package let today: CalendarDate
    package let recorded: Set<String>?
    /// Resolved besides the catalog's subscriptions, each by itself: only what is wrong with them is of interest.
    package var examples: [Subscription] = []

    package init(
        catalog: Catalog, environment: Environment, load: LoadRequest
    ) {
        self.catalog = catalog
        self.environment = environment
        providers = load.providers
        documents = load.documents
        today = load.today
        recorded = load.recorded
    }
}

/// What came of a resolve.
package struct Resolution {
    /// Sorted by address.
    package var resources: [Resource] = []
    package var diagnostics: [Diagnostic] = []
    /// Subscriptions that the day keeps out: ended, or new after a sunset.
    package var left: [String] = []
    /// What each subscription costs and takes; nil where that can't be worked out, which a diagnostic says.
    package var terms: [(subscription: Subscription, terms: Terms?)] = []
    /// Resources that a route skips here, with the reason.
    package var skipped: [(address: Address, reason: String)] = []
    /// In the order of the request's; none where a template could not be compiled.
    package var examples: [Example] = []

    package init() {}

    /// What came of an example.
    package struct Example: Sendable {
        package let diagnostics: [Diagnostic]
        /// Nothing is wrong, and no route leaves a part of it out.
        package let isWhole: Bool
    }
}
