// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BurnhamCore
import BurnhamEngine
import BurnhamReport
import BurnhamStore
import DurableFiles
import TaskProvider
import Values

/// `task`: what people have to do because no provider can. What depends on a task waits until it is done.
struct TaskCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "task", abstract: "Lists what people have to do, and takes their word for it.",
        subcommands: [TaskListCommand.self, TaskDoneCommand.self, TaskCannotCommand.self],
        defaultSubcommand: TaskListCommand.self)
}

struct TaskListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Shows the open tasks, the oldest first.")

    @OptionGroup var options: EnvironmentOptions
    @OptionGroup var clock: ClockOptions

    func run() async throws {
        let console = options.view.console
        try await reporting(console) {
            let now = clock.instant
            let session = try PlanningSession.open(options, now: now, console: console)
            let tasks = try TaskBook(session: session).open(options.departments)
            console.result(TaskText.render(tasks, now: now, on: console.screen))
        }
    }
}

struct TaskDoneCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "done", abstract: "Says that a task is done: what waits for it goes on.")

    @Argument(help: "The task's address, the first part of it, or its name.")
    var address: String

    @Option(help: "What somebody should know about it.")
    var note: String?

    @OptionGroup var options: EnvironmentOptions

    func run() async throws {
        try await TaskClosing(address: address, outcome: .done, note: note, options: options).run()
    }
}

struct TaskCannotCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cannot", abstract: "Says that a task can't be done, and why.")

    @Argument(help: "The task's address, the first part of it, or its name.")
    var address: String

    @Option(help: "Why.")
    var note: String

    @OptionGroup var options: EnvironmentOptions

    func run() async throws {
        try await TaskClosing(address: address, outcome: .cannot, note: note, options: options)
            .run()
    }
}

/// Closes one task in its file and in the ledger.
struct TaskClosing {
    let address: String
    let outcome: TaskDesk.Closing.Outcome
    let note: String?
    let options: EnvironmentOptions

    func run() async throws {
        let console = options.view.console
        try await reporting(console) {
            let now = SystemClock.now()
            let session = try PlanningSession.open(options, now: now, console: console)
            let book = TaskBook(session: session)
            let row = try book.row(address)
            try session.store?.close()
            let store = try SQLiteStore.open(
                folder: session.folder, mode: .readWrite(lineage: row.uid))
            let lease = try store.acquireLease(
                LeaseRequest(scopes: ["*"], holder: Actor.process(), now: now))
            defer { try? store.release(lease) }
            let closing = TaskDesk.Closing(outcome, by: Actor.claimed(), at: now, note: note)
            let item = try book.close(row, closing)
            let read = try await book.readBack(row, store)
            _ = try store.append([entry(read, now)], under: lease)
            console.line("task \(row.address): \(item.state)")
        }
    }

    private func entry(_ row: RecordedRow, _ now: Instant) -> EntryDraft {
        EntryDraft(
            .task, day: now.day,
            parts: [
                .who: ["actor": .string(Actor.claimed()), "proof": "claimed"],
                .place: [
                    "department": .string(String(row.address.department)),
                    "target": .string(row.target),
                ],
                .what: [
                    "address": .string(row.address.text), "type": .string(row.type),
                    "service": .string(row.origin.service), "tier": .string(row.origin.tier),
                ],
                .why: ["reason": note.map(Value.string) ?? .null],
                .run: ["time": .string(now.description)],
                .state: Projection.state(rows: [row]),
            ])
    }
}

/// The tasks of an environment: the recorded ones and their files.
struct TaskBook {
    let session: PlanningSession

    private static let type = "task.manual"

    func row(_ address: String) throws -> RecordedRow {
        let rows = try session.store?.rows().filter { $0.type == Self.type } ?? []
        if let row = rows.first(where: { $0.address.text == address }) { return row }
        let fitting = rows.filter { $0.identity == address || $0.address.text.hasPrefix(address) }
        if fitting.count == 1 { return fitting[0] }
        guard fitting.isEmpty else {
            throw CommandFailure(
                .wrongInput, "\(fitting.count) tasks begin with `\(address)`",
                help: "`burnham task list` shows them")
        }
        throw CommandFailure(
            .wrongInput, "no task is recorded as `\(address)`",
            help: nearestName(to: address, among: rows.map(\.address.text)).map {
                "a similar address: `\($0)`"
            } ?? "`burnham task list` shows them")
    }

    func open(_ departments: Set<String>?) throws -> [TaskText.Task] {
        let rows = try session.store?.rows().filter { $0.type == Self.type } ?? []
        let calendar = session.workspace.catalog.calendar
        return try rows.compactMap { row -> TaskText.Task? in
            guard departments?.contains(String(row.address.department)) ?? true,
                let item = try items(of: row.target).first(where: { $0.name == row.identity }),
                item.isWaiting
            else { return nil }
            return TaskText.Task(
                address: row.address, title: item.title, assignee: item.team, since: item.openedAt,
                due: promised(item, calendar))
        }.sorted { ($0.since, $0.address) < ($1.since, $1.address) }
    }

    /// `3bd` after the day that it was opened, by the city's calendar.
    private func promised(_ item: TaskItem, _ calendar: Calendar?) -> CalendarDate? {
        guard let within = item.promisedWithin, within.hasSuffix("bd"),
            let days = Int(within.dropLast(2)), let calendar
        else { return nil }
        return calendar.day(days, after: item.openedAt.day)
    }

    private func items(of target: String) throws -> [TaskItem] {
        try desk(of: target).list().items
    }

    private func desk(of name: String) throws -> TaskDesk {
        guard let target = session.environment.targets.first(where: { $0.name.value == name })
        else { throw CommandFailure(.wrongInput, "the environment has no target `\(name)`") }
        return TaskDesk(session.place(of: target))
    }

    func close(_ row: RecordedRow, _ closing: TaskDesk.Closing) throws -> TaskItem {
        do throws(ProviderFailure) {
            return try desk(for: row).close(row.identity, closing)
        } catch {
            throw CommandFailure(.refused, error.words, help: error.help)
        }
    }

    private func desk(for row: RecordedRow) throws(ProviderFailure) -> TaskDesk {
        do {
            return try desk(of: row.target)
        } catch {
            throw ProviderFailure(.unreachable, "the environment has no target `\(row.target)`")
        }
    }

    /// The row with the task as it is now.
    func readBack(_ row: RecordedRow, _ store: SQLiteStore) async throws -> RecordedRow {
        guard let target = session.planningTargets.first(where: { $0.name == row.target }),
            let type = target.types[row.type]
        else { throw CommandFailure(.wrongInput, "the environment has no target `\(row.target)`") }
        var item = ObserveItem(
            type: row.type, identity: row.identity, attributes: row.attributes,
            recorded: row.attributes, isSuspended: row.suspendedAt != nil)
        item.uid = row.uid
        let answer = try await target.observer.observe([item], lineage: store.lineage)
        guard let object = answer.presences.first?.object else {
            throw CommandFailure(.unobserved, "the task can't be read back")
        }
        return RowImage(
            type: type, settings: target.settings, fingerprinter: try store.fingerprinter()
        ).row(row, reading: object)
    }
}
