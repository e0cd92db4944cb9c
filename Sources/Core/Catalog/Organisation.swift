// SPDX-License-Identifier: Apache-2.0

package import Values

/// Who receives services. Its id is stable; its names change with dates. It never changes once made; as a
/// class it is passed on without copying its fields.
package final class Department: Sendable {
    package enum Independence: String, Sendable, CaseIterable {
        case mayoral, elected, oversight
        case sisterAgency = "sister-agency"
    }

    package let head: DocumentHead
    /// The budget number, stable over renames.
    package let number: String
    package let name: LocalizedText
    package let formerNames: [DatedName]
    package let aliases: [String]
    package let units: [Unit]
    package let independence: Independence
    /// People by id who may ask for services.
    package let liaisons: [Located<String>]
    package let contact: String?
    /// Departments that this one continues.
    package let formerly: [Located<String>]
    /// The last day that it receives services; nil for one that goes on.
    package let until: CalendarDate?
    /// Who pays for subscriptions that name nobody.
    package let charges: [Charge]

    package init(
        head: DocumentHead, identity: Identity, independence: Independence, people: People,
        course: Course, charges: [Charge]
    ) {
        self.head = head
        number = identity.number
        name = identity.name
        formerNames = identity.formerNames
        aliases = identity.aliases
        units = identity.units
        self.independence = independence
        liaisons = people.liaisons
        contact = people.contact
        formerly = course.formerly
        until = course.until
        self.charges = charges
    }

    /// What it was before, and when it ends.
    package struct Course: Sendable {
        package let formerly: [Located<String>]
        package let until: CalendarDate?

        package init(formerly: [Located<String>], until: CalendarDate?) {
            self.formerly = formerly
            self.until = until
        }
    }

    package struct Identity: Sendable {
        package let number: String
        package let name: LocalizedText
        package let formerNames: [DatedName]
        package let aliases: [String]
        package let units: [Unit]

        package init(
            number: String, name: LocalizedText, formerNames: [DatedName], aliases: [String],
            units: [Unit]
        ) {
            self.number = number
            self.name = name
            self.formerNames = formerNames
            self.aliases = aliases
            self.units = units
        }
    }

    package struct People: Sendable {
        package let liaisons: [Located<String>]
        package let contact: String?

        package init(liaisons: [Located<String>], contact: String?) {
            self.liaisons = liaisons
            self.contact = contact
        }
    }

    package struct Unit: Sendable {
        package let id: Located<String>
        package let name: LocalizedText

        package init(id: Located<String>, name: LocalizedText) {
            self.id = id
            self.name = name
        }
    }
}

/// A name that held for some time. Both days are included.
package struct DatedName: Sendable, Equatable {
    package let name: String
    package let from: CalendarDate?
    package let until: CalendarDate?

    package init(name: String, from: CalendarDate?, until: CalendarDate?) {
        self.name = name
        self.from = from
        self.until = until
    }
}

/// A place, with the wards that it has lain in.
package struct Facility: Sendable {
    package let head: DocumentHead
    package let name: LocalizedText
    package let address: String
    package let departments: [Located<String>]
    package let wards: [DatedName]

    package init(
        head: DocumentHead, name: LocalizedText, address: String, departments: [Located<String>],
        wards: [DatedName]
    ) {
        self.head = head
        self.name = name
        self.address = address
        self.departments = departments
        self.wards = wards
    }
}

/// Somebody in the directory: from a source's snapshot, or, for whom no source has, from YAML.
package struct Person: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case employee, contractor, vendor, elected, board, intern, service
    }

    package enum Status: String, Sendable, CaseIterable {
        case active, leave, left
    }

    package let id: String
    package let kind: Kind
    package let status: Status
    package let department: String
    /// What else the source says: `given_name`, `surname`, `mail`, `title`, `unit`, `facility`, `ends`, ...
    package let details: Fields<Value>
    /// Nil for somebody from a snapshot.
    package let head: DocumentHead?

    package init(
        id: String, kind: Kind, status: Status, department: String, details: Fields<Value>,
        head: DocumentHead? = nil
    ) {
        self.id = id
        self.kind = kind
        self.status = status
        self.department = department
        self.details = details
        self.head = head
    }

    /// The same after the last day.
    package func leaving() -> Person {
        Person(
            id: id, kind: kind, status: .left, department: department, details: details, head: head)
    }
}

/// Days on which nothing is promised. Saturdays and Sundays unless stated.
package struct Calendar: Sendable {
    package let head: DocumentHead
    /// 1 is Monday, 7 is Sunday.
    package let weekend: Set<Int>
    package let holidays: [CalendarDate: String]

    package init(head: DocumentHead, weekend: Set<Int>, holidays: [CalendarDate: String]) {
        self.head = head
        self.weekend = weekend
        self.holidays = holidays
    }

    package func isBusinessDay(_ day: CalendarDate) -> Bool {
        !weekend.contains(day.weekday) && holidays[day] == nil
    }

    /// The business day that many business days after `day`; the day itself counts as the start.
    package func day(_ count: Int, after day: CalendarDate) -> CalendarDate {
        var (current, left) = (day, count)
        let daysMax = 20_000
        for _ in 0..<daysMax where left > 0 {
            current = current.advanced(byDays: 1)
            if isBusinessDay(current) { left -= 1 }
        }
        return current
    }

    /// Business days after `start` up to and including `end`.
    package func businessDays(from start: CalendarDate, to end: CalendarDate) -> Int {
        var (current, count) = (start, 0)
        while current < end {
            current = current.advanced(byDays: 1)
            if isBusinessDay(current) { count += 1 }
        }
        return count
    }
}
