// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore

/// What people still have to do, oldest first as given.
package enum TaskText {
    package struct Task: Sendable {
        package let address: Address
        package let title: String
        /// Who is to do it; empty for whoever.
        package let assignee: String
        package let since: Instant
        /// By when the service promises it; nil for no promise.
        package let due: CalendarDate?

        package init(
            address: Address, title: String, assignee: String, since: Instant, due: CalendarDate?
        ) {
            self.address = address
            self.title = title
            self.assignee = assignee
            self.since = since
            self.due = due
        }
    }

    package static func render(_ tasks: [Task], now: Instant, on screen: Screen) -> String {
        tasks.isEmpty ? "no task is open\n" : table(tasks, now: now).render(on: screen)
    }

    static func table(_ tasks: [Task], now: Instant) -> TextTable {
        var table = TextTable([
            TextTable.Column("address"), TextTable.Column("for"), TextTable.Column("age", .right),
            TextTable.Column("promised by"), TextTable.Column("what to do"),
        ])
        for task in tasks {
            let age = max(0, now.milliseconds - task.since.milliseconds)
            let due = task.due.map { $0.description + ($0 < now.day ? " (late)" : "") }
            table.append([
                task.address.text, task.assignee, Counts.age(milliseconds: age), due ?? "",
                task.title,
            ])
        }
        return table
    }
}
