// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values
import YAMLSource

/// What there is to have of a service, and on which terms.
extension ServicePair {
    func compareTiers(_ new: Service, _ findings: inout Findings) {
        for tier in old.tiers {
            let users = users.filter { $0.tier.value.hasSameBytes(as: tier.id.value) }
            guard let now = new.tier(tier.id.value) else {
                findings.add(
                    .tierRemoved, ["tiers"], "tier `\(tier.id.value)` is gone", users)
                continue
            }
            compareLimits(tier, now, users, &findings)
            comparePrices(tier, now, users, &findings)
            compareCeilings(tier, now, users, &findings)
        }
    }

    private func compareLimits(
        _ was: Tier, _ now: Tier, _ users: [Subscription], _ findings: inout Findings
    ) {
        for limit in now.limits {
            let name = limit.parameter.value
            let former = was.limits.first { $0.parameter.value.hasSameBytes(as: name) }?.most.value
            guard limit.most.value < former ?? .max else { continue }
            let touched = users.filter { user in
                (stated(name, by: user) ?? 0) > limit.most.value
            }
            findings.add(
                .tierLimit, ["tiers", now.id.value, "limits", name],
                "`\(name)` may be at most \(limit.most.value) in tier `\(now.id.value)`"
                    + (former.map { " and might be \($0)" } ?? " and had no limit"), touched)
        }
    }

    private func stated(_ parameter: String, by user: Subscription) -> Int64? {
        user.parameters?.child(parameter)?.value.int
            ?? old.parameters.value["properties"]?[parameter]?["default"]?.int
    }

    /// A tier without a ceiling of its own has the service's.
    private func compareCeilings(
        _ was: Tier, _ now: Tier, _ users: [Subscription], _ findings: inout Findings
    ) {
        guard let ceiling = now.ceiling?.value,
            ceiling < was.ceiling?.value ?? old.data.level.value
        else { return }
        findings.add(
            .dataScopeChanged, ["tiers", now.id.value, "ceiling"],
            "tier `\(now.id.value)` is made for \(ceiling.name) data at most now",
            users.filter { ($0.data?.level.value ?? .public) > ceiling })
    }

    // MARK: Promises

    func compareCommitment(_ new: Service, _ findings: inout Findings) {
        guard let was = old.commitment else { return }
        guard let now = new.commitment else {
            return findings.add(
                .commitmentLowered, [], "it promises no time of fulfilment any more", users)
        }
        if !now.isAtLeastAsQuick(as: was) {
            findings.add(
                .commitmentLowered, ["commitment", "fulfil_within"],
                "it promises to fulfil within \(now.fulfilWithin), which was \(was.fulfilWithin)",
                users)
        }
        // A promise without a share holds for every request; without an availability there is none.
        compareShares("share of requests", "share", was.share ?? "1", now.share ?? "1", &findings)
        compareShares(
            "availability", "availability", was.availability ?? "0", now.availability ?? "0",
            &findings)
    }

    private func compareShares(
        _ words: String, _ key: String, _ was: String, _ now: String,
        _ findings: inout Findings
    ) {
        guard let former = Double(was), let share = Double(now), share < former else { return }
        findings.add(
            .commitmentLowered, ["commitment", key],
            "it promises a lower \(words): \(now), which was \(was)", users)
    }

    func compareEligibility(_ new: Service, _ findings: inout Findings) {
        for role in old.requestableBy where !new.requestableBy.contains(role) {
            findings.add(
                .eligibilityNarrowed, ["requestable_by"],
                "the role `\(role)` may no longer ask for it",
                users)
        }
        for approval in new.approvals
        where !old.approvals.contains(where: { $0.asksNoLess(than: approval) }) {
            findings.add(
                .eligibilityNarrowed, ["approvals"],
                "`\(approval.role)` has to agree now"
                    + (approval.condition.map { " where `\($0.value)`" } ?? ""), users)
        }
        guard let baseline = old.baseline else { return }
        let having = users.filter { $0.cause == .baseline }
        if new.baseline == nil {
            findings.add(
                .baselineChanged, [], "departments no longer have it without asking", having)
        } else if let tier = new.baseline?.tier.value, tier != baseline.tier.value {
            findings.add(
                .baselineChanged, ["baseline", "tier"],
                "departments have tier `\(tier)` without asking now and had `\(baseline.tier.value)`",
                having)
        }
    }

    func compareData(_ new: Service, _ findings: inout Findings) {
        let (was, now) = (old.data.level.value, new.data.level.value)
        if was != now {
            findings.add(
                .dataScopeChanged, ["data", "ceiling"],
                "it may hold \(now.name) data at most now, which was \(was.name)",
                now > was ? users : users.filter { ($0.data?.level.value ?? .public) > now })
        }
        let regimes = Set(new.data.regimes.map(\.value))
        for regime in old.data.regimes.map(\.value) where !regimes.contains(regime) {
            findings.add(
                .dataScopeChanged, ["data", "regimes"],
                "it may no longer hold data under the regime `\(regime)`",
                users.filter { $0.data?.regimes.map(\.value).contains(regime) ?? false })
        }
    }

    func compareRequirements(
        _ new: Service, _ subscriptions: [Subscription], _ findings: inout Findings
    ) {
        let former = Set(old.requires.map(\.value))
        for required in new.requires.map(\.value) where !former.contains(required) {
            let having = Set(
                subscriptions.filter { $0.service.value.hasSameBytes(as: required) }
                    .map(\.department.value))
            findings.add(
                .requirementAdded, ["requires"],
                "a department needs `\(required)` to have it now",
                users.filter { !having.contains($0.department.value) })
        }
    }
}

extension Service.Approval {
    /// The same role in at least all of the cases.
    fileprivate func asksNoLess(than other: Service.Approval) -> Bool {
        role == other.role && (condition == nil || condition?.value == other.condition?.value)
    }
}

extension Service.Commitment {
    private static let secondsPerDay: Int64 = 86_400

    /// A business day may be any number of days away, but is over a day after it begins at the earliest.
    fileprivate func isAtLeastAsQuick(as other: Service.Commitment) -> Bool {
        switch (businessDays, other.businessDays) {
        case (let days?, let former?): return days <= former
        case (nil, nil): return seconds <= other.seconds
        case (nil, let former?): return seconds <= Int64(former) * Self.secondsPerDay
        case (_?, nil): return false
        }
    }

    private var seconds: Int64 { Span(fulfilWithin)?.seconds ?? .max }
}
