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
    let ledger: LedgerOfCosts

    static func open(
        _ options: EnvironmentOptions, now: Instant, console: Console
    ) throws -> MoneySession {
        let planning = try PlanningSession.open(options, now: now, console: console)
        return MoneySession(
            planning: planning,
            ledger: try LedgerOfCosts.read(planning.store, zone: planning.timeZone))
    }

    var catalog: Catalog { planning.workspace.catalog }
    var today: CalendarDate { planning.workspace.request.today }
    var currency: String { catalog.city?.currency ?? "USD" }
    var fiscalYearStart: Int64 { catalog.city?.fiscalYearStart ?? 1 }

    var calendar: CostCalendar {
        CostCalendar(
            recorded: ledger.history.tenures, stated: stated, thisMonth: Month(of: today),
            fiscalYearStart: fiscalYearStart,
            defaults: DefaultCharges(stated: statedDefaults, closed: ledger.closed))
    }

    /// Whom each department names.
    var statedDefaults: DefaultCharges.ByDepartment {
        catalog.departments.mapValues { $0.charges.map(\.terms) }
    }

    /// What the catalog states, from the day on which it was recorded, or from today.
    private var stated: CostCalendar.Stated {
        let known = Dictionary(
            ledger.history.tenures.filter { $0.ends == nil }.map { ($0.subject.path, $0) },
            uniquingKeysWith: { $1 })
        var paths: Set<String> = []
        let tenures = planning.resolution.terms.compactMap { subscription, terms -> Tenure? in
            guard let terms else { return nil }
            let places = [subscription.path] + formerPaths(subscription)
            paths.formUnion(places)
            let subject = Tenure.Subject(
                path: subscription.path, department: subscription.department.value,
                service: subscription.service.value)
            let here = known[subscription.path]
            let agreement = Tenure.Agreement(
                since: here?.begins ?? today, tier: subscription.tier.value, terms: terms)
            guard let former = places.lazy.compactMap({ known[$0] }).first else {
                return Tenure(subject, agreement)
            }
            return Tenure(subject, agreement, firstMonth: former.firstMonth)
        }
        return CostCalendar.Stated(tenures, recordedAt: paths)
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
