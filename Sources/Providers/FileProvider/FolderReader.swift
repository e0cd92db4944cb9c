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
        case open(DirectoryHandle)
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
            return try folder.status(of: name)
        } catch {
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
            return try folder.readFile(name, limit: limit)
        } catch {
            if error.kind == .missing { return nil }
            throw ProviderFailure(error)
        }
    }

    private mutating func place(
        of path: RelativePath
    ) throws(FileFailure) -> (DirectoryHandle, RelativePath)? {
        let parent = path.parent?.text ?? ""
        if latest?.path != parent { latest = (parent, try folder(parent)) }
        guard case .open(let handle) = latest?.folder else { return nil }
        return (handle, parent.isEmpty ? path : try RelativePath(path.name))
    }

    private mutating func folder(_ path: String) throws(FileFailure) -> Folder {
        if path.isEmpty { return try openRoot() }
        if let folder = folders[path] { return folder }
        guard case .open(let root) = try openRoot() else { return .absent }
        if folders.count >= Self.foldersMax { folders = [:] }
        let folder: Folder
        do throws(FileFailure) {
            folder = .open(try root.directory(RelativePath(path)))
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
            opened = .open(try DirectoryHandle(path: rootPath))
        } catch {
            guard error.kind == .missing else { throw error }
            opened = .absent
        }
        root = opened
        return opened
    }
}
