// SPDX-License-Identifier: Apache-2.0

package import DurableFiles

/// A target folder with changes in memory, for forms that are made of many files: what is read from it has
/// the changes in it, and `write` puts them on disk phase after phase, each phase durable before the next
/// begins, so that the form decides what a crash can leave. Files that one operation replaces in one phase
/// are published together. It takes no lock and knows no file format.
package struct StagedFolder {
    /// Prints without its bytes, which may be a secret.
    package struct File: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible
    {
        package var bytes: [UInt8]
        package var mode: UInt32

        package init(_ bytes: [UInt8], mode: UInt32) {
            self.bytes = bytes
            self.mode = mode
        }

        package var description: String { "(\(bytes.count) bytes)" }
        package var debugDescription: String { description }
    }

    private struct Change {
        /// Nil: the file is to be gone.
        var file: File?
        var phase: Int
        /// The operations that asked for it: they fail with it.
        var positions: Set<Int>
        /// Its place among the changes of its phase.
        var number: Int
    }

    private let path: String
    private let folderMode: @Sendable (String) -> UInt32
    /// Nil where the folder is not there yet.
    private var root: DirectoryHandle?
    private var changes: [RelativePath: Change] = [:]

    /// A folder that is not there is an empty one. `folderMode` gives the mode of each folder that has to be
    /// made, by its path below this one, of this one itself by "".
    package init(
        path: String, folderMode: @escaping @Sendable (String) -> UInt32
    ) throws(FileFailure) {
        self.path = path
        self.folderMode = folderMode
        do throws(FileFailure) {
            root = try DirectoryHandle(path: path)
        } catch {
            guard error.kind == .missing else { throw error }
            root = nil
        }
    }
}

// MARK: - Reading

extension StagedFolder {
    /// Nil where nothing is there.
    package func file(_ path: RelativePath, limit: Int) throws(FileFailure) -> File? {
        if let change = changes[path] { return change.file }
        guard let root, let status = try root.status(of: path) else { return nil }
        do throws(FileFailure) {
            return File(try root.readFile(path, limit: limit), mode: status.mode)
        } catch {
            if error.kind == .missing { return nil }
            throw error
        }
    }

    package func isThere(_ path: RelativePath) throws(FileFailure) -> Bool {
        if let change = changes[path] { return change.file != nil }
        return try root?.status(of: path) != nil
    }

    /// The names of the folders right below this one, sorted by bytes; those on disk, not those that staged
    /// files will make.
    package func folders() throws(FileFailure) -> [String] {
        let entries = try root?.list() ?? []
        return entries.filter { $0.kind == .directory && $0.isOpenable }.map(\.name)
    }
}

// MARK: - Writing

extension StagedFolder {
    /// Of several changes of one file the last counts, in its phase, for all of their operations.
    package mutating func replace(
        _ path: RelativePath, with file: File, phase: Int, for position: Int
    ) {
        stage(path, file, phase, position)
    }

    /// What is not there is removed already.
    package mutating func remove(_ path: RelativePath, phase: Int, for position: Int) {
        stage(path, nil, phase, position)
    }

    private mutating func stage(
        _ path: RelativePath, _ file: File?, _ phase: Int, _ position: Int
    ) {
        var change =
            changes[path]
            ?? Change(file: file, phase: phase, positions: [], number: changes.count)
        change.file = file
        change.phase = phase
        change.positions.insert(position)
        changes[path] = change
    }

    /// Writes what was staged, lower phases first. An operation that failed in one phase takes no part in
    /// later ones; a file that others asked for too is still written. The failures by operation.
    package mutating func write() -> [Int: FileFailure] {
        guard !changes.isEmpty else { return [:] }
        let phases = Dictionary(grouping: changes) { $0.value.phase }
        let positions = changes.values.reduce(into: Set<Int>()) { $0.formUnion($1.positions) }
        changes = [:]
        var failures: [Int: FileFailure] = [:]
        do throws(FileFailure) {
            let root = try openRoot()
            for phase in phases.keys.sorted() {
                let staged = (phases[phase] ?? []).sorted { $0.value.number < $1.value.number }
                write(staged.map { ($0.key, $0.value) }, in: root, &failures)
            }
        } catch {
            for position in positions { failures[position] = error }
        }
        return failures
    }

    private mutating func openRoot() throws(FileFailure) -> DirectoryHandle {
        if let root { return root }
        try makeDirectories(path, mode: folderMode(""))
        let opened = try DirectoryHandle(path: path)
        root = opened
        return opened
    }

    private typealias Staged = (path: RelativePath, change: Change)

    private func write(
        _ staged: [Staged], in root: DirectoryHandle, _ failures: inout [Int: FileFailure]
    ) {
        var groups: [Set<Int>: Int] = [:]
        var writes: [(files: [FileReplacement], positions: Set<Int>)] = []
        var folders: [String: FileFailure?] = [:]
        for (path, change) in staged
        where !change.positions.allSatisfy({ failures[$0] != nil }) {
            guard let file = change.file else {
                if let failure = removal(of: path, in: root) {
                    fail(change.positions, failure, &failures)
                }
                continue
            }
            if let failure = prepare(path.parent, in: root, &folders) {
                fail(change.positions, failure, &failures)
                continue
            }
            let replacement = FileReplacement(path: path, bytes: file.bytes, mode: file.mode)
            if let group = groups[change.positions] {
                writes[group].files.append(replacement)
            } else {
                groups[change.positions] = writes.count
                writes.append(([replacement], change.positions))
            }
        }
        writes.removeAll { write in write.positions.allSatisfy { failures[$0] != nil } }
        for (failure, write) in zip(root.replaceFiles(inGroups: writes.map(\.files)), writes) {
            if let failure { fail(write.positions, failure, &failures) }
        }
    }

    private func fail(
        _ positions: Set<Int>, _ failure: FileFailure, _ failures: inout [Int: FileFailure]
    ) {
        for position in positions where failures[position] == nil { failures[position] = failure }
    }

    private func removal(of path: RelativePath, in root: DirectoryHandle) -> FileFailure? {
        do throws(FileFailure) {
            try root.removeFile(path)
            return nil
        } catch {
            return error.kind == .missing ? nil : error
        }
    }

    /// Makes a folder and those above it, and takes away what a killed process left half-written in it.
    /// Asked once for each folder.
    private func prepare(
        _ folder: RelativePath?, in root: DirectoryHandle, _ done: inout [String: FileFailure?]
    ) -> FileFailure? {
        let name = folder?.text ?? ""
        if let known = done[name] { return known }
        var failure: FileFailure?
        do throws(FileFailure) {
            if let folder {
                try make(folder, in: root)
                try root.directory(folder).removeTemporaryFiles()
            } else {
                try root.removeTemporaryFiles()
            }
        } catch {
            failure = error
        }
        done[name] = .some(failure)
        return failure
    }

    private func make(_ folder: RelativePath, in root: DirectoryHandle) throws(FileFailure) {
        if let parent = folder.parent { try make(parent, in: root) }
        guard try root.status(of: folder) == nil else { return }
        try root.makeDirectory(folder, mode: folderMode(folder.text))
    }
}
