// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import Values

/// What a check found, with all that any form of it shows. It renders nothing.
package struct CheckReport: Sendable {
    /// In their fixed order.
    package let diagnostics: [Diagnostic]
    package let files: CheckedFiles
    /// The sentence for when nothing was found, in words of our own.
    package let allClear: String
    package let tool: CheckTool
    /// Whether a warning fails the check as an error does. It stays a warning wherever it is shown.
    package var warningsFail = false
    /// What policies only note: forms for programs have it, and it fails nothing.
    package var audits: [Diagnostic] = []

    package init(
        _ diagnostics: [Diagnostic], in files: CheckedFiles, allClear: String, by tool: CheckTool
    ) {
        self.diagnostics = diagnostics
        self.files = files
        self.allClear = allClear
        self.tool = tool
    }

    package var fails: Bool { diagnostics.contains(where: fails) }

    func fails(_ diagnostic: Diagnostic) -> Bool {
        diagnostic.severity == .error || warningsFail
    }

    /// One file and what is wrong in it.
    struct FileFindings {
        let file: String
        let diagnostics: [Diagnostic]
    }

    /// Of every file that was checked or that a diagnostic is about, in the order of their bytes.
    var byFile: [FileFindings] {
        let found = Dictionary(grouping: diagnostics, by: file)
        return Set(files.names).union(found.keys).sorted { $0.precedesByBytes($1) }
            .map { FileFindings(file: $0, diagnostics: found[$0] ?? []) }
    }

    /// What a diagnostic is about: the file it points into, or the catalog's folder.
    func file(of diagnostic: Diagnostic) -> String { diagnostic.place?.file ?? files.home }
}

/// The files that were checked, by their paths as the user sees them, and where they lie.
package struct CheckedFiles: Sendable {
    package let names: [String]
    package let texts: SourceTexts
    /// The folder that a diagnostic without a place is about.
    package let home: String
    package let checkout: Checkout

    package init(_ contents: [String: [UInt8]], home: String, checkout: Checkout) {
        names = Array(contents.keys)
        texts = SourceTexts(files: contents)
        self.home = home
        self.checkout = checkout
    }
}

/// The program that checked, for forms that say who speaks and by what rules.
package struct CheckTool: Sendable {
    /// A diagnostic's code and what its page says.
    package struct Rule: Sendable {
        package let code: String
        package let title: String
        package let why: String
        package let fix: String

        package init(code: String, title: String, why: String, fix: String) {
            self.code = code
            self.title = title
            self.why = why
            self.fix = fix
        }
    }

    package let version: String
    package let rules: [Rule]

    package init(version: String, rules: [Rule]) {
        self.version = version
        self.rules = rules
    }
}
