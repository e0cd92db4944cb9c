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
    private let found: [Finding]
    private let files: [String: [UInt8]]

    /// Nil where the catalog has no policy. Where objects are purged or adopted by name, the plan is about nothing
    /// else, and only its changes are judged.
    init?(_ session: borrowing PlanningSession, _ selection: PlanningRequest.Selection) {
        let workspace = session.workspace
        guard let policies = PolicySet(workspace.catalog, load: workspace.request) else {
            return nil
        }
        self.policies = policies
        environment = session.environment.head.id.value
        files = Dictionary(
            workspace.request.files.map { ($0.path, $0.bytes) }, uniquingKeysWith: { $1 })
        guard selection.purges.isEmpty, selection.adopts.isEmpty else {
            found = []
            return
        }
        let judgements =
            policies.judgeCatalog()
            + policies.judge(session.resolution.resources, in: environment)
        found = Self.findings(
            judgements.filter { judgement in
                guard let departments = selection.departments,
                    let department = judgement.subject.department
                else { return true }
                return departments.contains(department)
            }, files)
    }

    func judge(_ plan: inout Plan) {
        let changes = policies.judge(plan.changes, in: environment)
        plan.take(found + Self.findings(changes, files))
    }

    private static func findings(
        _ judgements: [Judgement], _ files: [String: [UInt8]]
    ) -> [Finding] {
        var lines: [String: LineIndex] = [:]
        return judgements.map { judgement in
            Finding(
                rule: judgement.rule.name, effect: judgement.effect,
                subject: judgement.subject.name,
                message: [judgement.message, judgement.note].compactMap(\.self).joined(
                    separator: "; "),
                spot: judgement.subject.place.flatMap { spot($0, files, &lines) },
                excuse: judgement.excuse)
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
