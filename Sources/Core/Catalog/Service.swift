// SPDX-License-Identifier: Apache-2.0

package import Values
package import YAMLSource

/// What central IT offers.
package final class Service: Sendable {
    package let head: DocumentHead
    package let name: LocalizedText
    package let summary: LocalizedText
    package let help: LocalizedText?
    package let owner: Owner
    /// A ServiceCategory of FOCUS.
    package let category: String
    package let lifecycle: Lifecycle
    package let requestableBy: [String]
    /// Nil where departments have it only if they ask.
    package let baseline: Baseline?
    package let commitment: Commitment?
    /// What one fulfilment cost people before, in minutes.
    package let manualMinutes: Int
    package let data: DataScope
    package let tiers: [Tier]
    /// JSON Schema 2020-12.
    package let parameters: Located<Value>
    package let requires: [Located<String>]
    /// Nil for a retired service.
    package let template: Located<String>?
    package let approvals: [Approval]
    package let examples: [Example]

    package init(
        head: DocumentHead, words: Words, lifecycle: Lifecycle, promise: Promise, shape: Shape,
        approvals: [Approval]
    ) {
        self.head = head
        name = words.name
        summary = words.summary
        help = words.help
        owner = words.owner
        category = words.category
        self.lifecycle = lifecycle
        requestableBy = promise.requestableBy
        baseline = promise.baseline
        commitment = promise.commitment
        manualMinutes = promise.manualMinutes
        data = promise.data
        tiers = shape.tiers
        parameters = shape.parameters
        requires = shape.requires
        template = shape.template
        examples = shape.examples
        self.approvals = approvals
    }

    package func tier(_ id: String) -> Tier? { tiers.first { $0.id.value == id } }

    package struct Words: Sendable {
        package let name: LocalizedText
        package let summary: LocalizedText
        package let help: LocalizedText?
        package let owner: Owner
        package let category: String

        package init(
            name: LocalizedText, summary: LocalizedText, help: LocalizedText?, owner: Owner,
            category: String
        ) {
            self.name = name
            self.summary = summary
            self.help = help
            self.owner = owner
            self.category = category
        }
    }

    package struct Promise: Sendable {
        package let requestableBy: [String]
        package let baseline: Baseline?
        package let commitment: Commitment?
        package let manualMinutes: Int
        package let data: DataScope

        package init(
            requestableBy: [String], baseline: Baseline?, commitment: Commitment?,
            manualMinutes: Int, data: DataScope
        ) {
            self.requestableBy = requestableBy
            self.baseline = baseline
            self.commitment = commitment
            self.manualMinutes = manualMinutes
            self.data = data
        }
    }

    package struct Shape: Sendable {
        package let tiers: [Tier]
        package let parameters: Located<Value>
        package let requires: [Located<String>]
        package let template: Located<String>?
        package let examples: [Example]

        package init(
            tiers: [Tier], parameters: Located<Value>, requires: [Located<String>],
            template: Located<String>?, examples: [Example]
        ) {
            self.tiers = tiers
            self.parameters = parameters
            self.requires = requires
            self.template = template
            self.examples = examples
        }
    }

    package struct Owner: Sendable {
        package let team: String
        package let contact: String
        package let secondary: String?

        package init(team: String, contact: String, secondary: String?) {
            self.team = team
            self.contact = contact
            self.secondary = secondary
        }
    }

    package struct Baseline: Sendable {
        package let tier: Located<String>
        package let parameters: YAMLNode?
        package let span: SourceSpan

        package init(tier: Located<String>, parameters: YAMLNode?, span: SourceSpan) {
            self.tier = tier
            self.parameters = parameters
            self.span = span
        }
    }

    package struct Commitment: Sendable {
        /// `1bd`: business days by the city's calendar; or a span.
        package let fulfilWithin: String
        package let businessDays: Int?
        /// Between 0 and 1, as decimal text.
        package let share: String?
        package let availability: String?

        package init(
            fulfilWithin: String, businessDays: Int?, share: String?, availability: String?
        ) {
            self.fulfilWithin = fulfilWithin
            self.businessDays = businessDays
            self.share = share
            self.availability = availability
        }
    }

    package struct Approval: Sendable {
        package let role: String
        package let condition: Located<String>?

        package init(role: String, condition: Located<String>?) {
            self.role = role
            self.condition = condition
        }
    }

    package struct Example: Sendable {
        package let tier: Located<String>
        package let parameters: YAMLNode?
        package let span: SourceSpan

        package init(tier: Located<String>, parameters: YAMLNode?, span: SourceSpan) {
            self.tier = tier
            self.parameters = parameters
            self.span = span
        }
    }
}

