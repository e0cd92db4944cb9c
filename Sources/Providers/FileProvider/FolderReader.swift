// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import TargetFiles

/// Looks at names below the target's folder, and keeps the folders open that it comes past. Links are
/// never followed. It does not write.
struct FolderReader {
    /// Bounds the open files.
    private static let foldersMax = 128

    private let rootPath: String
    private var root: Folder?
    private var folders: [String: Folder] = [:]
    /// Most items lie where the one before them lay.
    private var latest: (path: String, folder: Folder)?

    private enum Folder {
        case open(OpenFolder)
        case absent
    }

    init(rootPath: String) { self.rootPath = rootPath }

    /// Forgets what was open and what was absent.
    mutating func reset() {
        root = nil
        folders = [:]
        latest = nil
    }

    /// Nil where nothing is there.
    mutating func status(of path: String) throws(ProviderFailure) -> FileStatus? {
        do throws(FileFailure) {
            let path = try RelativePath(path)
            guard let (folder, name) = try place(of: path) else { return nil }
            return try folder.mayHold(name.text) ? folder.handle.status(of: name) : nil
        } catch {
            throw ProviderFailure(error)
        }
    }

    /// A file with its status, in one go; nil where nothing is there.
    mutating func file(
        at path: String, limit: Int
    ) throws(ProviderFailure) -> (status: FileStatus, bytes: [UInt8])? {
        do throws(FileFailure) {
            let path = try RelativePath(path)
            guard let (folder, name) = try place(of: path), try folder.mayHold(name.text) else {
                return nil
            }
            return try folder.handle.file(name, limit: limit)
        } catch {
            if error.kind == .missing { return nil }
            throw ProviderFailure(error)
        }
    }

    /// Nil where nothing is there.
    mutating func content(
        of path: String, limit: Int
    ) throws(ProviderFailure) -> [UInt8]? {
        do throws(FileFailure) {
            let path = try RelativePath(path)
            guard let (folder, name) = try place(of: path) else { return nil }
            return try folder.handle.readFile(name, limit: limit)
        } catch {
            if error.kind == .missing { return nil }
            throw ProviderFailure(error)
        }
    }

    private mutating func place(
        of path: RelativePath
    ) throws(FileFailure) -> (OpenFolder, RelativePath)? {
        let parent = path.parent?.text ?? ""
        if latest?.path != parent { latest = (parent, try folder(parent)) }
        guard case .open(let folder) = latest?.folder else { return nil }
        return (folder, parent.isEmpty ? path : try RelativePath(path.name))
    }

    private mutating func folder(_ path: String) throws(FileFailure) -> Folder {
        if path.isEmpty { return try openRoot() }
        if let folder = folders[path] { return folder }
        guard case .open(let root) = try openRoot() else { return .absent }
        if folders.count >= Self.foldersMax { folders = [:] }
        let folder: Folder
        do throws(FileFailure) {
            folder = .open(OpenFolder(try root.handle.directory(RelativePath(path))))
        } catch {
            guard error.kind == .missing else { throw error }
            folder = .absent
        }
        folders[path] = folder
        return folder
    }

    private mutating func openRoot() throws(FileFailure) -> Folder {
        if let root { return root }
        let opened: Folder
        do throws(FileFailure) {
            opened = .open(OpenFolder(try DirectoryHandle(path: rootPath)))
        } catch {
            guard error.kind == .missing else { throw error }
            opened = .absent
        }
        root = opened
        return opened
    }
}

/// An open folder. Asked often enough, it reads its names once: most files of a first plan are absent, and
/// asking the kernel for each costs more than all names together.
private final class OpenFolder {
    private static let lookUpsMin = 16
    /// How large a folder's list of names may be for each name that was asked for.
    private static let bytesPerLookUp = 1024

    let handle: DirectoryHandle
    private var lookUps = 0
    private var names: Set<String>?

    init(_ handle: DirectoryHandle) { self.handle = handle }

    /// False where nothing of this name is there.
    func mayHold(_ name: String) throws(FileFailure) -> Bool {
        if let names { return names.contains(name) }
        lookUps += 1
        guard lookUps >= Self.lookUpsMin, lookUps.nonzeroBitCount == 1,
            try handle.status().size <= lookUps * Self.bytesPerLookUp
        else { return true }
        names = Set(try handle.names())
        return names?.contains(name) ?? true
    }
}
