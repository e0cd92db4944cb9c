// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import DurableFiles
import Glibc
package import Values

/// The world of a file-backed provider: a target folder, not yet made, and a registry folder, in a
/// temporary folder that is removed at the end.
package final class FolderWorld: ContractWorld {
    /// Something of others in the target folder: `plant` puts it there, `read` gives it as it is now.
    package struct Foreign: Sendable {
        package let plant: @Sendable (FolderWorld) throws -> Void
        package let read: @Sendable (FolderWorld) throws -> String

        package init(
            plant: @escaping @Sendable (FolderWorld) throws -> Void,
            read: @escaping @Sendable (FolderWorld) throws -> String
        ) {
            self.plant = plant
            self.read = read
        }

        /// A file of somebody else that nothing of ours touches.
        package static func file(_ path: String, _ text: String) -> Foreign {
            Foreign {
                try $0.put(path, text)
            } read: {
                try $0.read(path)
            }
        }
    }

    package let root: String
    package let place: TargetPlace
    private let foreignThings: [Foreign]

    package init(settings: Value, foreign: [Foreign] = []) throws {
        var template = Array("/tmp/burnham-contract-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw ContractViolation("no temporary folder can be made")
        }
        root = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        place = TargetPlace(
            name: "contract", settings: settings, folder: "\(root)/target",
            registryFolder: "\(root)/registry")
        foreignThings = foreign
    }

    deinit { removeTree(root) }

    package var folder: String { place.folder }

    package func plantForeign() throws {
        for thing in foreignThings { try thing.plant(self) }
    }

    package func foreign() throws -> String {
        try foreignThings.map { try $0.read(self) }.joined(separator: "\n---\n")
    }

    package func dump() throws -> String {
        var lines: [String] = []
        try dump(root, "", into: &lines)
        return lines.joined(separator: "\n")
    }

    private func dump(_ path: String, _ shown: String, into lines: inout [String]) throws {
        for entry in try listDirectory(path) {
            let child = "\(path)/\(entry.name)"
            let mode = try fileStatus(child).map { String($0.mode, radix: 8) } ?? "gone"
            lines.append("\(shown)\(entry.name) \(entry.kind) \(mode)")
            switch entry.kind {
            case .directory: try dump(child, "\(shown)\(entry.name)/", into: &lines)
            case .file:
                let bytes = try readFile(child, limit: 1 << 24)
                lines.append(String(validating: bytes, as: UTF8.self) ?? bytes.hex)
            case .symlink, .other: break
            }
        }
    }
}

extension FolderWorld {
    /// Writes a file below the target folder, and the folders to it.
    package func put(_ path: String, _ text: String, mode: UInt32 = 0o644) throws {
        try putBytes(path, Array(text.utf8), mode: mode)
    }

    package func putBytes(_ path: String, _ bytes: [UInt8], mode: UInt32 = 0o644) throws {
        let whole = "\(folder)/\(path)"
        let parent = whole.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(whole[..<$0]) }
        try makeDirectories(parent ?? folder, mode: 0o755)
        try replaceFile(whole, bytes: bytes, mode: mode)
    }

    package func read(_ path: String) throws -> String {
        String(decoding: try readFile("\(folder)/\(path)", limit: 1 << 24), as: UTF8.self)
    }

    /// Replaces every occurrence of a text in a file, keeping its mode; fails where there is none.
    package func edit(_ path: String, _ text: String, to replacement: String) throws {
        let whole = "\(folder)/\(path)"
        let pieces = try read(path).split(separator: text, omittingEmptySubsequences: false)
        guard pieces.count > 1 else {
            throw ContractViolation("`\(path)` does not hold `\(text)`: \(try read(path))")
        }
        let mode = try fileStatus(whole)?.mode ?? 0o644
        try put(path, pieces.joined(separator: replacement), mode: mode)
    }
}

extension ContractSubject.HandEdit {
    /// An edit of a file-backed target.
    package static func onFolder(
        _ name: String, _ expectation: Expectation,
        edit: @escaping @Sendable (FolderWorld) throws -> Void
    ) -> ContractSubject.HandEdit {
        ContractSubject.HandEdit(name, expectation) { world in
            guard let folder = world as? FolderWorld else {
                throw ContractViolation("the world is no folder")
            }
            try edit(folder)
        }
    }
}

private func removeTree(_ path: String) {
    chmod(path, 0o700)
    for entry in (try? listDirectory(path)) ?? [] {
        let child = "\(path)/\(entry.name)"
        if entry.kind == .directory { removeTree(child) } else { unlink(child) }
    }
    rmdir(path)
}