/// The size of a service.
package struct Tier: Sendable {
    package let id: Located<String>
    package let summary: LocalizedText?
    /// The largest value of a numeric parameter, by its name.
    package let limits: [Limit]
    /// What of a pool one subscription takes, by `pool.measure`; an expression or a number.
    package let consumes: [Consumption]
    package let price: [Price]
    /// The most sensitive data that it may hold, where that is less than the service may.
    package var ceiling: Located<DataLevel>?

    package init(
        id: Located<String>, summary: LocalizedText?, limits: [Limit], consumes: [Consumption],
        price: [Price]
    ) {
        self.id = id
        self.summary = summary
        self.limits = limits
        self.consumes = consumes
        self.price = price
    }

    package struct Limit: Sendable {
        package let parameter: Located<String>
        package let most: Located<Int64>

        package init(parameter: Located<String>, most: Located<Int64>) {
            self.parameter = parameter
            self.most = most
        }
    }

    package struct Consumption: Sendable {
        package let pool: String
        package let amount: YAMLNode
        /// Of the pool's name.
        package let span: SourceSpan

        package init(pool: String, amount: YAMLNode, span: SourceSpan) {
            self.pool = pool
            self.amount = amount
            self.span = span
        }
    }

    package struct Price: Sendable {
        package enum Frequency: String, Sendable, CaseIterable {
            case once, monthly, yearly
        }

        package let name: String
        package let frequency: Frequency
        package let amount: Money
        package let unit: String?
        /// How many units; one where nothing is stated.
        package let quantity: YAMLNode?
        /// The days on which it holds; of two of one name the later beats the former.
        package let days: DayRange
        package let span: SourceSpan

        package init(
            name: String, amount: Money, _ frequency: Frequency, per measure: Measure,
            days: DayRange, span: SourceSpan
        ) {
            self.name = name
            self.frequency = frequency
            self.amount = amount
            unit = measure.unit
            quantity = measure.quantity
            self.days = days
            self.span = span
        }

        package struct Measure: Sendable {
            package let unit: String?
            package let quantity: YAMLNode?

            package init(unit: String?, quantity: YAMLNode?) {
                self.unit = unit
                self.quantity = quantity
            }
        }
    }
}

package struct Lifecycle: Sendable {
    package enum State: String, Sendable, CaseIterable {
        case experimental, production, deprecated, retired
    }

    package let state: State
    package let since: CalendarDate?
    /// The last day on which a deprecated service takes new subscriptions.
    package let sunset: Located<CalendarDate>?
    package let successor: Located<String>?

    package init(
        state: State, since: CalendarDate?, sunset: Located<CalendarDate>?,
        successor: Located<String>?
    ) {
        self.state = state
        self.since = since
        self.sunset = sunset
        self.successor = successor
    }
}

package enum DataLevel: Int, Sendable, Comparable, CaseIterable {
    case `public`, `internal`, confidential, restricted

    package init?(name: String) {
        guard let level = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = level
    }

    package var name: String {
        switch self {
        case .public: "public"
        case .internal: "internal"
        case .confidential: "confidential"
        case .restricted: "restricted"
        }
    }

    package static func < (left: DataLevel, right: DataLevel) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// Which data something may hold, or holds: a level, and regimes such as `hipaa` or `cjis`.
package struct DataScope: Sendable {
    package let level: Located<DataLevel>
    package let regimes: [Located<String>]

    package init(level: Located<DataLevel>, regimes: [Located<String>]) {
        self.level = level
        self.regimes = regimes
    }
}
