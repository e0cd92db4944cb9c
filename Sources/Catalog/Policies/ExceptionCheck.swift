// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// What is wrong with the exceptions of policies by themselves: what they name, how long they last, and that their end
/// comes near. Whether anything needs them only judging shows.
struct ExceptionCheck {
    /// An exception that ends within so many days is told of.
    static let noticeDays: Int64 = 30
    /// Two years. What lasts longer is no exception, and belongs into the rule.
    static let daysMax: Int64 = 731

    let gathering: CatalogGathering
    let today: CalendarDate
    private var catalog: Catalog { gathering.catalog }

    init(_ gathering: CatalogGathering, today: CalendarDate) {
        self.gathering = gathering
        self.today = today
    }

    func diagnostics(of policy: Policy) -> [Diagnostic] {
        policy.exceptions.flatMap { exception in
            [subject(of: exception, in: policy), end(of: exception, in: policy)].compactMap(\.self)
        }
    }

    // MARK: What it names

    private func subject(of exception: PolicyException, in policy: Policy) -> Diagnostic? {
        let name = exception.subject.value
        guard name != "catalog" else { return nil }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count > 1 else {
            return unknown(.service, name, Array(catalog.services.keys), exception, policy)
        }
        let rule = policy.rules.first { $0.id.value == exception.rule.value }
        guard rule?.scope.subject != .change else {
            // A subscription that somebody is about to take away stands in the catalog no more.
            return unknown(
                .department, String(parts[0]), Array(catalog.departments.keys), exception, policy)
        }
        let path = "\(parts[0])/\(parts[1])"
        if catalog.subscription(path) != nil { return nil }
        return unknown(
            .subscription, path, catalog.subscriptions.map(\.path), exception, policy)
    }

    private func unknown(
        _ kind: CatalogKind, _ name: String, _ known: [String], _ exception: PolicyException,
        _ policy: Policy
    ) -> Diagnostic? {
        let id = name.split(separator: "/").last.map(String.init) ?? name
        guard !known.contains(name), !gathering.broken.mayHold(kind, id) else { return nil }
        return .unknownReference(
            kind, name, among: known, at: policy.head.place(exception.subject.span))
    }

    // MARK: How long it lasts

    private func end(of exception: PolicyException, in policy: Policy) -> Diagnostic? {
        let until = exception.until.value
        let name = "the exception of `\(exception.subject.value)` from `\(exception.rule.value)`"
        let place = policy.head.place(exception.until.span)
        let last = today.advanced(byDays: Self.daysMax)
        if until > last {
            return Diagnostic(
                .badValue, "an exception lasts two years at most, now until \(last)", at: place,
                help: "what always holds belongs into the rule or its parameters")
        }
        guard until < today.advanced(byDays: Self.noticeDays) else { return nil }
        if until < today {
            return Diagnostic(
                .exceptionEnded, "\(name) ended on \(until)", at: place, severity: .warning,
                help: "`\(exception.owner.value)` answers for it; it excuses nothing any more")
        }
        return Diagnostic(
            .exceptionEnds, "\(name) ends on \(until)", at: place, severity: .warning,
            help: "`\(exception.owner.value)` answers for it: \(exception.reason)")
    }
}
