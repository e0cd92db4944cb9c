// SPDX-License-Identifier: Apache-2.0

import Values

/// How long one department waited for what it asked for, in business days, against what was promised: where access is
/// equal, all departments wait alike.
package struct Waiting: Sendable, Equatable {
    package let department: String
    /// Business days of each that is fulfilled, the shortest first.
    package let days: [Int]
    /// Of the fulfilled ones for which a promise is counted in business days.
    package let promised: Int
    package let kept: Int
    /// Not fulfilled yet and still wanted, with the business days that the oldest has waited.
    package let open: Int
    package let openDaysMax: Int

    /// Of an even number the longer of the two in the middle.
    package var median: Int? { days.isEmpty ? nil : days[days.count / 2] }
    package var worst: Int? { days.last }

    /// The department that waits longest first. `promise` gives the business days that a service is promised in.
    package static func all(
        _ fulfilments: [Fulfilment], today: CalendarDate, calendar: Calendar?,
        promise: (String) -> Int?
    ) -> [Waiting] {
        let days: (CalendarDate, CalendarDate) -> Int = { start, end in
            calendar?.businessDays(from: start, to: end)
                ?? Int(max(0, end.daysSinceEpoch - start.daysSinceEpoch))
        }
        return Dictionary(grouping: fulfilments, by: \.subject.department).map {
            department, all in
            var (waited, open): ([Int], [Int]) = ([], [])
            var (promised, kept) = (0, 0)
            for one in all {
                guard let end = one.fulfilled else {
                    if !one.isWithdrawn { open.append(days(one.asked, today)) }
                    continue
                }
                let count = days(one.asked, end)
                waited.append(count)
                if let most = promise(one.subject.service) {
                    promised += 1
                    kept += count <= most ? 1 : 0
                }
            }
            return Waiting(
                department: department, days: waited.sorted(), promised: promised, kept: kept,
                open: open.count, openDaysMax: open.max() ?? 0)
        }.sorted(by: precedes)
    }

    private static func precedes(_ left: Waiting, _ right: Waiting) -> Bool {
        let (first, second) = (left.order, right.order)
        if first != second { return first > second }
        return left.department.precedesByBytes(right.department)
    }

    private var order: (Int, Int, Int) { (median ?? -1, worst ?? -1, openDaysMax) }
}
