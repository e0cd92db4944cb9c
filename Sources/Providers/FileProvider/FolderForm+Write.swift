// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import TargetFiles

/// The writes that wait, done together: folders first, then all documents as one batch of replacements
/// that share their syncs, then the rest.
extension FolderForm {
    private static let parentMode: UInt32 = 0o755

    mutating func write() -> [Int: ProviderFailure] {
        defer {
            pending = []
            touched.removeAll()
            reader.reset()
        }
        do throws(FileFailure) {
            try makeDirectories(place.folder, mode: Self.parentMode)
            var writer = FolderWriter(
                root: try DirectoryHandle(path: place.folder), cleaned: cleaned)
            return writer.write(pending)
        } catch {
            let failure = ProviderFailure(error)
            return Dictionary(pending.map { ($0.position, failure) }) { first, _ in first }
        }
    }
}

/// Writes below one folder. What fails is answered for its operation and does not stop the others.
struct FolderWriter {
    private static let parentMode: UInt32 = 0o755

    let root: DirectoryHandle
    let cleaned: CleanedFolders
    private var failures: [Int: ProviderFailure] = [:]
    /// Folders that are known to be there.
    private var present: Set<String> = []

    init(root: DirectoryHandle, cleaned: CleanedFolders) {
        self.root = root
        self.cleaned = cleaned
    }

    mutating func write(_ writes: [PendingWrite]) -> [Int: ProviderFailure] {
        var replacements: [(position: Int, file: FileReplacement)] = []
        var others: [PendingWrite] = []
        for write in writes {
            switch write.action {
            case .makeDirectory(let mode, let owner):
                attempt(write.position) { (writer) throws(FileFailure) in
                    try writer.makeDirectory(RelativePath(write.path), mode: mode, owner: owner)
                }
            case .replace(let file): replacements.append((write.position, file))
            case .nothing: break
            default: others.append(write)
            }
        }
        replace(replacements)
        for write in others where failures[write.position] == nil {
            attempt(write.position) { (writer) throws(FileFailure) in
                try writer.perform(write.action, at: RelativePath(write.path))
            }
        }
        return failures
    }

    private mutating func attempt(
        _ position: Int, _ body: (inout FolderWriter) throws(FileFailure) -> Void
    ) {
        do throws(FileFailure) {
            try body(&self)
        } catch {
            failures[position] = ProviderFailure(error)
        }
    }

    private mutating func makeDirectory(
        _ path: RelativePath, mode: UInt32, owner: FileOwner?
    ) throws(FileFailure) {
        try makeParent(of: path, mode: Self.parentMode)
        try root.makeDirectory(path, mode: mode, owner: owner)
    }

    private mutating func makeParent(
        of path: RelativePath, mode: UInt32
    ) throws(FileFailure) {
        guard let parent = path.parent, present.insert(parent.text).inserted else { return }
        do throws(FileFailure) {
            try root.makeDirectories(parent, mode: mode)
        } catch {
            present.remove(parent.text)
            throw error
        }
    }

    private mutating func replace(_ replacements: [(position: Int, file: FileReplacement)]) {
        var ready: [(position: Int, file: FileReplacement)] = []
        for replacement in replacements {
            attempt(replacement.position) { (writer) throws(FileFailure) in
                try writer.prepareFolder(of: replacement.file.path)
                ready.append(replacement)
            }
        }
        let results = root.replaceFiles(ready.map(\.file))
        for (replacement, failure) in zip(ready, results) {
            if let failure { failures[replacement.position] = ProviderFailure(failure) }
        }
    }

    private mutating func prepareFolder(of path: RelativePath) throws(FileFailure) {
        try makeParent(of: path, mode: Self.parentMode)
        guard cleaned.insert(path.parent?.text ?? "") else { return }
        let folder =
            try path.parent.map { (parent) throws(FileFailure) in try root.directory(parent) }
            ?? root
        try folder.removeTemporaryFiles()
    }

    private mutating func perform(
        _ action: PendingWrite.Action, at path: RelativePath
    ) throws(FileFailure) {
        switch action {
        case .change(let mode, let owner): try root.change(path, mode: mode, owner: owner)
        case .rename(let target): try rename(path, to: RelativePath(target))
        case .removeFile: try root.removeFile(path)
        case .removeEmptyDirectory: try root.removeDirectory(path)
        case .removeTree:
            try root.removeTree(path)
            removeEmptyContainers(of: path)
        case .makeDirectory, .replace, .nothing: break
        }
    }

    private mutating func rename(
        _ path: RelativePath, to target: RelativePath
    ) throws(FileFailure) {
        let isSuspended = RemovedPath.isRemoved(target.text)
        try makeParent(of: target, mode: isSuspended ? RemovedPath.mode : Self.parentMode)
        try root.renameItem(path, to: target)
        removeEmptyContainers(of: path)
    }

    /// The folders of a date that held nothing else. Left where that fails: they mean nothing.
    private mutating func removeEmptyContainers(of path: RelativePath) {
        guard RemovedPath.isRemoved(path.text) else { return }
        var folder = path.parent
        while let container = folder {
            do throws(FileFailure) {
                try root.removeDirectory(container)
            } catch {
                return
            }
            present.remove(container.text)
            folder = container.parent
        }
    }
}
