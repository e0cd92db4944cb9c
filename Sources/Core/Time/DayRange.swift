// SPDX-License-Identifier: Apache-2.0

/// Days from one to another, both included; without an end on the side where none is stated.
package struct DayRange: Sendable, Hashable {
    package let from: CalendarDate?
    package let until: CalendarDate?

    package init(from: CalendarDate? = nil, until: CalendarDate? = nil) {
        self.from = from
        self.until = until
    }

    package func contains(_ day: CalendarDate) -> Bool {
        from.map { $0 <= day } ?? true && until.map { day <= $0 } ?? true
    }
}
