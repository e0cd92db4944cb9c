// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Words that the house does not use, and marks that nobody may leave behind.
@Suite struct WordTests {
    private static let bannedNames = [
        "Manager", "Helper", "Util", "Utils", "Base", "Common", "Info", "Processor", "Handler",
    ]

    @Test func everyFileBeginsWithItsLicence() {
        let wrong = (SourceTree.sources + SourceTree.tests).filter {
            $0.lines.first != "// SPDX-License-Identifier: Apache-2.0"
        }
        #expect(wrong.map(\.path) == [])
    }

    @Test func noTypeHasABannedName() {
        let keywords: Set<Substring> = [
            "struct", "class", "enum", "protocol", "actor", "typealias",
        ]
        let wrong = SourceTree.sources.flatMap { file in
            file.lines.flatMap { line -> [String] in
                let words = line.split { !$0.isLetter && !$0.isNumber }
                return zip(words, words.dropFirst()).filter { keyword, name in
                    keywords.contains(keyword)
                        && Self.bannedNames.contains {
                            name == $0 || name.hasSuffix($0) && $0.count > 4
                        }
                }.map { "\(file.path): \($0.1)" }
            }
        }
        #expect(wrong == [])
    }

    @Test func noMarkIsLeftBehind() {
        let marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X:", "not " + "implemented"]
        let wrong = (SourceTree.sources + SourceTree.tests).flatMap { file in
            file.lines.filter { line in marks.contains { line.contains($0) } }
                .map { "\(file.path): \($0)" }
        }
        #expect(wrong == [])
    }

    /// What every module's hot paths use: without it they run generic code that looks types up at run time.
    private static let inlinable: Set = [
        "Sources/Foundations/Values/Fields.swift", "Sources/Foundations/Values/String+Bytes.swift",
    ]

    @Test func nothingIsPublicAndNothingTriesByForce() {
        let wrong = SourceTree.sources.flatMap { file in
            file.lines.filter { line in
                let words = line.split(separator: " ")
                let isOpened =
                    words.starts(with: ["@usableFromInline"])
                    && !Self.inlinable.contains(file.path)
                return words.first == "public" || isOpened || words.contains("try!")
            }.map { "\(file.path): \($0)" }
        }
        #expect(wrong == [])
    }

    @Test func unstructuredTasksAreNowhere() {
        let wrong = SourceTree.sources.filter { file in
            file.lines.contains { line in
                !line.contains("//") && (line.contains(" Task {") || line.contains("Task.detached"))
            }
        }
        #expect(wrong.map(\.path) == [])
    }

    /// Calls that block a thread stand where a thread of its own runs them.
    @Test func blockingCallsStandInListedFilesOnly() {
        let calls = [
            "fsync(", "flock(", "usleep(", "Thread.sleep", ".wait(timeout", " poll(&", "waitpid(",
        ]
        let listed = Set(
            (SourceTree.text("Tests/TidyTests/blocking.txt") ?? "").split(separator: "\n")
                .filter { !$0.hasPrefix("#") }.map(String.init))
        let found = Set(
            SourceTree.sources.filter { file in
                file.lines.contains { line in
                    !line.contains("//") && calls.contains { line.contains($0) }
                }
            }.map(\.path))
        #expect(found.subtracting(listed).sorted() == [])
        #expect(listed.subtracting(found).sorted() == [], "no longer needed in blocking.txt")
    }
}
