// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import Values

/// How full the shared pools are, as a sheet.
package enum CapacitySheet {
    /// A forecast for each pool, in the same order; nil leaves it out.
    package static func render(_ uses: [PoolUse], trends: [Trend]?, title: String) -> Sheet {
        var columns = [
            Sheet.Column("pool"), Sheet.Column("capacity", isNumber: true),
            Sheet.Column("recorded", isNumber: true), Sheet.Column("catalog", isNumber: true),
            Sheet.Column("headroom", isNumber: true),
            Sheet.Column("percent", "full %", isNumber: true), Sheet.Column("state"),
        ]
        if trends != nil {
            columns += [
                Sheet.Column("growth_30_days", "growth in 30 days", isNumber: true),
                Sheet.Column("full_on", "full on"),
            ]
        }
        var sheet = Sheet("pools", title: title, columns)
        for (place, use) in uses.enumerated() {
            sheet.append(cells(use) + (trends.map { cells($0[place], use) } ?? []))
        }
        return sheet
    }

    private static func cells(_ use: PoolUse) -> [Sheet.Cell] {
        [
            .text(use.pool.name.value), .count(Int(use.pool.capacity)), .count(Int(use.before)),
            .count(Int(use.after)), .count(Int(use.headroom)), .count(use.permille / 10),
            .text(state(use)),
        ]
    }

    private static func state(_ use: PoolUse) -> String {
        if use.isOverfull { return "overfull" }
        return use.pool.isTight(use.after) ? "over \(use.pool.warnPermille / 10)%" : "enough"
    }

    /// A forecast says no day where it can't.
    private static func cells(_ trend: Trend, _ use: PoolUse) -> [Sheet.Cell] {
        switch trend.forecast(capacity: use.pool.capacity) {
        case .tooLittleHistory(let days):
            [.none, .missing("not enough history: \(days) of \(Trend.daysMin) days")]
        case .steady: [.count(Int(trend.growthIn30Days)), .missing("does not grow")]
        case .full(let day): [.count(Int(trend.growthIn30Days)), .text(day.description)]
        case .farAway:
            [.count(Int(trend.growthIn30Days)), .missing("not within \(Trend.yearsMax) years")]
        }
    }
}
