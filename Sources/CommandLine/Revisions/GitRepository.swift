// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A repository as git's own commands read it. Nothing is checked out, fetched or written, and nothing of the
/// repository is run.
struct GitRepository: Sendable {
    enum Failure: Error {
        /// There is no `git`, or the folder lies in no repository that it reads: in git's words.
        case noRepository(String)
        case noRevision
        /// The history that is there ends before the revision, or may do so.
        case shallow
        /// Git failed in another way, in its own words.
        case failed(String)
    }

    private let folder: String
    /// The folder below the repository's top: empty, or with a slash at its end.
    let prefix: String

    init(around folder: String) throws(Failure) {
        self.folder = folder
        do throws(Failure) {
            prefix = try Self.line(["rev-parse", "--show-prefix"], in: folder)
        } catch {
            guard case .failed(let words) = error else { throw error }
            throw .noRepository(words)
        }
    }

    /// The id of the commit that a branch, a tag or an id names.
    func commit(_ revision: String) throws(Failure) -> String {
        guard !revision.hasPrefix("-") else { throw .noRevision }
        do throws(Failure) {
            return try line(["rev-parse", "--verify", "--quiet", "\(revision)^{commit}"])
        } catch {
            guard case .failed = error else { throw error }
            let isShallow = try line(["rev-parse", "--is-shallow-repository"]) == "true"
            throw isShallow ? .shallow : .noRevision
        }
    }

    /// The object ids of a commit's plain files, by their paths from the repository's top.
    func files(of commit: String) throws(Failure) -> [String: String] {
        let listing = try run(["ls-tree", "-r", "-z", "--full-tree", commit])
        var files: [String: String] = [:]
        for entry in listing.split(separator: 0) {
            // MODE TYPE ID <tab> PATH
            guard let tab = entry.firstIndex(of: UInt8(ascii: "\t")) else { continue }
            let words = entry[..<tab].split(separator: UInt8(ascii: " "))
            guard words.count == 3, words[0].starts(with: "100".utf8) else { continue }
            let path = String(decoding: entry[(tab + 1)...], as: UTF8.self)
            files[path] = String(decoding: words[2], as: UTF8.self)
        }
        return files
    }

    /// The contents of objects, in their order.
    func contents(of ids: [String]) throws(Failure) -> [[UInt8]] {
        guard !ids.isEmpty else { return [] }
        let answer = try run(
            ["cat-file", "--batch"], input: ids.map { $0 + "\n" }.joined())
        var contents: [[UInt8]] = []
        var rest = answer[...]
        for id in ids {
            // ID TYPE SIZE <newline> CONTENT <newline>
            guard let end = rest.firstIndex(of: UInt8(ascii: "\n")),
                let size = Int(
                    String(decoding: rest[..<end], as: UTF8.self).split(separator: " ").last ?? ""),
                size < rest.endIndex - end
            else { throw .failed("git has no object `\(id)`") }
            contents.append(Array(rest[(end + 1)...].prefix(size)))
            rest = rest[(end + 1)...].dropFirst(size + 1)
        }
        return contents
    }

    // MARK: Running git

    private func line(_ arguments: [String]) throws(Failure) -> String {
        try Self.line(arguments, in: folder)
    }

    private func run(_ arguments: [String], input: String = "") throws(Failure) -> [UInt8] {
        try Self.run(arguments, in: folder, input: input)
    }

    private static func line(_ arguments: [String], in folder: String) throws(Failure) -> String {
        let output = try run(arguments, in: folder, input: "")
        return String(decoding: output.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }

    private static func run(
        _ arguments: [String], in folder: String, input: String
    ) throws(Failure) -> [UInt8] {
        var git = ChildProgram(["git"] + arguments)
        git.folder = folder
        git.environment = environment
        do throws(ChildProgram.Failure) {
            return try git.output(of: input)
        } catch {
            if error.isMissing { throw .noRepository("`git` can't be run") }
            throw .failed(error.words.isEmpty ? "git failed" : error.words)
        }
    }

    /// A hook's own variables would name another repository; what is not in the clone is not fetched.
    private static var environment: [String: String] {
        var environment = ProcessInfo.processInfo.environment
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
            environment[name] = nil
        }
        environment["LC_ALL"] = "C"
        environment["GIT_OPTIONAL_LOCKS"] = "0"
        environment["GIT_NO_LAZY_FETCH"] = "1"
        environment["GIT_TERMINAL_PROMPT"] = "0"
        return environment
    }
}
