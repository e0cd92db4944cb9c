// SPDX-License-Identifier: Apache-2.0

/// Replaces many files: all of a portion are written, then synced, then published, so that the file
/// system can commit them together; each touched folder is synced once at the end. Groups of files
/// succeed and fail one by one; it does not take back those that succeeded.
struct ReplacementBatch {
    /// Bounds the open files: one and at most one folder for each file of a portion, which is larger
    /// only where one group is.
    private static let portion = 128

    private let root: DirectoryHandle
    private var failures: [FileFailure?]
    /// The folders whose list of names changed, each with the groups that changed it.
    private var touched: [RelativePath?: [Int]] = [:]

    init(root: DirectoryHandle, count: Int) {
        self.root = root
        failures = Array(repeating: nil, count: count)
    }

    mutating func run(_ groups: [[FileReplacement]]) -> [FileFailure?] {
        var start = 0
        while start < groups.count {
            var end = start
            var files = 0
            while end < groups.count, end == start || files + groups[end].count <= Self.portion {
                files += groups[end].count
                end += 1
            }
            var staged = stage(groups, start..<end)
            advance(&staged) { (file) throws(FileFailure) in try file.sync() }
            noteFolders(of: staged.map(\.group), in: groups)
            advance(&staged) { (file) throws(FileFailure) in try file.publish() }
            start = end
        }
        syncFolders()
        return failures
    }

    private typealias Staged = (group: Int, files: [StagedFile])

    /// Of a group with a file that can't be written none is left staged.
    private mutating func stage(
        _ groups: [[FileReplacement]], _ range: Range<Int>
    ) -> [Staged] {
        var folders: [RelativePath: DirectoryHandle] = [:]
        var staged: [Staged] = []
        for group in range {
            var files: [StagedFile] = []
            do throws(FileFailure) {
                for replacement in groups[group] {
                    let place = try place(of: replacement.path, &folders)
                    files.append(try StagedFile(replacement, at: place))
                }
                staged.append((group, files))
            } catch {
                for file in files { file.discard() }
                failures[group] = error
            }
        }
        return staged
    }

    private func place(
        of path: RelativePath, _ folders: inout [RelativePath: DirectoryHandle]
    ) throws(FileFailure) -> Place {
        guard let parent = path.parent else { return Place(directory: root, name: path.text) }
        if let folder = folders[parent] { return Place(directory: folder, name: path.name) }
        let folder = try root.directory(parent)
        folders[parent] = folder
        return Place(directory: folder, name: path.name)
    }

    /// Takes out the groups that fail.
    private mutating func advance(
        _ staged: inout [Staged], _ step: (StagedFile) throws(FileFailure) -> Void
    ) {
        var kept: [Staged] = []
        kept.reserveCapacity(staged.count)
        for item in staged {
            do throws(FileFailure) {
                for file in item.files { try step(file) }
                kept.append(item)
            } catch {
                for file in item.files { file.discard() }
                failures[item.group] = error
            }
        }
        staged = kept
    }

    /// Before they are published: a group that fails half-way changed a folder too.
    private mutating func noteFolders(of published: [Int], in groups: [[FileReplacement]]) {
        for group in published {
            for folder in Set(groups[group].map(\.path.parent)) {
                touched[folder, default: []].append(group)
            }
        }
    }

    private mutating func syncFolders() {
        for (folder, groups) in touched {
            do throws(FileFailure) {
                if let folder { try root.directory(folder).sync() } else { try root.sync() }
            } catch {
                for group in groups where failures[group] == nil { failures[group] = error }
            }
        }
    }
}

extension DirectoryHandle {
    /// Replaces or creates one file: temporary file beside it, content, sync, rename, sync of the
    /// folder. Readers see the old content or the new, never a part; so does a machine that lost power.
    package func replaceFile(_ replacement: FileReplacement) throws(FileFailure) {
        try place(of: replacement.path).replace(by: replacement)
    }

    /// Replaces many files. One answer for each, in order: nil where it is done and durable.
    package func replaceFiles(_ replacements: [FileReplacement]) -> [FileFailure?] {
        replaceFiles(inGroups: replacements.map { [$0] })
    }

    /// Replaces files that belong together. Those of a group are published right after one another, in
    /// order, once all of them are written and synced: a full disk leaves the whole group as it was.
    /// One answer for each group: nil where it is done and durable.
    package func replaceFiles(inGroups groups: [[FileReplacement]]) -> [FileFailure?] {
        var batch = ReplacementBatch(root: self, count: groups.count)
        return batch.run(groups)
    }

    /// Takes away what a killed process left of replacements in this folder. Only under the lock that
    /// guards the folder: another's replacement may be under way. Gives the number removed.
    @discardableResult
    package func removeTemporaryFiles() throws(FileFailure) -> Int {
        do throws(SystemError) {
            var count = 0
            for name in try SystemCalls.names(in: descriptor.number) {
                guard let text = name.text, TemporaryName.matches(text) else { continue }
                try SystemCalls.remove(text, in: descriptor.number)
                count += 1
            }
            return count
        } catch {
            throw FileFailure(.remove, path: path, error)
        }
    }
}
