// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import Values

/// The state of one batch while it runs. It is written when it ends, and before where the form asks.
struct BatchRun<Form: TargetForm> {
    let operations: [Operation]
    var form: Form
    /// As they are on disk, with what was applied since.
    private(set) var marks: MarksRegistry
    var results: [OperationResult]

    private let marksFile: MarksFile
    private var savedMarks: MarksRegistry
    private var pending: [Pending] = []

    /// An operation that is applied in memory, and where its object's mark stood and is to stand.
    private struct Pending {
        let position: Int
        let former: MarkKey
        let next: MarkKey?
    }

    init(form: Form, marks: MarksRegistry, marksFile: MarksFile, operations: [Operation]) {
        self.form = form
        self.marks = marks
        self.marksFile = marksFile
        self.operations = operations
        savedMarks = marks
        let unanswered = ProviderFailure(.unreachable, "the operation was not begun")
        results = Array(repeating: .failed(unanswered), count: operations.count)
    }

    mutating func apply(_ position: Int, markedAt former: String) {
        let operation = operations[position]
        do throws(ProviderFailure) {
            let identity =
                operation.isOnMarkAlone ? former : try form.apply(operation, at: position)
            let next = MarkKey(type: operation.type, identity: identity)
            let change = Pending(
                position: position, former: MarkKey(type: operation.type, identity: former),
                next: operation.leavesNoMark ? nil : next)
            Self.setMark(of: change, to: operation.mark, in: &marks)
            pending.append(change)
        } catch {
            results[position] = .failed(error)
        }
    }

    /// Static, so that nothing copies the run, and all marks with it, for each operation.
    private static func setMark(of change: Pending, to mark: Mark, in marks: inout MarksRegistry) {
        marks[change.former] = nil
        if let next = change.next { marks[next] = mark }
    }

    /// Marks that are to be there, then the form, then the marks as they are to stay.
    mutating func write() {
        guard !pending.isEmpty else { return }
        defer { pending = [] }
        let before = savedMarks
        do throws(ProviderFailure) {
            try save(marksBeforeWrite)
        } catch {
            for change in pending { results[change.position] = .failed(error) }
            marks = before
            return
        }
        let failures = form.write()
        marks = before
        for change in pending where failures[change.position] == nil {
            Self.setMark(of: change, to: operations[change.position].mark, in: &marks)
        }
        finish(failures, unsaved: saveFailure())
    }

    /// Old and new marks together: whatever a crash leaves of the objects has its mark.
    private var marksBeforeWrite: MarksRegistry {
        var both = savedMarks
        for change in pending {
            if let next = change.next { both[next] = operations[change.position].mark }
        }
        return both
    }

    private mutating func save(_ registry: MarksRegistry) throws(ProviderFailure) {
        if registry == savedMarks { return }
        try marksFile.save(registry)
        savedMarks = registry
    }

    private mutating func saveFailure() -> ProviderFailure? {
        do throws(ProviderFailure) {
            try save(marks)
            return nil
        } catch {
            marks = savedMarks
            return error
        }
    }

    /// A mark that could not be taken off counts for an object that is gone no more, but for one that
    /// is to be left it does.
    private mutating func finish(_ failures: [Int: ProviderFailure], unsaved: ProviderFailure?) {
        for change in pending {
            let operation = operations[change.position]
            if let failure = failures[change.position] {
                results[change.position] = .failed(failure)
            } else if operation.kind == .unmark, let unsaved {
                results[change.position] = .failed(unsaved)
            } else {
                results[change.position] = change.next == nil ? .gone : readBack(operation)
            }
        }
    }

    private mutating func readBack(_ operation: Operation) -> OperationResult {
        let item = ObserveItem(
            type: operation.type, identity: operation.identity, attributes: operation.attributes,
            recorded: operation.recorded, isSuspended: operation.kind == .suspend)
        switch form.find(item).marked(type: operation.type, in: marks) {
        case .present(let object): return .done(object)
        case .unreadable(let failure): return .failed(failure)
        case .absent:
            return .failed(
                ProviderFailure(.conflict, "the object was taken away while it was written"))
        }
    }
}

extension Operation {
    /// After it no object of ours is left.
    package var leavesNoMark: Bool { kind == .delete || kind == .purge || kind == .unmark }
}
