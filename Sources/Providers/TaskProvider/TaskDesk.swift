// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import DurableFiles
import TargetFiles
import Values

/// What `burnham task` does with a folder of tasks: it lists them and closes one. It takes the same lock as
/// an apply, and never makes or removes a task.
package struct TaskDesk: Sendable {
    private let place: TargetPlace

    package init(_ place: TargetPlace) { self.place = place }

    package struct List: Sendable {
        /// The oldest first.
        package var items: [TaskItem] = []
        /// Files that are no tasks, by name.
        package var unreadable: [(name: String, failure: ProviderFailure)] = []
    }

    /// Every task in the folder, open or not; none where there is no folder yet.
    package func list() throws(ProviderFailure) -> List {
        let entries = try asTarget { () throws(FileFailure) in
            try fileStatus(place.folder, followingLinks: true) == nil
                ? [] : listDirectory(place.folder)
        }
        let form = try TaskForm(folder: place.folder)
        var list = List()
        for entry in entries where entry.kind == .file && entry.name.hasSuffix(Self.suffix) {
            let name = String(entry.name.dropLast(Self.suffix.count))
            do throws(ProviderFailure) {
                if let task = try form.record(name) { list.items.append(TaskItem(task)) }
            } catch {
                list.unreadable.append((name, error))
            }
        }
        list.items.sort {
            $0.openedAt == $1.openedAt
                ? $0.name.precedesByBytes($1.name) : $0.openedAt < $1.openedAt
        }
        return list
    }

    private static let suffix = ".json"

    /// How somebody closes a task.
    package struct Closing: Sendable {
        package enum Outcome: Sendable { case done, cannot }

        package let outcome: Outcome
        package let by: String
        package let at: Instant
        /// Has to say why where it can't be done.
        package let note: String?

        package init(_ outcome: Outcome, by: String, at: Instant, note: String? = nil) {
            self.outcome = outcome
            self.by = by
            self.at = at
            self.note = note
        }
    }

    /// The task as it is then. Throws `conflict` for a task that is not there or not open, and `rejected`
    /// where a note is missing.
    package func close(_ name: String, _ closing: Closing) throws(ProviderFailure) -> TaskItem {
        let note = closing.note.flatMap { $0.isEmpty ? nil : $0 }
        guard closing.outcome == .done || note != nil else {
            throw ProviderFailure(
                .rejected, "a task that can't be done needs a note that says why")
        }
        let lock = try TargetBatch.takeLock(of: place)
        defer { lock.release() }
        var form = try TaskForm(folder: place.folder)
        guard var task = try form.record(name) else {
            throw ProviderFailure(
                .conflict, "there is no task `\(AttributeProblems.printable(name))`",
                help: "`burnham task list` shows them")
        }
        try Self.requireWaiting(task)
        task.close(
            as: closing.outcome == .done ? .done : .cannot,
            TaskRecord.Closing(at: closing.at, by: closing.by, note: note))
        try form.save(task, for: 0)
        if let failure = form.write()[0] { throw failure }
        return TaskItem(task)
    }

    private static func requireWaiting(_ task: TaskRecord) throws(ProviderFailure) {
        if task.isWaiting { return }
        if let time = task.withdrawnAt {
            throw ProviderFailure(
                .conflict, "nobody wants task `\(task.name)` any more, since \(time.day)")
        }
        let closing = task.closing.map { ", by \($0.by) on \($0.at.day)" } ?? ""
        throw ProviderFailure(
            .conflict, "task `\(task.name)` is closed already: \(task.state.rawValue)\(closing)")
    }
}

/// One task as lists show it.
package struct TaskItem: Sendable {
    package let name: String
    package let title: String
    package let team: String
    /// How to do it, or how to undo it when that is what is asked.
    package let instructions: String
    package let promisedWithin: String?
    package let isUndoing: Bool
    /// `open`, `done` or `cannot`.
    package let state: String
    package let openedAt: Instant
    package let closedAt: Instant?
    package let closedBy: String?
    package let note: String?
    /// Somebody still has to do something.
    package let isWaiting: Bool

    init(_ task: TaskRecord) {
        name = task.name
        title = task.order["title"]?.string ?? ""
        team = task.order["team"]?.string ?? ""
        isUndoing = task.purpose == .undo
        instructions = task.order[isUndoing ? "undo" : "instructions"]?.string ?? ""
        promisedWithin = task.order["promised_within"]?.string
        state = task.state.rawValue
        openedAt = task.openedAt
        closedAt = task.closing?.at
        closedBy = task.closing?.by
        note = task.closing?.note
        isWaiting = task.isWaiting
    }
}
