// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BurnhamCatalog
import BurnhamCore
import BurnhamEngine
import BurnhamReport

/// `plan`: shows what an apply would do in the real systems. It saves the plan and writes nothing else.
struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Shows every change that the catalog would make in the real systems.",
        discussion: """
            With --against it asks no target and saves nothing: it shows, offline, what the change of the catalog \
            since a revision of the git repository would do where all stands that the revision asks for.
            """)

    @OptionGroup var options: EnvironmentOptions
    @OptionGroup var clock: ClockOptions
    @OptionGroup var planning: PlanningOptions

    @Option(
        help: ArgumentHelp(
            "Shows what the catalog changes since a branch, tag or commit.", valueName: "revision"))
    var against: String?

    @Option(help: "text, json or markdown.")
    var format: OutputFormat = .text

    @Flag(help: "Shows everything instead of folding what is alike.")
    var all = false

    @Flag(name: .customLong("exit-code"), help: "Ends with 2 when anything would change.")
    var exitCode = false

    func validate() throws {
        guard against != nil else { return }
        if options.site != nil || planning.drift != nil {
            throw ValidationError(
                "`--against` asks no target: it takes neither `--site` nor `--drift`")
        }
    }

    func run() async throws {
        let console = options.view.console
        try await reporting(console) {
            if let against { return try await showChange(since: against, console) }
            let session = try PlanningSession.open(
                options, now: clock.instant, console: console)
            let folder = session.folder
            let showing = try PlanShowing(session, options: options, showsAll: all)
            let planned = try await (consume session)
                .acceptedPlan(planning.selection(options.departments))
            let saved = try await SavedPlan(saving: planned, in: folder)
            console.result(showing.text(saved, format, on: console.screen))
            keepUntilTheEnd((saved, planned))
            try end(saved.plan)
        }
    }

    private func showChange(since revision: String, _ console: Console) async throws {
        let change = try CatalogChange.open(
            options, since: revision, now: clock.instant, console: console)
        let plan = await change.plan(planning.selection(options.departments))
        console.result(
            change.showing(options, showsAll: all).text(
                plan, id: nil, format, on: console.screen))
        try end(plan)
    }

    private func end(_ plan: Plan) throws {
        if plan.isUnobserved { throw ProgramExit.unobserved.code }
        if !plan.refusals.isEmpty { throw ProgramExit.refused.code }
        if exitCode, plan.hasChanges { throw ProgramExit.changesPending.code }
    }
}

extension Plan {
    /// Whether something could not be looked at: a whole target, or an object of one.
    var isUnobserved: Bool { !failures.isEmpty || changes.contains(where: \.kind.isUnseen) }
}

extension ChangeKind {
    var isUnseen: Bool { self == .unobserved || self == .uncertain }
}

/// What of an environment is planned.
struct PlanningOptions: ParsableArguments {
    @Option(help: "What to do about changes by hand: report, mend, or accept into the catalog.")
    var drift: DriftMode?

    func selection(_ departments: Set<String>?) -> PlanningRequest.Selection {
        PlanningRequest.Selection(departments: departments, drift: drift)
    }
}

extension DriftMode: ExpressibleByArgument {}

/// A plan in the form that was asked for.
struct PlanShowing {
    private let retention: Span
    private let newcomers: Newcomers
    private let currency: String
    private let skipped: [SkippedResources]
    private let options: EnvironmentOptions
    private let showsAll: Bool
    private var since: PlanSince?

    /// `showsSkipped` is for what is about the whole catalog, not about what stands in the targets alone.
    init(
        _ session: PlanningSession, options: EnvironmentOptions, showsAll: Bool,
        showsSkipped: Bool = true
    ) throws {
        self.init(
            session, newcomers: try Newcomers(session), options: options, showsAll: showsAll,
            showsSkipped: showsSkipped)
    }

    /// Of a plan about a change of the catalog.
    init(
        _ session: PlanningSession, newcomers: Newcomers, since: PlanSince,
        options: EnvironmentOptions, showsAll: Bool
    ) {
        self.init(
            session, newcomers: newcomers, options: options, showsAll: showsAll,
            showsSkipped: true)
        self.since = since
    }

    private init(
        _ session: PlanningSession, newcomers: Newcomers, options: EnvironmentOptions,
        showsAll: Bool, showsSkipped: Bool
    ) {
        retention = session.environment.retention
        self.newcomers = newcomers
        currency = session.workspace.catalog.city?.currency ?? PlanContext.standardCurrency
        skipped =
            showsSkipped
            ? SkippedResources.byReason(
                session.resolution.skipped.filter {
                    options.departments?.contains(String($0.address.department)) ?? true
                }) : []
        self.options = options
        self.showsAll = showsAll
    }

    func text(_ saved: SavedPlan, _ format: OutputFormat, on screen: Screen) -> String {
        text(saved.plan, id: saved.id, format, on: screen)
    }

    /// Without an id for a plan that was not saved.
    func text(
        _ plan: Plan, id: String?, _ format: OutputFormat, on screen: Screen
    ) -> String {
        let context = context(of: plan, id: id ?? "")
        return switch format {
        case .text: PlanText.render(plan, context, on: screen)
        case .json: PlanJSON.render(plan, planID: id, skipped: skipped, since: since)
        case .markdown: PlanMarkdown.render(plan, context, detail: showsAll)
        }
    }

    func context(of saved: SavedPlan) -> PlanContext { context(of: saved.plan, id: saved.id) }

    private func context(of plan: Plan, id: String) -> PlanContext {
        var context = PlanContext(planID: id)
        context.since = since
        context.newcomers = newcomers.filter(madeBy: plan)
        context.currency = currency
        context.skipped = skipped
        context.retention = retention
        context.showsAll = showsAll
        for root in options.catalog.roots { context.commandOptions += ["-C", root] }
        if let name = options.environment { context.commandOptions += ["--environment", name] }
        if let site = options.site { context.commandOptions += ["--site", site] }
        return context
    }
}
