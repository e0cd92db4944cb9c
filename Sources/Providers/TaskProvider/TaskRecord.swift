// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// One task as its file holds it: what was asked, where it stands, and whatever else somebody wrote into
/// the file. It changes by its own rules and reads no clock.
struct TaskRecord: Sendable, Equatable {
    enum State: String, Sendable, CaseIterable { case open, done, cannot }

    enum Purpose: String, Sendable, CaseIterable {
        case act = "do"
        case undo
    }

    let name: String
    /// `title`, `instructions`, `undo`, `team` and `promised_within`, those that are stated.
    private(set) var order: Fields<Value>
    private(set) var state = State.open
    private(set) var purpose = Purpose.act
    private(set) var openedAt: Instant
    private(set) var closing: Closing?
    /// Since when nobody wants it any more, of a task that needs no undoing.
    private(set) var withdrawnAt: Instant?
    /// Members of the file that are not ours.
    private var others: Fields<Value> = [:]

    struct Closing: Sendable, Equatable {
        let at: Instant
        let by: String
        let note: String?
    }

    init(name: String, order: Fields<Value>, openedAt: Instant) {
        self.name = name
        self.order = Self.ordered(order)
        self.openedAt = openedAt
    }

    var isSuspended: Bool { purpose == .undo || withdrawnAt != nil }

    /// Whether somebody still has to do something.
    var isWaiting: Bool { state == .open && withdrawnAt == nil }

    // MARK: Changing

    /// A task that somebody could not do is open again when what it asks for changes; one that is done
    /// stays done.
    mutating func change(to order: Fields<Value>, cleared: [String], at time: Instant) {
        var changed = self.order
        for name in cleared { changed[name] = nil }
        for (name, value) in Self.ordered(order) { changed[name] = value }
        guard changed != self.order else { return }
        self.order = changed
        if state == .cannot { open(at: time) }
    }

    /// Nobody wants it any more: what was or may have been done is to be undone where the task says how.
    mutating func suspend(at time: Instant) {
        if order["undo"] != nil && state != .cannot {
            purpose = .undo
            open(at: time)
        } else {
            withdrawnAt = time
        }
    }

    /// It is wanted again. Whether an open undoing was begun nobody knows, so the task is open anew.
    mutating func resume(at time: Instant) {
        withdrawnAt = nil
        if purpose == .undo {
            purpose = .act
            open(at: time)
        }
    }

    mutating func close(as state: State, _ closing: Closing) {
        self.state = state
        self.closing = closing
    }

    private mutating func open(at time: Instant) {
        state = .open
        openedAt = time
        closing = nil
    }

    // MARK: Attributes

    private static let orderNames = ["title", "team", "promised_within", "instructions", "undo"]

    private static func ordered(_ attributes: Fields<Value>) -> Fields<Value> {
        attributes.filter { orderNames.contains($0.key) }
    }

    var attributes: Fields<Value> {
        var result = order
        result["name"] = .string(name)
        result["state"] = .string(state.rawValue)
        result["purpose"] = .string(purpose.rawValue)
        result["opened_at"] = .string(openedAt.description)
        if let closing {
            result["closed_at"] = .string(closing.at.description)
            result["closed_by"] = .string(closing.by)
            result["note"] = closing.note.map { .string($0) }
        }
        return result
    }

    // MARK: The file

    /// JSON, in an order to be read in.
    var bytes: [UInt8] {
        let names =
            ["name", "title", "team", "promised_within", "purpose", "state", "opened_at"]
            + ["closed_at", "closed_by", "note", "withdrawn_at", "instructions", "undo"]
        var fields = attributes
        fields["withdrawn_at"] = withdrawnAt.map { .string($0.description) }
        var members = names.compactMap { name in fields[name].map { (name, $0) } }
        members += others.map { ($0.key, $0.value) }
        return ReadableJSON.bytes(of: members)
    }

    /// Throws what is wrong with the file, with the line where it is no JSON.
    init(bytes: [UInt8], name: String) throws(TaskProblem) {
        let value: Value
        do throws(JSONParser.Failure) {
            value = try JSONParser.parse(bytes)
        } catch {
            let line = bytes.prefix(error.offset).count { $0 == 0x0A } + 1
            throw TaskProblem(line: line, "not JSON: \(error.message)")
        }
        guard var fields = value.object else { throw TaskProblem("not one object") }
        var reader = MemberReader(fields: fields)
        guard try reader.text("name") == name else {
            throw TaskProblem("`name` is not the file's name")
        }
        self.name = name
        for required in ["title", "team", "instructions"] { _ = try reader.text(required) }
        for optional in ["promised_within", "undo"] { _ = try reader.optionalText(optional) }
        order = Self.ordered(fields)
        state = try reader.word("state")
        purpose = try reader.word("purpose")
        openedAt = try reader.time("opened_at")
        withdrawnAt = try reader.optionalTime("withdrawn_at")
        let closedAt = try reader.optionalTime("closed_at")
        let closedBy = try reader.optionalText("closed_by")
        let note = try reader.optionalText("note")
        switch (state, closedAt, closedBy) {
        case (.open, nil, nil): break
        case (.done, let at?, let by?), (.cannot, let at?, let by?):
            closing = Closing(at: at, by: by, note: note)
        default:
            throw TaskProblem("`closed_at` and `closed_by` do not fit `state`")
        }
        for known in reader.read { fields[known] = nil }
        others = fields
    }
}
