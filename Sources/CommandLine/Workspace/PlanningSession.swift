// SPDX-License-Identifier: Apache-2.0

import BurnhamCatalog
import BurnhamCore
import BurnhamEngine
import BurnhamStore
import DurableFiles
import Foundation
import Values

/// Everything between a loaded catalog and a plan of one environment: targets opened for reading, the store
/// if there is one, the resolved resources.
struct PlanningSession {
    let workspace: Workspace
    let environment: BurnhamCore.Environment
    let resolution: Resolution
    let store: SQLiteStore?
    let settings: [String: TargetSettings.Filled]
    let siteFile: SiteFile?
    /// Of the targets whose providers speak to servers, by name.
    var connections: [String: TargetConnection] = [:]

    static func open(
        _ options: EnvironmentOptions, now: Instant, console: Console
    ) throws -> PlanningSession {
        let found = try Workspace.load(options.catalog, now: now)
        if found.hasErrors { try found.stopOnErrors([], console) }
        guard !found.catalog.environments.isEmpty else {
            throw CommandFailure(.wrongInput, "the catalog has no environment")
        }
        let environment = try found.environment(options.environment)
        let store = try openStore(folder: found.folder(of: environment))
        let workspace =
            found.asksWhatIsRecorded
            ? try Workspace.load(
                options.catalog, now: now, recorded: recordedSubscriptions(store))
            : found
        if workspace.hasErrors { try workspace.stopOnErrors([], console) }
        let resolution = Resolver.resolve(
            ResolveRequest(
                catalog: workspace.catalog, environment: environment, load: workspace.request))
        try workspace.stopOnErrors(resolution.diagnostics, console)
        try KnownDepartments.require(options.department, in: store) {
            Set(workspace.catalog.departments.keys)
        }
        if let problem = workspace.snapshots.ageProblems(at: now).first {
            throw CommandFailure(
                .refused, problem, help: "`burnham source refresh` takes over a newer export")
        }
        let settings = TargetSettings.filled(environment, workspace.request.providers)
        let siteFile = try SiteFile.read(options.site)
        return PlanningSession(
            workspace: workspace, environment: environment, resolution: resolution, store: store,
            settings: settings, siteFile: siteFile,
            connections: try connections(environment, settings, siteFile))
    }

    /// Refuses an environment whose servers the site file does not name.
    private static func connections(
        _ environment: BurnhamCore.Environment, _ settings: [String: TargetSettings.Filled],
        _ siteFile: SiteFile?
    ) throws -> [String: TargetConnection] {
        let connections = try siteFile?.connections(of: environment, settings) ?? [:]
        let lost = settings.values.filter { target in
            target.provider.connectionSchema != nil && connections[target.name] == nil
        }.map { "`\($0.name)`" }.sorted()
        guard lost.isEmpty else {
            throw CommandFailure(
                .wrongInput,
                "no site file says how to reach \(lost.joined(separator: ", ")) of environment "
                    + "`\(environment.head.id.value)`",
                help: "`--site FILE`, BURNHAM_SITE or \(SiteFile.standardPath) names servers and "
                    + "credentials; docs/guides/real-servers.md shows one")
        }
        return connections
    }

    private static func openStore(folder: String) throws -> SQLiteStore? {
        guard try SQLiteStore.exists(folder: folder) else { return nil }
        return try SQLiteStore.open(folder: folder, mode: .readOnly)
    }

    private static func recordedSubscriptions(_ store: SQLiteStore?) throws -> Set<String> {
        guard let store else { return [] }
        return Set(try store.rows().map { String($0.address.subscription) })
    }

    var folder: String { workspace.folder(of: environment) }

    // MARK: Targets

    func place(of target: EnvironmentTarget) -> TargetPlace {
        // As it is from where the user stands: it goes into the words of failures.
        let folder = Roots.shown("\(folder)/targets/\(target.name.value)")
        let filled = settings[target.name.value]
        return TargetPlace(
            name: target.name.value, settings: filled?.settings ?? [:],
            connection: connections[target.name.value] ?? TargetConnection(),
            limits: limits(of: target, filled?.provider.limits ?? TargetLimits()),
            folder: folder, registryFolder: folder)
    }

