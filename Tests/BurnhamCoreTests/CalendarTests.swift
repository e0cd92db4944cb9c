// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import YAMLSource

/// Business days by the city's calendar: weekends and holidays do not count.
@Suite struct CalendarTests {
    private func calendar() throws -> BurnhamCore.Calendar {
        let span = SourceSpan(start: 0, end: 0)
        return BurnhamCore.Calendar(
            head: DocumentHead(
                kind: .calendar, id: Located("city", span: span), file: "c.yaml", span: span),
            weekend: [6, 7],
            holidays: [try day("2026-07-03"): "Independence Day (observed)"])
    }

    private func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }

    @Test func aPromiseSkipsHolidayAndWeekend() throws {
        // Thursday, then a holiday, then a weekend.
        #expect(try calendar().day(1, after: day("2026-07-02")) == day("2026-07-06"))
        #expect(try calendar().day(3, after: day("2026-07-02")) == day("2026-07-08"))
        #expect(try calendar().day(0, after: day("2026-07-04")) == day("2026-07-04"))
    }

    @Test func daysBetweenCountTheLast() throws {
        let calendar = try calendar()
        #expect(try calendar.businessDays(from: day("2026-07-01"), to: day("2026-07-07")) == 3)
        #expect(try calendar.businessDays(from: day("2026-07-03"), to: day("2026-07-05")) == 0)
        #expect(try !calendar.isBusinessDay(day("2026-07-03")))
    }
}
