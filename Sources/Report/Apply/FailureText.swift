// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// What a target said instead of doing what it was asked, with the object that it was about.
enum FailureText {
    struct Subject {
        let address: Address
        let type: String
        let target: String
    }

    private static let indent = 10

    static func write(
        _ failure: ProviderFailure, of subject: Subject, to buffer: inout TextBuffer
    ) {
        begin("failed", subject, to: &buffer)
        writeWords(words(of: failure, target: subject.target), to: &buffer)
        if let help = failure.help {
            buffer.space(indent)
            buffer.write("help: ", .note)
            buffer.words(help, indent: indent + 6)
            buffer.line()
        }
    }

    static func writeStale(_ subject: Subject, to buffer: inout TextBuffer) {
        begin("stale", subject, to: &buffer)
        writeWords("somebody changed it since the plan was made", to: &buffer)
    }

    private static func begin(_ word: String, _ subject: Subject, to buffer: inout TextBuffer) {
        buffer.space(2)
        buffer.write(word, .removed)
        buffer.align(to: indent)
        buffer.write(subject.address.text)
        buffer.cell(subject.type, at: 0, indent: indent)
    }

    /// On the same line where it fits whole, else folded on lines of its own.
    private static func writeWords(_ words: String, to buffer: inout TextBuffer) {
        if buffer.column + 2 + SafeText.width(of: words) > buffer.screen.width {
            buffer.line(indent: indent)
        } else {
            buffer.space(2)
        }
        buffer.words(words, indent: indent)
        buffer.line()
    }

    /// The failure's kind in our words, then the server's own.
    static func words(of failure: ProviderFailure, target: String) -> String {
        let start =
            switch failure.kind {
            case .unreachable: "target `\(target)` is unreachable"
            case .denied: "denied by target `\(target)`"
            case .conflict: "conflict in target `\(target)`"
            case .rejected: "rejected by target `\(target)`"
            case .timedOut: "target `\(target)` did not answer in time"
            }
        return failure.words.isEmpty ? start : "\(start): \(failure.words)"
    }
}
