// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import TargetFiles
import Values

/// A folder of tasks as operations change it: in memory until `write`. It reads no clock: all times come
/// from the operations.
struct TaskForm: TargetForm {
    static let bytesMax = 1 << 20
    private static let folderMode: UInt32 = 0o750
    private static let fileMode: UInt32 = 0o640

    private var folder: StagedFolder

    init(folder path: String) throws(ProviderFailure) {
        folder = try asTarget { () throws(FileFailure) in
            try StagedFolder(path: path) { _ in Self.folderMode }
        }
    }

    mutating func find(_ item: ObserveItem) -> FoundObject {
        let presence: Presence
        do throws(ProviderFailure) {
            let task = try record(item.identity)
            presence =
                task.map {
                    .present(
                        ObservedObject(attributes: $0.attributes, isSuspended: $0.isSuspended))
                } ?? .absent
        } catch {
            presence = .unreadable(error)
        }
        return FoundObject(presence, markIdentity: item.identity)
    }

    /// Nil where there is no such task.
    func record(_ name: String) throws(ProviderFailure) -> TaskRecord? {
        guard AttributeProblems.isFileName(name) else { return nil }
        let file = try asTarget { () throws(FileFailure) in
            try folder.file(try Self.path(name), limit: Self.bytesMax)
        }
        guard let file else { return nil }
        do throws(TaskProblem) {
            return try TaskRecord(bytes: file.bytes, name: name)
        } catch {
            let line = error.line.map { ":\($0)" } ?? ""
            throw ProviderFailure(
                .rejected, "\(name).json\(line): \(error.message)",
                help: "the file has to be mended by hand; nothing was written")
        }
    }

    mutating func apply(_ operation: Operation, at position: Int) throws(ProviderFailure) -> String
    {
        let name = operation.identity
        guard AttributeProblems.isFileName(name) else {
            throw ProviderFailure(.rejected, "a task can't be called `\(name)`")
        }
        let found = try record(name)
        switch operation.kind {
        case .create:
            guard found == nil else {
                throw ProviderFailure(.conflict, "there is a task `\(name)`")
            }
            try save(
                TaskRecord(name: name, order: operation.attributes, openedAt: operation.now),
                for: position)
        case .update, .suspend, .resume:
            guard var task = found else {
                throw ProviderFailure(.conflict, "there is no task `\(name)`")
            }
            change(&task, operation)
            if task != found { try save(task, for: position) }
        case .delete, .purge:
            let path = try asTarget { () throws(FileFailure) in try Self.path(name) }
            folder.remove(path, phase: 0, for: position)
        case .mark, .unmark:
            preconditionFailure("a mark is no change of a task; this is a bug in burnham")
        }
        return name
    }

    private func change(_ task: inout TaskRecord, _ operation: Operation) {
        switch operation.kind {
        case .suspend: task.suspend(at: operation.now)
        case .resume:
            task.resume(at: operation.now)
            fallthrough
        default:
            task.change(
                to: operation.attributes, cleared: operation.cleared, at: operation.now)
        }
    }

    mutating func save(_ task: TaskRecord, for position: Int) throws(ProviderFailure) {
        let path = try asTarget { () throws(FileFailure) in try Self.path(task.name) }
        let file = StagedFolder.File(task.bytes, mode: Self.fileMode)
        folder.replace(path, with: file, phase: 0, for: position)
    }

    mutating func write() -> [Int: ProviderFailure] {
        folder.write().mapValues { ProviderFailure($0) }
    }

    private static func path(_ name: String) throws(FileFailure) -> RelativePath {
        try RelativePath("\(name).json")
    }
}
