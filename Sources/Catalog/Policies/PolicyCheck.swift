// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore

/// What is wrong with policies by themselves: their parameters, their expressions, and exceptions that end. It judges
/// nothing by them.
enum PolicyCheck {
    /// An exception that ends within so many days is told of.
    static let noticeDays: Int64 = 30

    static func diagnostics(_ gathering: CatalogGathering, _ request: LoadRequest) -> [Diagnostic] {
        var compiler = PolicyCompiler(gathering.catalog, providers: request.providers)
        var diagnostics: [Diagnostic] = []
        for policy in gathering.all(\.policies) {
            _ = compiler.compile(policy)
            diagnostics += policy.exceptions.compactMap {
                ending($0, of: policy, today: request.today)
            }
        }
        return diagnostics + compiler.diagnostics
    }

    private static func ending(
        _ exception: PolicyException, of policy: Policy, today: CalendarDate
    ) -> Diagnostic? {
        let until = exception.until.value
        guard until < today.advanced(byDays: noticeDays) else { return nil }
        let name = "the exception of `\(exception.subject.value)` from `\(exception.rule.value)`"
        let place = policy.head.place(exception.until.span)
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

extension PolicySet {
    /// Exceptions that none of these judgements needs, where the rule is not about changes, which only a plan has.
    package func unusedExceptions(_ judgements: [Judgement]) -> [Diagnostic] {
        let used = Set(
            judgements.compactMap { judgement in
                judgement.exception.map { "\(judgement.rule.name) \($0.subject.value)" }
            })
        return policies.flatMap { compiled in
            compiled.policy.exceptions.compactMap { exception -> Diagnostic? in
                let rule = compiled.rules.first { $0.rule.id.value == exception.rule.value }
                guard let rule, rule.rule.scope.subject != .change,
                    !used.contains("\(rule.name) \(exception.subject.value)")
                else { return nil }
                return Diagnostic(
                    .exceptionUnused,
                    "`\(exception.subject.value)` needs no exception from `\(exception.rule.value)`",
                    at: compiled.policy.head.place(exception.subject.span), severity: .warning,
                    help: "an exception that nothing needs can be removed")
            }
        }
    }
}
