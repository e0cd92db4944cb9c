// SPDX-License-Identifier: Apache-2.0

import Values
package import YAMLSource

/// How a change of the catalog may break what a service promised to those who use it. The names stand in catalogs and
/// dashboards: they are kept.
package enum PromiseRule: String, Sendable, CaseIterable {
    // What may be stated.
    case parameterRemoved = "parameter-removed"
    case parameterType = "parameter-type"
    case parameterRequired = "parameter-required"
    case parameterNarrowed = "parameter-narrowed"
    case parameterPattern = "parameter-pattern"
    case parameterDefault = "parameter-default"
    case parameterImmutable = "parameter-immutable"
    // What there is to have.
    case tierRemoved = "tier-removed"
    case tierLimit = "tier-limit"
    case serviceEnded = "service-ended"
    case idReused = "id-reused"
    // Fairness.
    case priceRaised = "price-raised"
    case commitmentLowered = "commitment-lowered"
    case eligibilityNarrowed = "eligibility-narrowed"
    case baselineChanged = "baseline-changed"
    case dataScopeChanged = "data-scope-changed"
    case requirementAdded = "requirement-added"
}

/// A line of the catalog by which somebody answers for a broken promise.
package struct AcceptedBreak: Sendable {
    package let rule: PromiseRule
    package let service: Located<String>
    package let reason: String
    /// How long before it holds those whom it touches are told.
    package let notice: Span
    package let span: SourceSpan

    package init(
        rule: PromiseRule, service: Located<String>, reason: String, notice: Span,
        span: SourceSpan
    ) {
        self.rule = rule
        self.service = service
        self.reason = reason
        self.notice = notice
        self.span = span
    }

    /// Whether two lines, of two revisions, say the same.
    package func says(as other: AcceptedBreak) -> Bool {
        rule == other.rule && service.value.hasSameBytes(as: other.service.value)
            && reason.hasSameBytes(as: other.reason) && notice == other.notice
    }
}
