// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import TargetFiles
import Values

/// The target's folder as a form. It holds no content: objects are looked at where they are, and what was
/// applied waits to be written together. So operations of which one's path lies in the other's are
/// written one after the other.
struct FolderForm: TargetForm {
    static let findsByReading = true

    let place: TargetPlace
    let cleaned: CleanedFolders
    var reader: FolderReader
    var accounts = Accounts()
    var pending: [PendingWrite] = []
    var touched = TouchedPaths()
    /// Where suspended folders lie, by the path at which they were, the latest last.
    private var suspended: [String: [String]] = [:]
    private var suspendedPaths: Set<String> = []
    /// Marks as they were when the form was opened.
    private let marks: MarksRegistry

    init(_ place: TargetPlace, _ marks: MarksRegistry) throws(ProviderFailure) {
        try self.init(place, marks, CleanedFolders())
    }

    init(
        _ place: TargetPlace, _ marks: MarksRegistry, _ cleaned: CleanedFolders
    ) throws(ProviderFailure) {
        self.place = place
        self.cleaned = cleaned
        self.marks = marks
        reader = FolderReader(rootPath: place.folder)
        for key in marks.keys(ofType: DirectoryType.name).sorted() {
            noteSuspended(at: key.identity)
        }
    }

    mutating func noteSuspended(at removed: String) {
        guard let original = RemovedPath.original(of: removed),
            suspendedPaths.insert(removed).inserted
        else { return }
        suspended[original, default: []].append(removed)
    }

    mutating func find(_ item: ObserveItem) -> FoundObject {
        do throws(ProviderFailure) {
            if item.type == DocumentType.name { return try findDocument(item) }
            for path in candidates(for: item) {
                if let object = try directory(at: path, for: item) {
                    return FoundObject(.present(object), markIdentity: path)
                }
            }
            return FoundObject(.absent, markIdentity: item.identity)
        } catch {
            return FoundObject(.unreadable(error), markIdentity: item.identity)
        }
    }

    /// Where a folder may lie, the likeliest first. With an after-image it may have been suspended, and
    /// the store not know of it.
    private func candidates(for item: ObserveItem) -> [String] {
        guard item.recorded != nil || item.isSuspended else { return [item.identity] }
        var removed: [String] = []
        if let path = item.recorded?[DirectoryType.removedTo]?.string,
            RemovedPath.isRemoved(path)
        {
            removed.append(path)
        }
        for path in (suspended[item.identity] ?? []).reversed()
        where !removed.contains(path) && mayBe(path, of: item.identity) {
            removed.append(path)
        }
        return item.isSuspended ? removed + [item.identity] : [item.identity] + removed
    }

    /// Not where the path's mark is another object's, which was made there later. What has no mark yet was
    /// suspended by this batch.
    private func mayBe(_ removed: String, of path: String) -> Bool {
        guard let mark = marks[MarkKey(type: DirectoryType.name, identity: removed)] else {
            return true
        }
        let present = marks[MarkKey(type: DirectoryType.name, identity: path)]
        return present == nil || present == mark
    }

    private mutating func directory(
        at path: String, for item: ObserveItem
    ) throws(ProviderFailure) -> ObservedObject? {
        guard let status = try reader.status(of: path) else { return nil }
        try Self.expect(.directory, status.kind, at: path)
        let original = RemovedPath.original(of: path)
        var attributes: Fields<Value> = [
            "path": .string(original ?? path),
            "mode": .string(FilePath.text(ofMode: status.mode)),
            "owner": .string(accounts.userName(of: status.owner.userID)),
            "group": .string(accounts.groupName(of: status.owner.groupID)),
            "location": .string(FilePath.location(of: original ?? path, place.settings)),
        ]
        if original != nil { attributes[DirectoryType.removedTo] = .string(path) }
        return ObservedObject(attributes: attributes, isSuspended: original != nil)
    }

    private mutating func findDocument(
        _ item: ObserveItem
    ) throws(ProviderFailure) -> FoundObject {
        let path = item.identity
        guard let (status, bytes) = try document(at: path) else {
            return FoundObject(.absent, markIdentity: path)
        }
        let content = Self.content(bytes, like: item.attributes)
        let object = ObservedObject(attributes: [
            "content": content.text,
            "location": .string(FilePath.location(of: path, place.settings)),
            "mode": .string(FilePath.text(ofMode: status.mode)),
            "path": .string(path), "sha256": content.digest,
        ])
        return FoundObject(.present(object), markIdentity: path)
    }

    /// What is there and no file is named as what it is.
    private mutating func document(
        at path: String
    ) throws(ProviderFailure) -> (status: FileStatus, bytes: [UInt8])? {
        do throws(ProviderFailure) {
            return try reader.file(at: path, limit: DocumentType.contentBytesMax)
        } catch {
            if let status = try reader.status(of: path) {
                try Self.expect(.file, status.kind, at: path)
            }
            throw error
        }
    }

    /// The desired values themselves where the bytes are the desired ones. Bytes that are no UTF-8 are
    /// shown with replacement characters; their digest tells them apart.
    private static func content(
        _ bytes: [UInt8], like desired: Fields<Value>
    ) -> (text: Value, digest: Value) {
        if var text = desired["content"]?.string, let digest = desired["sha256"],
            text.utf8.count == bytes.count, text.withUTF8({ $0.elementsEqual(bytes) })
        {
            return (.string(text), digest)
        }
        return (
            .string(String(decoding: bytes, as: UTF8.self)), .string(Digest.sha256(bytes).hex)
        )
    }

    private static func expect(
        _ wanted: FileStatus.Kind, _ kind: FileStatus.Kind, at path: String
    ) throws(ProviderFailure) {
        if kind == wanted { return }
        let words =
            switch kind {
            case .file: "a file"
            case .directory: "a folder"
            case .symlink: "a symbolic link"
            case .other: "neither a file nor a folder"
            }
        throw ProviderFailure(
            .conflict, "`\(path)` is \(words)",
            help: "it has to be moved away, or the resource needs another path")
    }

    /// A suspended folder may not be put into the tree of another one, which may be purged.
    mutating func freeRemovedPath(
        for path: String, on day: CalendarDate
    ) throws(ProviderFailure) -> String {
        var reader = reader
        defer { self.reader = reader }
        let suspendedPaths = suspendedPaths
        return try RemovedPath.free(for: path, on: day) { (candidate) throws(ProviderFailure) in
            if TouchedPaths.ancestors(of: candidate).contains(where: suspendedPaths.contains) {
                return true
            }
            return try reader.status(of: candidate) != nil
        }
    }
}
