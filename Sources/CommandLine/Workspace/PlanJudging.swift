// SPDX-License-Identifier: Apache-2.0

import BurnhamCatalog
import BurnhamCore
import BurnhamEngine
import YAMLSource

/// What the policies of a catalog say of a plan: of the departments that it is about, and of its changes. It is made
/// before the plan, and keeps of the session only what judging changes needs.
struct PlanJudging: Sendable {
    private let policies: PolicySet
    private let environment: String
    private let reach: Reach
    private let found: [Judgement]
    private let files: [String: [UInt8]]

    /// What a plan is about, and so which judgements are.
    private enum Reach {
        case departments(Set<String>?)
        /// Subscriptions that have something adopted.
        case adopted
        /// Nothing but its changes: objects that are purged stand in no catalog any more.
        case changes
    }

    /// Nil where the catalog has no policy.
    init?(_ session: borrowing PlanningSession, _ selection: PlanningRequest.Selection) {
        let reach: Reach =
            if !selection.purges.isEmpty {
                .changes
            } else if !selection.adopts.isEmpty {
                .adopted
            } else {
                .departments(selection.departments)
            }
        self.init(session, reach)
    }

    /// For a plan that was made before.
    init?(_ session: borrowing PlanningSession, _ plan: Plan) {
        let reach: Reach =
            if plan.count(.purge) > 0 {
                .changes
            } else if plan.count(.adopt) > 0 {
                .adopted
            } else {
                .departments(plan.basis.departments.map { Set($0) })
            }
        self.init(session, reach)
    }

    private init?(_ session: borrowing PlanningSession, _ reach: Reach) {
        let workspace = session.workspace
        guard let policies = PolicySet(workspace.catalog, load: workspace.request) else {
            return nil
        }
        self.policies = policies
        self.reach = reach
        environment = session.environment.head.id.value
        files = Dictionary(
            workspace.request.files.map { ($0.path, $0.bytes) }, uniquingKeysWith: { $1 })
        if case .changes = reach {
            found = []
        } else {
            found =
                policies.judgeCatalog()
                + policies.judge(session.resolution.resources, in: environment)
        }
    }

    func judge(_ plan: inout Plan) {
        let changes = policies.judge(plan.changes, in: environment)
        let given = Set(plan.changes.filter(\.kind.gives).map { String($0.address.subscription) })
        plan.take(findings(found.filter { isAbout($0.subject, given) } + changes, given))
        refuseUnasked(&plan)
    }

    private func isAbout(_ subject: Judgement.Subject, _ given: Set<String>) -> Bool {
        switch reach {
        case .departments(let departments?):
            subject.department.map(departments.contains) ?? true
        case .adopted: subject.subscription.map(given.contains) ?? true
        case .departments(nil), .changes: true
        }
    }

    /// What would deny if anybody were known may not pass because nobody is.
    private func refuseUnasked(_ plan: inout Plan) {
        let unasked = policies.unanswerable.filter { rule in
            guard rule.effect == .deny else { return false }
            if case .changes = reach { return rule.subject == .change }
            return true
        }
        guard !unasked.isEmpty else { return }
        let names = unasked.map { "`\($0.name)`" }.joined(separator: ", ")
        plan.refusals.append(
            "nothing is known of people, and rules that deny look at them: \(names)")
    }

    private func findings(_ judgements: [Judgement], _ given: Set<String>) -> [Finding] {
        var lines: [String: LineIndex] = [:]
        return judgements.map { judgement in
            var finding = Finding(
                rule: judgement.rule.name, effect: judgement.effect,
                subject: judgement.subject.name,
                message: [judgement.message, judgement.note].compactMap(\.self).joined(
                    separator: "; "),
                spot: judgement.subject.place.flatMap { Self.spot($0, files, &lines) },
                excuse: judgement.excuse)
            let path = judgement.subject.subscription
            finding.stands = finding.denies && path.map { !given.contains($0) } ?? false
            return finding
        }
    }

    private static func spot(
        _ place: Diagnostic.Place, _ files: [String: [UInt8]], _ lines: inout [String: LineIndex]
    ) -> Finding.Spot? {
        guard let bytes = files[place.file] else { return nil }
        let index = lines[place.file] ?? LineIndex(bytes)
        lines[place.file] = index
        let position = index.position(at: place.span.start)
        return Finding.Spot(file: place.file, line: position.line, column: position.column)
    }
}
