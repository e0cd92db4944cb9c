// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A story in one text file: files of a catalog and of the world, commands, and what they print. Sections begin
/// with `=== `:
///
///     === file PATH        the lines below are its content
///     === append PATH      the lines below are added to it
///     === replace PATH     the first line below is replaced by the others, everywhere in the file
///     === remove PATH
///     === sample PATH      the sample city's catalog and templates are copied there
///     === run ARGUMENTS    the program's output and its exit code have to be the lines below
///     === shell COMMAND    the same for a command of the shell, which finds `burnham`, too
///     === clock TIME       from here on the program begins at this time, such as 2026-10-05T12:00:00Z
///
/// In expected output a line `...` stands for any lines, and times, days of what was done, ids of plans and runs,
/// digests and the like are written `<time>`, `<day>`, `<plan>`, `<run>`, `<digest>`, `<hex>`, `<base64>`, `<commit>`; the
/// scenario's folder is `<here>`.
struct Scenario {
    struct Section {
        let verb: String
        let argument: String
        let lines: [String]
        /// Of the section's head, from 1.
        let line: Int
    }

    let name: String
    let sections: [Section]

    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Scenarios")

    static let names: [String] = {
        let files = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        return (files ?? []).filter { $0.hasSuffix(".txt") }.sorted()
    }()

    init(named name: String) throws {
        self.name = name
        let text = try String(
            contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
        var sections: [Section] = []
        var head: (verb: String, argument: String, line: Int)?
        var lines: [String] = []
        func finish() {
            guard let head else { return }
            while lines.last == "" { lines.removeLast() }
            sections.append(
                Section(
                    verb: head.verb, argument: head.argument, lines: lines, line: head.line))
        }
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            guard line.hasPrefix("=== ") else {
                lines.append(String(line))
                continue
            }
            finish()
            lines = []
            let words = line.dropFirst(4).split(separator: " ", maxSplits: 1)
            head = (String(words[0]), words.count > 1 ? String(words[1]) : "", number + 1)
        }
        finish()
        self.sections = sections
    }
}

/// What the program is told to do in a folder of its own.
struct Playground {
    let folder: URL
    /// The time of day at which the program begins; nil for the machine's.
    var clock: Date?

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("burnham-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    /// The program, built beside the tests.
    static let program: URL = {
        let tests = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        let candidates = [tests, tests.deletingLastPathComponent()].map {
            $0.appendingPathComponent("burnham")
        }
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) }
            ?? root.appendingPathComponent(".build/debug/burnham")
    }()

    func path(_ name: String) -> URL { folder.appendingPathComponent(name) }

    func write(_ text: String, to name: String) throws {
        let file = path(name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
    }

    func read(_ name: String) throws -> String {
        try String(contentsOf: path(name), encoding: .utf8)
    }

    func copySample(to name: String) throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        try FileManager.default.createDirectory(
            at: path(name), withIntermediateDirectories: true)
        for folder in ["catalog", "templates"] {
            try FileManager.default.copyItem(
                at: root.appendingPathComponent(folder), to: path("\(name)/\(folder)"))
        }
    }

    /// Standard output, then standard error, then the exit code.
    func run(_ arguments: [String]) throws -> (output: String, code: Int32) {
        try launch(Self.program, arguments)
    }

    /// A command that never ends fails by its exit code, 124.
    func shell(_ command: String) throws -> (output: String, code: Int32) {
        try launch(URL(fileURLWithPath: "/usr/bin/timeout"), ["300", "/bin/sh", "-c", command])
    }

    func process(_ program: URL, _ arguments: [String]) -> Process {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        var environment = ProcessInfo.processInfo.environment
        environment["NO_COLOR"] = "1"
        environment["BURNHAM_ENVIRONMENT"] = nil
        environment["BURNHAM_SITE"] = nil
        let folder = Self.program.deletingLastPathComponent().path
        environment["PATH"] = "\(folder):\(environment["PATH"] ?? "/usr/bin:/bin")"
        if let clock, case .success(let library) = PreloadedLibrary.clock {
            environment["LD_PRELOAD"] = library
            environment["CLOCK_SECONDS"] = String(Int(clock.timeIntervalSince1970))
        }
        process.environment = environment
        return process
    }

    private func launch(_ program: URL, _ arguments: [String]) throws -> (
        output: String, code: Int32
    ) {
        let process = process(program, arguments)
        let output = URL(fileURLWithPath: folder.path + ".stdout")
        let errors = URL(fileURLWithPath: folder.path + ".stderr")
        for file in [output, errors] {
            try Data().write(to: file)
        }
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        let text = try [output, errors].map { try String(contentsOf: $0, encoding: .utf8) }.joined()
        for file in [output, errors] { try FileManager.default.removeItem(at: file) }
        return (text, process.terminationStatus)
    }
}
