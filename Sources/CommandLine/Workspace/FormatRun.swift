// SPDX-License-Identifier: Apache-2.0

import BurnhamCatalog
import BurnhamCore
import BurnhamReport
import DurableFiles
import Foundation
import ParallelWork
import YAMLFormat

/// Files and their canonical forms, made on all cores, with what is wrong with those that have none. It writes only
/// when it is told to.
struct FormatRun {
    struct Changed: Sendable {
        let file: FormatFile
        let before: FormatFile.Content
        let after: [UInt8]

        var difference: String {
            UnifiedDiff(
                of: file.shown, from: String(decoding: before.bytes, as: UTF8.self),
                to: String(decoding: after, as: UTF8.self)
            ).render()
        }
    }

    private enum Outcome: Sendable {
        case same
        case changed(Changed)
        case refused([UInt8], YAMLRefusal)
        case failed(FileFailure)
    }

    private(set) var changed: [Changed] = []
    private let fileCount: Int
    private var diagnostics: [Diagnostic] = []
    private var refused: [String: [UInt8]] = [:]

    init(_ files: [FormatFile]) {
        fileCount = files.count
        let outcomes = onAllCores(files.count) { Self.outcome(of: files[$0]) }
        for (file, outcome) in zip(files, outcomes) { add(outcome, of: file) }
    }

    /// One that has been read already.
    init(_ file: FormatFile, _ content: FormatFile.Content) {
        fileCount = 1
        add(Self.outcome(of: file, content), of: file)
    }

    private static func outcome(of file: FormatFile) -> Outcome {
        do throws(FileFailure) {
            return outcome(of: file, try file.read())
        } catch {
            return .failed(error)
        }
    }

    private static func outcome(of file: FormatFile, _ content: FormatFile.Content) -> Outcome {
        do throws(YAMLRefusal) {
            let after = try YAMLFormat.format(content.bytes)
            if after == content.bytes { return .same }
            return .changed(Changed(file: file, before: content, after: after))
        } catch {
            return .refused(content.bytes, error)
        }
    }

    private mutating func add(_ outcome: Outcome, of file: FormatFile) {
        switch outcome {
        case .same: break
        case .changed(let change): changed.append(change)
        case .refused(let bytes, let refusal):
            refused[file.shown] = bytes
            diagnostics += refusal.problems.map { Diagnostic($0, file: file.shown) }
        case .failed(let failure): add(failure)
        }
    }

    private mutating func add(_ failure: FileFailure) {
        diagnostics.append(
            Diagnostic(.fileUnreadable, failure.shown.description, at: nil))
    }

    /// Nil where every file has its canonical form, or could have been given it.
    var report: CheckReport? {
        guard !diagnostics.isEmpty else { return nil }
        let folder = FileManager.default.currentDirectoryPath
        return CheckReport(
            diagnostics.sorted(by: Diagnostic.precedes),
            in: CheckedFiles(refused, home: ".", checkout: .around(folder)), allClear: "",
            by: .burnham)
    }

    /// Nil where there is nothing to say but what is wrong.
    func summary(isWritten: Bool) -> String? {
        let files = Counts.text(fileCount, "file")
        if changed.isEmpty { return report == nil ? "\(files), all in canonical form" : nil }
        return isWritten
            ? "\(changed.count) of \(files) formatted"
            : "\(changed.count) of \(files) not in canonical form; `burnham fmt` writes it"
    }

    /// Each file as a whole or not at all, its mode kept. One that can't be written is said, and the others are.
    mutating func write() {
        var left: Set<String> = []
        for (folder, changes) in Dictionary(grouping: changed, by: \.file.folder) {
            for (change, failure) in zip(changes, Self.write(changes, in: folder)) {
                guard let failure else { continue }
                add(failure)
                left.insert(change.file.shown)
            }
        }
        changed.removeAll { left.contains($0.file.shown) }
    }

    private static func write(_ changes: [Changed], in folder: String) -> [FileFailure?] {
        do throws(FileFailure) {
            let replacements = try changes.map { (change) throws(FileFailure) in
                try change.file.replacement(of: change.before, by: change.after)
            }
            return try DirectoryHandle(path: folder).replaceFiles(replacements)
        } catch {
            return changes.map { _ in error }
        }
    }
}