    var planningTargets: [PlanningTarget] {
        environment.targets.compactMap { target in
            guard let (_, provider, filled) = settings[target.name.value] else { return nil }
            return PlanningTarget(
                name: target.name.value, types: provider.types, settings: filled,
                observer: provider.makeObserver(place(of: target)),
                rules: PlanningTarget.Rules(
                    manage: target.manage,
                    manageByType: Dictionary(
                        target.manageByType.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 }),
                    drift: target.drift ?? environment.drift))
        }
    }

    var applyTargets: [ApplyTarget] {
        environment.targets.compactMap { target in
            guard let (_, provider, filled) = settings[target.name.value] else { return nil }
            let place = place(of: target)
            return ApplyTarget(
                name: target.name.value, types: provider.types, settings: filled,
                doors: ApplyTarget.Doors(
                    observer: provider.makeObserver(place),
                    performer: provider.makePerformer(place)),
                limits: place.limits,
                executor: BlockingExecutor(
                    threads: place.limits.concurrency, label: target.name.value))
        }
    }

    /// The provider's, with those that the environment states.
    private func limits(of target: EnvironmentTarget, _ standard: TargetLimits) -> TargetLimits {
        var limits = standard
        if let value = target.limits["concurrency"] { limits.concurrency = Int(value.value) }
        if let value = target.limits["batch_size"] { limits.batchSize = Int(value.value) }
        if let value = target.limits["operations_per_second"] {
            limits.operationsPerSecond = Int(value.value)
        }
        if let value = target.limits["attempts_max"] { limits.attemptsMax = Int(value.value) }
        if let value = target.limits["timeout_seconds"] { limits.timeoutSeconds = Int(value.value) }
        return limits
    }

    // MARK: Plans

    private func facts(explaining: Bool) -> PlanningRequest.CatalogFacts {
        var facts = PlanningRequest.CatalogFacts(
            budgets: environment.budgets ?? workspace.catalog.city?.budgets ?? .standard,
            holds: workspace.catalog.holds, inputs: workspace.inputs,
            planValidForSeconds: environment.planValidFor.seconds)
        facts.pools = environment.pools
        facts.today = workspace.request.today
        guard explaining else { return facts }
        let reasons = ReplaceReasons(
            ResolveRequest(
                catalog: workspace.catalog, environment: environment, load: workspace.request),
            files: workspace.request.files)
        let causes = RemovalCauses(workspace.catalog, workspace.request)
        facts.removalCause = { causes.cause(of: $0) }
        facts.replaceReason = { reasons.reason(for: $1, of: $0) }
        return facts
    }

    func request(_ selection: PlanningRequest.Selection) -> PlanningRequest {
        // What is not recorded is neither replaced nor taken away.
        request(selection, explaining: store != nil)
    }

    /// `explaining` is whether the plan is told why the catalog replaces or no longer asks for something.
    func request(
        _ selection: PlanningRequest.Selection, explaining: Bool
    ) -> PlanningRequest {
        PlanningRequest(
            environment: environment.head.id.value, resources: resolution.resources,
            targets: planningTargets,
            catalog: facts(explaining: explaining), selection: selection,
            moment: PlanningRequest.Moment(
                now: workspace.now, nonce: randomBytes(count: 16).hex,
                newLineage: randomBytes(count: 16).hex))
    }

    /// A session that nobody needs any more is let go before planning begins.
    consuming func plan(_ selection: PlanningRequest.Selection) async throws -> Planning {
        let planner = Planner(request(selection), store: store)
        let judging = PlanJudging(self, selection)
        _ = consume self
        var planning = try await planner.plan()
        judging?.judge(&planning.plan)
        return planning
    }
}

extension Workspace {
    /// Only what comes after its service's sunset is judged by whether it is recorded.
    fileprivate var asksWhatIsRecorded: Bool {
        diagnostics.contains { $0.code == DiagnosticCode.afterSunset.rawValue }
    }

    /// What a plan depends on: every file of the catalog, what providers say of themselves, and every snapshot.
    var inputs: [Plan.Input] {
        let documents = (request.documents.values + programs).map {
            Plan.Input(path: $0.path, digest: .sha256($0.bytes))
        }
        return (catalog.files + documents + request.snapshots.map(\.input)).sorted {
            $0.path.precedesByBytes($1.path)
        }
    }
}
