// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What a Markdown page shows somebody doing: fenced blocks without a language whose first line begins with `$ `
/// hold commands and what they print, one after the other in one empty folder. A block that is fenced as
/// ```` ```yaml PATH ```` is a file that the reader writes at that place. All other blocks are no part of it.
struct Transcript {
    enum Step {
        case file(path: String, text: String)
        /// A command line and the lines that the page shows below it.
        case command(String, output: [String])
    }

    struct Item {
        let step: Step
        /// In the page, from 1: of the command, or of the fence.
        let line: Int
    }

    let page: String
    let items: [Item]

    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Every page that shows the program at work, relative to the repository.
    static let pages: [String] = {
        let docs = FileManager.default.enumerator(atPath: root.appendingPathComponent("docs").path)
        let names = (docs?.compactMap { $0 as? String } ?? []).map { "docs/\($0)" } + ["README.md"]
        return names.filter { $0.hasSuffix(".md") }.sorted().filter {
            (try? Transcript($0).items.isEmpty) == false
        }
    }()

    init(_ page: String) throws {
        self.page = page
        let text = try String(contentsOf: Self.root.appendingPathComponent(page), encoding: .utf8)
        var items: [Item] = []
        var block: (info: Substring, lines: [Substring], line: Int)?
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            if let open = block {
                if line == "```" {
                    items += Self.items(of: open.info, open.lines, at: open.line)
                    block = nil
                } else {
                    block?.lines.append(line)
                }
            } else if line.hasPrefix("```") {
                block = (line.dropFirst(3), [], index + 1)
            }
        }
        self.items = items
    }

    private static func items(
        of info: Substring, _ lines: [Substring], at line: Int
    ) -> [Item] {
        let words = info.split(separator: " ")
        if words.count == 2 {
            let text = lines.map { $0 + "\n" }.joined()
            return [Item(step: .file(path: String(words[1]), text: text), line: line)]
        }
        guard words.isEmpty, lines.first?.hasPrefix("$ ") == true else { return [] }
        var items: [Item] = []
        var command: (text: String, output: [String], line: Int)?
        func finish() {
            guard let command else { return }
            items.append(
                Item(step: .command(command.text, output: command.output), line: command.line))
        }
        for (index, text) in lines.enumerated() {
            if text.hasPrefix("$ ") {
                finish()
                command = (String(text.dropFirst(2)), [], line + index + 1)
            } else {
                command?.output.append(String(text))
            }
        }
        finish()
        return items
    }
}
