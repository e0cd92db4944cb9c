// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

extension Diagnostic {
    /// The headline, notes and help, safe to print, for forms that show a text as it comes. Line feeds in notes
    /// and help are our own, and begin a line.
    var lines: [String] {
        let asides = notes.map { "note: " + $0 } + (help.map { ["help: " + $0] } ?? [])
        return [SafeText.escaped(message)]
            + asides.flatMap { $0.split(separator: "\n", omittingEmptySubsequences: false) }
            .map { SafeText.escaped(String($0)) }
    }
}
