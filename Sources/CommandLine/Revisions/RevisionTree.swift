// SPDX-License-Identifier: Apache-2.0

import DurableFiles
import Glibc

/// The files of a catalog as a commit has them. They are read from the repository's objects; nothing is checked out.
struct RevisionTree: CatalogTree {
    private let repository: GitRepository
    /// Object ids by path from the repository's top.
    private let files: [String: String]

    init(_ repository: GitRepository, commit: String) throws(GitRepository.Failure) {
        self.repository = repository
        files = try repository.files(of: commit)
    }

    func isRoot(_ root: String) -> Bool {
        guard let prefix = prefix(of: root) else { return false }
        return ["catalog/", "templates/"].allSatisfy { !below(prefix + $0).isEmpty }
    }

    func files(_ root: String, below folder: String) -> FoundFiles {
        guard let prefix = prefix(of: root) else { return FoundFiles() }
        let found = below("\(prefix)\(folder)/").map { String($0.dropFirst(prefix.count)) }
        return FoundFiles(
            paths: found.filter { path in
                !path.split(separator: "/").contains { $0.hasPrefix(".") }
            })
    }

    func contents(
        _ root: String, _ paths: [String], limit: Int
    ) -> [Result<[UInt8], FileFailure>] {
        let prefix = prefix(of: root)
        let wanted = paths.map { path in prefix.flatMap { files[$0 + path] } }
        let found: [[UInt8]]
        do throws(GitRepository.Failure) {
            found = try repository.contents(of: wanted.compactMap(\.self))
        } catch {
            return paths.map { .failure(FileFailure(.read, path: $0, kind: .other(EIO))) }
        }
        var rest = found[...]
        return zip(paths, wanted).map { path, id in
            guard id != nil, let bytes = rest.popFirst() else {
                return .failure(FileFailure(.read, path: path, kind: .missing))
            }
            return bytes.count > limit
                ? .failure(FileFailure(.read, path: path, kind: .tooLarge)) : .success(bytes)
        }
    }

    private func below(_ folder: String) -> [String] {
        files.keys.filter { $0.utf8.starts(with: folder.utf8) }
    }

    /// What stands before a root's paths; nil where it lies outside of the repository.
    private func prefix(of root: String) -> String? {
        guard !root.hasPrefix("/") else { return nil }
        var folders = repository.prefix.split(separator: "/")
        for step in root.split(separator: "/") where step != "." {
            guard step == ".." else {
                folders.append(step)
                continue
            }
            guard folders.popLast() != nil else { return nil }
        }
        return folders.map { $0 + "/" }.joined()
    }
}
