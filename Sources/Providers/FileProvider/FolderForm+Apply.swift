// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import TargetFiles
import Values

/// Operations turned into writes that wait.
extension FolderForm {
    func mustWrite(before operation: Operation) -> Bool {
        touched.isRelated(to: operation.identity)
    }

    mutating func forgetWrites() { pending.removeAll(keepingCapacity: true) }

    mutating func apply(
        _ operation: Operation, at position: Int
    ) throws(ProviderFailure) -> String {
        if operation.type == DocumentType.name {
            try add(documentAction(operation), operation.identity, position)
            return operation.identity
        }
        switch operation.kind {
        case .create:
            let owner = try owner(operation.attributes, besides: nil)
            let mode = FilePath.mode(operation.attributes) ?? 0o750
            try add(.makeDirectory(mode: mode, owner: owner), operation.identity, position)
            return operation.identity
        case .suspend: return try suspend(operation, position)
        case .resume: return try resume(operation, position)
        case .purge:
            let path = try currentPath(of: operation, isSuspended: true)
            try add(.removeTree, path, position)
        case .delete: try add(.removeEmptyDirectory, operation.identity, position)
        case .update: try change(at: operation.identity, operation, position)
        case .mark, .unmark: break
        }
        return operation.identity
    }

    private mutating func add(
        _ action: PendingWrite.Action, _ path: String, _ position: Int
    ) throws(ProviderFailure) {
        _ = try asTarget { () throws(FileFailure) in try RelativePath(path) }
        pending.append(PendingWrite(position: position, path: path, action: action))
        touched.insert(path)
    }

    private mutating func suspend(
        _ operation: Operation, _ position: Int
    ) throws(ProviderFailure) -> String {
        let path = operation.identity
        let removed = try freeRemovedPath(for: path, on: operation.now.day)
        try add(.rename(to: removed), path, position)
        noteSuspended(at: removed)
        return removed
    }

    /// Mode and owner are set where the folder still lies apart.
    private mutating func resume(
        _ operation: Operation, _ position: Int
    ) throws(ProviderFailure) -> String {
        let removed = try currentPath(of: operation, isSuspended: true)
        try change(at: removed, operation, position)
        if removed != operation.identity {
            try add(.rename(to: operation.identity), removed, position)
            touched.insert(operation.identity)
        }
        return operation.identity
    }

    private mutating func currentPath(
        of operation: Operation, isSuspended: Bool
    ) throws(ProviderFailure) -> String {
        let found = find(
            ObserveItem(
                type: operation.type, identity: operation.identity,
                attributes: operation.attributes, recorded: operation.recorded,
                isSuspended: isSuspended))
        switch found.presence {
        case .present: return found.markIdentity
        case .unreadable(let failure): throw failure
        case .absent: throw ProviderFailure(.conflict, "`\(operation.identity)` is not there")
        }
    }

    private mutating func change(
        at path: String, _ operation: Operation, _ position: Int
    ) throws(ProviderFailure) {
        guard let status = try reader.status(of: path) else {
            throw ProviderFailure(.conflict, "`\(path)` is not there")
        }
        let owner = try owner(operation.attributes, besides: status.owner)
        let mode = FilePath.mode(operation.attributes).flatMap { $0 == status.mode ? nil : $0 }
        let changesOwner = owner != nil && owner != status.owner
        if mode == nil && !changesOwner {
            try add(.nothing, path, position)
        } else {
            try add(
                .change(mode: mode, owner: changesOwner ? owner : nil), path, position)
        }
    }

    /// Nil where neither owner nor group is stated.
    private func owner(
        _ attributes: Fields<Value>, besides former: FileOwner?
    ) throws(ProviderFailure) -> FileOwner? {
        let (user, group) = (attributes["owner"]?.string, attributes["group"]?.string)
        if user == nil && group == nil { return nil }
        let present = former ?? FileOwner.current
        let owner = FileOwner(
            userID: try user.map { (name) throws(ProviderFailure) in
                try Accounts.userNumber(of: name)
            } ?? present.userID,
            groupID: try group.map { (name) throws(ProviderFailure) in
                try Accounts.groupNumber(of: name)
            } ?? present.groupID)
        if owner.userID != present.userID && !Accounts.isRoot {
            throw ProviderFailure(
                .denied, "only root can give a folder to `\(user ?? "")`",
                help: "`owner` can be stated where Burnham runs as root")
        }
        return owner
    }

    private mutating func documentAction(
        _ operation: Operation
    ) throws(ProviderFailure) -> PendingWrite.Action {
        if operation.kind == .delete || operation.kind == .purge { return .removeFile }
        let isNew = operation.kind == .create
        let bytes = Array((operation.attributes["content"]?.string ?? "").utf8)
        let mode = FilePath.mode(operation.attributes) ?? 0o644
        let status = isNew ? nil : try reader.status(of: operation.identity)
        if let status {
            let limit = DocumentType.contentBytesMax
            let present = try reader.content(of: operation.identity, limit: limit)
            if present == bytes {
                return status.mode == mode ? .nothing : .change(mode: mode, owner: nil)
            }
        }
        let path = try asTarget { () throws(FileFailure) in
            try RelativePath(operation.identity)
        }
        return .replace(
            FileReplacement(
                path: path, bytes: bytes, mode: mode,
                owner: Accounts.isRoot ? status?.owner : nil, mustBeNew: isNew))
    }
}
