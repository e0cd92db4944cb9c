// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BurnhamCatalog
import BurnhamCore
import BurnhamStore
import Values

/// What commands about money, capacity and coverage look at: the catalog as it resolves for an environment, and the
/// ledger's history of it. It opens no target.
struct MoneySession {
    let planning: PlanningSession
    let history: TenureHistory

    static func open(
        _ options: EnvironmentOptions, now: Instant, console: Console
    ) throws -> MoneySession {
        let planning = try PlanningSession.open(options, now: now, console: console)
        return MoneySession(
            planning: planning, history: try read(planning.store, zone: planning.timeZone))
    }

    private static let windowCount = 256

    /// The ledger from its beginning.
    static func read(_ store: SQLiteStore?, zone: String) throws -> TenureHistory {
        var history = TenureHistory(
            day: { SystemClock.day(of: $0, in: zone) }, isWaiting: WaitingRows.isWaiting)
        let size = try store?.head().size ?? 0
        for start in stride(from: 0, to: size, by: windowCount) {
            let range = start..<min(size, start + windowCount)
            for entry in try store?.entries(range) ?? [] { history.add(entry) }
        }
        return history
    }

    var catalog: Catalog { planning.workspace.catalog }
    var today: CalendarDate { planning.workspace.request.today }
    var currency: String { catalog.city?.currency ?? "USD" }
    var fiscalYearStart: Int64 { catalog.city?.fiscalYearStart ?? 1 }

    var calendar: CostCalendar {
        CostCalendar(
            recorded: history.tenures, stated: statedTenures, thisMonth: Month(of: today),
            fiscalYearStart: fiscalYearStart)
    }

    /// What the catalog states, from the day on which it was recorded, or from today.
    private var statedTenures: [Tenure] {
        let known = Dictionary(
            history.tenures.filter { $0.ends == nil }.map { ($0.subject.path, $0) },
            uniquingKeysWith: { $1 })
        return planning.resolution.terms.compactMap { subscription, terms in
            guard let terms else { return nil }
            let former = known[subscription.path]
            let wasElsewhere =
                former == nil && formerPaths(subscription).contains { known[$0] != nil }
            let subject = Tenure.Subject(
                path: subscription.path, department: subscription.department.value,
                service: subscription.service.value)
            var tenure = Tenure(
                subject,
                Tenure.Agreement(
                    since: former?.begins ?? today, tier: subscription.tier.value, terms: terms),
                isContinued: former?.isContinued ?? wasElsewhere)
            tenure.ends = subscription.keeping.expires?.value
            return tenure
        }
    }

    /// What a subscription was called: what is paid once has been paid there.
    private func formerPaths(_ subscription: Subscription) -> [String] {
        let departments = catalog.departments[subscription.department.value]?.formerly ?? []
        return subscription.links.formerly.map(\.value)
            + departments.map { "\($0.value)/\(subscription.head.id.value)" }
    }
}

extension PlanningSession {
    var timeZone: String { workspace.catalog.city?.timeZone ?? "UTC" }
}

/// Rows about what people have to do yet.
enum WaitingRows {
    static func isWaiting(_ row: RecordedRow) -> Bool {
        types[row.type]?.functions.waiting(row.attributes) != nil
    }

    private static let types = Dictionary(
        ProviderTable.all.flatMap(\.types).map { ($0.name, $0) }, uniquingKeysWith: { $1 })
}

/// The forms of a report.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, csv, markdown
}
