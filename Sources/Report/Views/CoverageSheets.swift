// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import Values

/// Who has what, where, and how long they waited for it, as sheets.
package enum CoverageSheets {
    /// For people: a line a service. `departments` are those that are looked at.
    package static func services(_ services: [ServiceCoverage], departments: Int) -> Sheet {
        var sheet = Sheet(
            "services", title: "Services of \(Counts.text(departments, "department"))",
            [
                Sheet.Column("service"), Sheet.Column("baseline"),
                Sheet.Column("departments", isNumber: true),
                Sheet.Column("subscriptions", isNumber: true), Sheet.Column("lacking"),
            ])
        for service in services {
            sheet.append([
                .text(service.service), .text(service.isBaseline ? "yes" : ""),
                .count(service.counts.count), .count(service.counts.values.reduce(0, +)),
                .texts(service.isBaseline ? service.lacking : []),
            ])
        }
        let gaps = services.filter(\.hasGap)
        let words =
            gaps.isEmpty
            ? "Every department has every baseline service."
            : "\(Counts.text(gaps.count, "baseline service")) with gaps: "
                + gaps.map(\.service).joined(separator: ", ") + "."
        if services.contains(where: \.isBaseline) { sheet.notes.append(words) }
        return sheet
    }

    /// For programs: services by departments, with the number of subscriptions in each cell.
    package static func matrix(_ services: [ServiceCoverage], departments: [String]) -> Sheet {
        var sheet = Sheet(
            "services", title: "Services by departments",
            [Sheet.Column("service"), Sheet.Column("baseline")]
                + departments.map { Sheet.Column($0, isNumber: true, in: "departments") })
        for service in services {
            sheet.append(
                [.text(service.service), .text(service.isBaseline ? "yes" : "no")]
                    + departments.map { .count(service.counts[$0] ?? 0) })
        }
        return sheet
    }

    package static func wards(_ wards: [WardCoverage], on day: CalendarDate) -> Sheet {
        var sheet = Sheet(
            "wards", title: "Facilities by ward on \(day)",
            [
                Sheet.Column("ward"), Sheet.Column("facilities"), Sheet.Column("departments"),
                Sheet.Column("services", isNumber: true),
            ])
        for ward in wards {
            sheet.append([
                .text(ward.ward ?? "none"), .texts(ward.facilities), .texts(ward.departments),
                .count(ward.services),
            ])
        }
        if wards.isEmpty { sheet.notes.append("The catalog has no facilities.") }
        return sheet
    }

    /// `days` are what it is counted in.
    package static func waiting(_ waiting: [Waiting], days: String) -> Sheet {
        var sheet = Sheet(
            "waiting", title: "How long departments waited, in \(days)",
            [
                Sheet.Column("department"), Sheet.Column("fulfilled", isNumber: true),
                Sheet.Column("median", isNumber: true), Sheet.Column("worst", isNumber: true),
                Sheet.Column("promised", isNumber: true), Sheet.Column("kept", isNumber: true),
                Sheet.Column("open", isNumber: true),
                Sheet.Column("open_days_max", "oldest open", isNumber: true),
            ])
        for one in waiting {
            sheet.append([
                .text(one.department), .count(one.days.count), count(one.median),
                count(one.worst), .count(one.promised), .count(one.kept), .count(one.open),
                one.open == 0 ? .none : .count(one.openDaysMax),
            ])
        }
        sheet.notes.append(
            waiting.isEmpty
                ? "Nothing was asked for yet that the ledger knows."
                : "From the first plan that was applied with a subscription until all of it was there and no task"
                    + " of it was open. Who waited longest stands first.")
        return sheet
    }

    private static func count(_ number: Int?) -> Sheet.Cell {
        number.map(Sheet.Cell.count) ?? .none
    }
}
