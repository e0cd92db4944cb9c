// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import Values

/// What is wrong with policies by themselves: their parameters, their expressions, and their exceptions. It judges
/// nothing by them.
enum PolicyCheck {
    static func diagnostics(_ gathering: CatalogGathering, _ request: LoadRequest) -> [Diagnostic] {
        var compiler = PolicyCompiler(gathering.catalog, providers: request.providers)
        var diagnostics: [Diagnostic] = []
        var unanswerable: [CompiledRule] = []
        let exceptions = ExceptionCheck(gathering, today: request.today)
        for policy in gathering.all(\.policies) {
            let rules = compiler.compile(policy)?.rules ?? []
            if gathering.catalog.lacksPeople { unanswerable += rules.filter(\.looksAtPeople) }
            diagnostics += exceptions.diagnostics(of: policy)
        }
        diagnostics += unasked(unanswerable, gathering.catalog)
        return diagnostics + compiler.diagnostics
    }

    /// One for all rules: what is wrong is one thing.
    private static func unasked(_ rules: [CompiledRule], _ catalog: Catalog) -> [Diagnostic] {
        guard !rules.isEmpty else { return [] }
        let names = rules.map { "`\($0.name)`" }.sorted().joined(separator: ", ")
        let source = catalog.sources.values.filter { $0.schema == .people }.min {
            $0.head.id.value.precedesByBytes($1.head.id.value)
        }
        return [
            Diagnostic(
                .peopleUnknown,
                "nothing is known of people, so rules that look at them are not asked: \(names)",
                at: source?.head.idPlace ?? catalog.city?.head.idPlace, severity: .warning,
                help: source.map {
                    "`burnham source refresh \($0.head.id.value) FILE` takes an export"
                }
                    ?? "a `Source` with the schema `people` says where they come from")
        ]
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
                    !unanswerable.contains(where: { $0 === rule }),
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
