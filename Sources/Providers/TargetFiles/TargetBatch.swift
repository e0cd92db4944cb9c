// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
package import DurableFiles
import Synchronization
import Values

/// Batches of operations on a file-backed target, each under its lock: read again, compare each operation's
/// precondition, apply all in memory, write the marks of what is to be there, write the form once, take
/// away the marks of what is gone, answer what was read back. The first batch also takes away marks that
/// lost their object. Knows no file format.
package final class TargetBatch: Sendable {
    package static let lockName = ".burnham-lock"
    private static let lockMilliseconds = 10_000
    private static let registryMode: UInt32 = 0o700

    private let place: TargetPlace
    private let types: [String: ResourceType]
    private let isFirst = Atomic(true)

    package init(place: TargetPlace, types: [ResourceType]) {
        self.place = place
        self.types = Dictionary(types.map { ($0.name, $0) }) { first, _ in first }
    }

    /// One result for each operation. `open` reads the target; it is called under the lock.
    package func perform<Form: TargetForm>(
        _ operations: [Operation],
        opening open: (MarksRegistry) throws(ProviderFailure) -> Form
    ) -> [OperationResult] {
        do throws(ProviderFailure) {
            let lock = try Self.takeLock(of: place)
            defer { lock.release() }
            let marksFile = MarksFile(in: place)
            var marks = try marksFile.load()
            if isFirst.exchange(false, ordering: .relaxed) {
                var form = try open(marks)
                let kept = keptMarks(marks, in: &form)
                if kept != marks { try marksFile.save(kept) }
                marks = kept
            }
            var run = BatchRun(
                form: try open(marks), marks: marks, marksFile: marksFile, operations: operations)
            for position in operations.indices { take(position, in: &run) }
            run.write()
            return run.results
        } catch {
            return operations.map { _ in .failed(error) }
        }
    }

    /// What every writer of a target holds, whatever it writes. Waits a while for others.
    package static func takeLock(of place: TargetPlace) throws(ProviderFailure) -> FileLock {
        try asTarget { () throws(FileFailure) in
            try makeDirectories(place.registryFolder, mode: registryMode)
            let lock = try FileLock.acquire(
                "\(place.registryFolder)/\(lockName)", timeoutMilliseconds: lockMilliseconds)
            try DirectoryHandle(path: place.registryFolder).removeTemporaryFiles()
            return lock
        }
    }

    /// A crash, or somebody's hand, can leave a mark without its object: whatever is put there later would
    /// count as ours.
    private func keptMarks<Form: TargetForm>(
        _ marks: MarksRegistry, in form: inout Form
    ) -> MarksRegistry {
        var kept = marks
        for key in types.keys.flatMap(marks.keys(ofType:)) {
            let item = ObserveItem(type: key.type, identity: key.identity, attributes: [:])
            if case .absent = form.find(item).presence { kept[key] = nil }
        }
        return kept
    }

    private func take<Form: TargetForm>(_ position: Int, in run: inout BatchRun<Form>) {
        let operation = run.operations[position]
        guard let type = types[operation.type] else {
            preconditionFailure(
                "`\(operation.type)` went to a target without it; this is a bug in burnham")
        }
        if run.form.mustWrite(before: operation) { run.write() }
        let found = run.form.find(operation.observeItem)
        let presence = found.marked(type: operation.type, in: run.marks)
        guard operation.precondition.accepts(presence, of: type, settings: place.settings) else {
            run.results[position] = .stale(presence)
            return
        }
        run.apply(position, markedAt: found.markIdentity)
    }
}

extension Operation {
    /// How the object that this operation is about is looked up.
    package var observeItem: ObserveItem {
        ObserveItem(
            type: type, identity: identity, attributes: attributes, recorded: recorded,
            isSuspended: kind == .resume || kind == .purge)
    }
}
