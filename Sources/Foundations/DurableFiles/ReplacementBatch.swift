// SPDX-License-Identifier: Apache-2.0

/// Replaces many files: all of a portion are written, then synced, then published, so that the file
/// system can commit them together; each touched folder is synced once at the end. Files succeed and
/// fail one by one; it does not take back those that succeeded.
struct ReplacementBatch {
    /// Bounds the open files: one and at most one folder for each file of a portion.
    private static let portion = 128

    private let root: DirectoryHandle
    private var failures: [FileFailure?]
    /// The folders whose list of names changed, each with the replacements in it.
    private var touched: [RelativePath?: [Int]] = [:]

    init(root: DirectoryHandle, count: Int) {
        self.root = root
        failures = Array(repeating: nil, count: count)
    }

    mutating func run(_ replacements: [FileReplacement]) -> [FileFailure?] {
        for start in stride(from: 0, to: replacements.count, by: Self.portion) {
            let end = min(start + Self.portion, replacements.count)
            var staged = stage(replacements, start..<end)
            advance(&staged) { (file) throws(FileFailure) in try file.sync() }
            advance(&staged) { (file) throws(FileFailure) in try file.publish() }
            for index in staged.map(\.index) {
                touched[replacements[index].path.parent, default: []].append(index)
            }
        }
        syncFolders()
        return failures
    }

    private typealias Staged = (index: Int, file: StagedFile)

    private mutating func stage(
        _ replacements: [FileReplacement], _ range: Range<Int>
    ) -> [Staged] {
        var folders: [RelativePath: DirectoryHandle] = [:]
        var staged: [Staged] = []
        for index in range {
            let replacement = replacements[index]
            do throws(FileFailure) {
                let place = try place(of: replacement.path, &folders)
                staged.append((index, try StagedFile(replacement, at: place)))
            } catch {
                failures[index] = error
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

    /// Takes out those that fail.
    private mutating func advance(
        _ staged: inout [Staged], _ step: (StagedFile) throws(FileFailure) -> Void
    ) {
        var kept: [Staged] = []
        kept.reserveCapacity(staged.count)
        for item in staged {
            do throws(FileFailure) {
                try step(item.file)
                kept.append(item)
            } catch {
                item.file.discard()
                failures[item.index] = error
            }
        }
        staged = kept
    }

    private mutating func syncFolders() {
        for (folder, indices) in touched {
            do throws(FileFailure) {
                if let folder { try root.directory(folder).sync() } else { try root.sync() }
            } catch {
                for index in indices { failures[index] = error }
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
        var batch = ReplacementBatch(root: self, count: replacements.count)
        return batch.run(replacements)
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
