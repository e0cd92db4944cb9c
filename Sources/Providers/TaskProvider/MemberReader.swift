// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Reads the members of a task's file and notes their names. It knows no rules between them.
struct MemberReader {
    let fields: Fields<Value>
    private(set) var read: [String] = []

    init(fields: Fields<Value>) { self.fields = fields }

    mutating func optionalText(_ name: String) throws(TaskProblem) -> String? {
        read.append(name)
        guard let value = fields[name] else { return nil }
        guard let text = value.string else { throw TaskProblem("`\(name)` is no text") }
        return text
    }

    mutating func text(_ name: String) throws(TaskProblem) -> String {
        guard let text = try optionalText(name) else { throw TaskProblem("`\(name)` is missing") }
        return text
    }

    mutating func word<Word: RawRepresentable & CaseIterable>(
        _ name: String
    ) throws(TaskProblem) -> Word where Word.RawValue == String {
        guard let word = Word(rawValue: try text(name)) else {
            let words = Word.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
            throw TaskProblem("`\(name)` is not one of \(words)")
        }
        return word
    }

    mutating func optionalTime(_ name: String) throws(TaskProblem) -> Instant? {
        guard let text = try optionalText(name) else { return nil }
        guard let time = Instant(text) else {
            throw TaskProblem("`\(name)` is no time such as `2026-11-22T14:02:03.000Z`")
        }
        return time
    }

    mutating func time(_ name: String) throws(TaskProblem) -> Instant {
        guard let time = try optionalTime(name) else {
            throw TaskProblem("`\(name)` is missing")
        }
        return time
    }
}

/// Why a file is no task.
struct TaskProblem: Error, Equatable {
    /// Nil where no one line is to blame.
    let line: Int?
    let message: String

    init(line: Int? = nil, _ message: String) {
        self.line = line
        self.message = message
    }
}
