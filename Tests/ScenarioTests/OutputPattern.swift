// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Compares what a command printed with what a scenario expects.
enum OutputPattern {
    /// What differs from run to run, by a name.
    static func stable(_ text: String) -> [String] {
        var stable = text
        for (pattern, name) in replacements {
            stable = stable.replacingOccurrences(
                of: pattern, with: name, options: .regularExpression)
        }
        var lines = stable.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        while lines.last == "" { lines.removeLast() }
        return sortedProgress(lines)
    }

    /// Targets work side by side and end in any order: lines such as `  files: 2 of 2` are sorted.
    private static func sortedProgress(_ lines: [String]) -> [String] {
        let isProgress = { (line: String) in
            line.range(of: "^  [a-z0-9-]+: [0-9]+ of [0-9]+$", options: .regularExpression) != nil
        }
        var result: [String] = []
        var run: [String] = []
        for line in lines + [""] {
            if isProgress(line) {
                run.append(line)
            } else {
                result += run.sorted() + [line]
                run = []
            }
        }
        return Array(result.dropLast())
    }

    private static let replacements = [
        ("[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9:.]{5,12}( UTC|Z)", "<time>"),
        (
            "(?<=[.]removed/|suspended since |suspended on |kept until |made      |, since )[0-9-]{10}",
            "<day>"
        ),
        ("(?m)^( +)[0-9]{4}-[0-9]{2}-[0-9]{2} *$", "$1<day>"),
        ("\\b[0-9a-f]{64}\\b", "<digest>"), ("\\b01[0-9A-HJKMNP-TV-Z]{24}\\b", "<run>"),
        ("(?<=[Pp]lan )[0-9a-f]{8}\\b", "<plan>"),
        ("(?<=Plan `)[0-9a-f]{8}\\b", "<plan>"), ("(?<=apply )[0-9a-f]{8}\\b", "<plan>"),
        ("root [0-9a-f]{16,64}", "root <digest>"),
        // A table may fold the zone into the next line.
        ("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}(?=  )", "<time>"),
        ("\\([0-9a-f]{7}\\)", "(<commit>)"),
        ("(?<=\"commit\":\")[0-9a-f]{7}(?=\")", "<commit>"),
        ("\\b[0-9a-f]{32}\\b", "<hex>"),
        ("(?m)^[A-Za-z0-9+/]{43}=$", "<base64>"), ("(?m)(?<= )[A-Za-z0-9+/]{90,}=*$", "<base64>"),
        // Targets write side by side.
        ("(?<=run <run>, entry )[0-9]+", "<number>"),
    ]

    /// The first line of `expected` that `lines` does not match; nil where all match. `...` stands for any
    /// lines.
    static func mismatch(_ lines: [String], _ expected: [String]) -> String? {
        var rest = lines[...]
        var skips = false
        for line in expected {
            if line == "..." {
                skips = true
                continue
            }
            if skips {
                guard let found = rest.firstIndex(of: line) else { return line }
                rest = rest[(found + 1)...]
                skips = false
            } else {
                guard rest.first == line else { return line }
                rest = rest.dropFirst()
            }
        }
        return skips || rest.isEmpty ? nil : "(no more lines, but `\(rest.first ?? "")`)"
    }
}
