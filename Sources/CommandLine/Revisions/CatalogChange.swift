// SPDX-License-Identifier: Apache-2.0

import BurnhamCatalog
import BurnhamCore
import BurnhamEngine
import BurnhamReport

/// A change of the catalog since a revision of it, in one environment, weighed without asking a target.
struct CatalogChange {
    private let former: RevisionCatalog
    /// What the revision asks for.
    private let standing: Resolution
    private let session: PlanningSession

    static func open(
        _ options: EnvironmentOptions, since revision: String, now: Instant, console: Console
    ) throws -> CatalogChange {
        let roots = try Roots.find(options.catalog.roots)
        let former = try usable(roots, console) {
            try RevisionCatalog.load(revision, of: roots, now: now, .whole)
        }
        // What the revision has is not new.
        let workspace = try Workspace.load(
            options.catalog, now: now, recorded: former.subscriptions)
        try workspace.stopOnErrors([], console)
        let environment = try workspace.environment(options.environment)
        try KnownDepartments.require(options.department, in: nil) {
            Set(workspace.catalog.departments.keys).union(
                former.workspace.catalog.departments.keys)
        }
        let resolution = Resolver.resolve(
            ResolveRequest(
                catalog: workspace.catalog, environment: environment, load: workspace.request))
        try workspace.stopOnErrors(resolution.diagnostics, console)
        let session = PlanningSession(
            workspace: workspace, environment: environment, resolution: resolution, store: nil,
            settings: TargetSettings.filled(environment, workspace.request.providers),
            siteFile: nil)
        let standing = try usable(roots, console) {
            try former.resolution(in: environment.head.id.value)
        }
        return CatalogChange(former: former, standing: standing, session: session)
    }

    /// Ends the command with a diagnostic where there is nothing to compare with.
    private static func usable<Found>(
        _ roots: Roots, _ console: Console, _ find: () throws -> Found
    ) throws -> Found {
        do {
            return try find()
        } catch let unusable as RevisionCatalog.Unusable {
            let report = CheckReport(
                [unusable.diagnostic],
                in: CheckedFiles([:], home: "catalog", checkout: .around(roots.city)), allClear: "",
                by: .burnham)
            console.aside(DiagnosticFormat.text.render(report, on: console.screen))
            throw ProgramExit.wrongInput.code
        }
    }

    func plan(_ selection: PlanningRequest.Selection) async -> Plan {
        let request = session.request(selection, explaining: true)
        let world = StandingWorld(
            standing.resources, targets: request.targets, lineage: request.newLineage)
        var plan = await Planner.plan(request, in: world)
        PlanJudging(session, selection)?.judge(&plan)
        return plan
    }

    func showing(_ options: EnvironmentOptions, showsAll: Bool) -> PlanShowing {
        let (before, after) = (former.workspace, session.workspace)
        let guarded = GuardedChanges.words(
            from: before.catalog, before.request.files, to: after.catalog, after.request.files)
        return PlanShowing(
            session, newcomers: Newcomers(session, recorded: former.subscriptions),
            since: PlanSince(
                revision: former.revision, commit: former.commit, guarded: guarded),
            options: options, showsAll: showsAll)
    }
}

extension RevisionCatalog {
    fileprivate var subscriptions: Set<String> {
        Set(workspace.catalog.subscriptions.map(\.path))
    }
}
