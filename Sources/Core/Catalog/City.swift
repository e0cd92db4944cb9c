// SPDX-License-Identifier: Apache-2.0

package import YAMLSource

/// The whole organisation that one catalog serves.
package struct City: Sendable {
    package let head: DocumentHead
    package let name: LocalizedText
    /// The city's DNS domain; names its ledgers' checkpoints.
    package let domain: String
    /// An IANA time zone: expiry days end in it.
    package let timeZone: String
    /// ISO 4217.
    package let currency: String
    package let languages: [String]
    package let calendar: Located<String>?
    package let defaultEnvironment: Located<String>?
    /// The other roots of the catalog, relative to the city's, and what each may hold.
    package let roots: [Root]
    package let budgets: Budgets?
    /// What the city sets of the parameters of policies.
    package let policies: [PolicySetting]
    /// The broken promises that the city answers for.
    package let acceptedBreaks: [AcceptedBreak]
    /// The month of the calendar year in which the fiscal year begins: 1 is January.
    package let fiscalYearStart: Int64
    /// Where charges are booked; nil where the city states no accounts.
    package let accounts: Accounts?

    package init(
        head: DocumentHead, name: LocalizedText, place: Place, references: References,
        roots: [Root], rules: Rules
    ) {
        self.head = head
        self.name = name
        domain = place.domain
        timeZone = place.timeZone
        currency = place.currency
        languages = place.languages
        calendar = references.calendar
        defaultEnvironment = references.defaultEnvironment
        self.roots = roots
        budgets = rules.budgets
        policies = rules.policies
        acceptedBreaks = rules.acceptedBreaks
        fiscalYearStart = rules.fiscalYearStart
        accounts = rules.accounts
    }

    /// What one plan may change, what its policies ask for, and how the city keeps its books.
    package struct Rules: Sendable {
        package let budgets: Budgets?
        package let policies: [PolicySetting]
        package let acceptedBreaks: [AcceptedBreak]
        package let fiscalYearStart: Int64
        package let accounts: Accounts?

        package init(
            budgets: Budgets?, policies: [PolicySetting], acceptedBreaks: [AcceptedBreak],
            fiscalYearStart: Int64, accounts: Accounts?
        ) {
            self.budgets = budgets
            self.policies = policies
            self.acceptedBreaks = acceptedBreaks
            self.fiscalYearStart = fiscalYearStart
            self.accounts = accounts
        }
    }

    package struct Place: Sendable {
        package let domain: String
        package let timeZone: String
        package let currency: String
        package let languages: [String]

        package init(domain: String, timeZone: String, currency: String, languages: [String]) {
            self.domain = domain
            self.timeZone = timeZone
            self.currency = currency
            self.languages = languages
        }
    }

    package struct References: Sendable {
        package let calendar: Located<String>?
        package let defaultEnvironment: Located<String>?

        package init(calendar: Located<String>?, defaultEnvironment: Located<String>?) {
            self.calendar = calendar
            self.defaultEnvironment = defaultEnvironment
        }
    }

    /// Values for parameters of one policy.
    package struct PolicySetting: Sendable {
        package let policy: Located<String>
        package let parameters: YAMLNode

        package init(policy: Located<String>, parameters: YAMLNode) {
            self.policy = policy
            self.parameters = parameters
        }
    }

    package struct Root: Sendable {
        package let path: Located<String>
        /// The kinds that the root may hold; empty for none.
        package let kinds: [CatalogKind]
        /// The departments whose documents it may hold; empty for all.
        package let departments: [Located<String>]

        package init(path: Located<String>, kinds: [CatalogKind], departments: [Located<String>]) {
            self.path = path
            self.kinds = kinds
            self.departments = departments
        }
    }
}
