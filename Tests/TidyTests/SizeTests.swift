// SPDX-License-Identifier: Apache-2.0

import Testing

/// The hard limits of size. What is over one has a line in `exceptions.txt` with its reason.
@Suite struct SizeTests {
    @Test func sourceFilesHaveAtMost400Lines() {
        #expect(tooLong(SourceTree.sources, linesMax: 400, rule: "source-file") == [])
    }

    @Test func testFilesHaveAtMost500Lines() {
        #expect(tooLong(SourceTree.tests, linesMax: 500, rule: "test-file") == [])
    }

    private func tooLong(_ files: [SourceTree.File], linesMax: Int, rule: String) -> [String] {
        files.filter {
            $0.lines.count > linesMax + 1 && !SourceTree.exceptions.allow(rule, $0.path)
        }
        .map { "\($0.path): \($0.lines.count - 1) lines" }
    }

    @Test func functionsHaveAtMost60Lines() {
        let wrong = SourceTree.sources.flatMap { file in
            functions(file).filter { $0.lineCount > 60 }.map {
                "\(file.path):\($0.line): \($0.lineCount) lines"
            }
        }
        #expect(wrong == [])
    }

    @Test func functionsHaveAtMost6Parameters() {
        let wrong = SourceTree.sources.flatMap { file in
            functions(file).filter {
                $0.parameterCount > 6 && !SourceTree.exceptions.allow("parameters", file.path)
            }.map {
                "\(file.path):\($0.line): \($0.parameterCount) parameters"
            }
        }
        #expect(wrong == [])
    }

    @Test func exceptionsAreStillNeeded() {
        let sizes = Dictionary(
            (SourceTree.sources + SourceTree.tests).map { ($0.path, $0.lines.count - 1) },
            uniquingKeysWith: { first, _ in first })
        for line in SourceTree.exceptions.lines {
            let words = line.split(separator: " ").map(String.init)
            #expect(words.count > 3, "an exception has a rule, a path and a reason: \(line)")
            guard words[0] != "parameters" else { continue }
            let limit = words[0] == "test-file" ? 500 : 400
            #expect(sizes[words[1], default: 0] > limit, "no longer needed: \(line)")
        }
    }

    private struct Function {
        /// Of its first line, from 1.
        let line: Int
        let lineCount: Int
        let parameterCount: Int
    }

    /// The layout is swift-format's: a body ends at the first line that closes with its indentation.
    private func functions(_ file: SourceTree.File) -> [Function] {
        file.lines.enumerated().compactMap { index, line in
            let words = line.split(separator: " ")
            let isFunction = words.contains("func") || words.contains { $0.hasPrefix("init(") }
            guard isFunction, !line.contains("//"), !line.contains("\"") else { return nil }
            let indentation = String(line.prefix { $0 == " " })
            let end = file.lines[index...].firstIndex { $0 == indentation + "}" } ?? index
            let isOneLine = line.hasSuffix("}")
            let signature = file.lines[index...].prefix(12).joined(separator: " ")
            return Function(
                line: index + 1, lineCount: isOneLine ? 1 : end - index + 1,
                parameterCount: parameterCount(signature))
        }
    }

    /// Colons at depth one of the first parentheses.
    private func parameterCount(_ signature: String) -> Int {
        var depth = 0
        var count = 0
        var angles = 0
        var previous: Character = " "
        for character in signature.drop(while: { $0 != "(" }) {
            switch character {
            case "(", "[", "{": depth += 1
            case ")", "]", "}": depth -= 1
            case "<": angles += 1
            case ">": if previous != "-" { angles -= 1 }
            case ":" where depth == 1 && angles == 0: count += 1
            default: break
            }
            previous = character
            if depth == 0 { break }
        }
        return count
    }
}
