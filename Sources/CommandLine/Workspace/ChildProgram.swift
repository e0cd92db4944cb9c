// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A program that is run to its end for what it prints.
struct ChildProgram {
    struct Failure: Error {
        /// The first line of what it complained about; empty where it could not be run or said nothing.
        let words: String
        /// What became of it, as an end to a sentence about it.
        let outcome: String
        /// It could not be begun.
        let isMissing: Bool
    }

    private let words: [String]
    var folder: String?
    var environment = ProcessInfo.processInfo.environment

    /// A program, sought in PATH where it is no path, and its arguments. No shell reads them.
    init(_ words: [String]) { self.words = words }

    func output(of input: String = "") throws(Failure) -> [UInt8] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["--"] + words
        if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
        process.environment = environment
        let (questions, answers, complaints) = (Pipe(), Pipe(), Pipe())
        process.standardInput = questions
        process.standardOutput = answers
        process.standardError = complaints
        do {
            try process.run()
        } catch {
            throw Failure(words: "", outcome: "can't be run", isMissing: true)
        }
        // It may answer before it has read all: one thread asks while this one reads.
        Thread.detachNewThread {
            try? questions.fileHandleForWriting.write(contentsOf: Data(input.utf8))
            try? questions.fileHandleForWriting.close()
        }
        let output = answers.fileHandleForReading.readDataToEndOfFile()
        let complaint = complaints.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let text = String(decoding: complaint, as: UTF8.self)
            throw Failure(
                words: text.split(separator: "\n").first.map(String.init) ?? "",
                outcome: "ended with \(process.terminationStatus)",
                isMissing: process.terminationStatus == 127)
        }
        return [UInt8](output)
    }
}
