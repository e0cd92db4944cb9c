// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BurnhamReport
import YAMLFormat

/// `fmt`: writes YAML files in their canonical form. Offline; it writes nothing but the files named, each as a whole or
/// not at all.
struct FmtCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fmt",
        abstract: "Writes YAML files in their canonical form; comments and blank lines stay.",
        discussion: """
            Without paths the files of the catalog are formatted, those of the roots that the city lists too. \
            Of a folder the YAML files below it are, but not what lies in templates/files. Links are not \
            followed. A file that can't be read as YAML is left as it is and said. With - standard input is \
            formatted to standard output.
            """)

    @Argument(help: "Files, folders, or - for standard input.")
    var paths: [String] = []

    @Flag(help: "Write nothing: show what would change, and exit 2 where anything would.")
    var check = false

    @OptionGroup var options: CatalogOptions

    func run() async throws {
        let console = options.view.console
        try await reporting(console) {
            guard !paths.contains(LooseFiles.standardInput) else { return try filter(console) }
            let files =
                try paths.isEmpty ? FormatFile.ofCatalog(options.roots) : FormatFile.at(paths)
            var run = FormatRun(files)
            if check {
                show(run, console)
            } else {
                run.write()
                for change in run.changed { console.line(change.file.shown) }
            }
            if let summary = run.summary(isWritten: !check) { console.line(summary) }
            try finish(run, console)
        }
    }

    /// Standard input to standard output.
    private func filter(_ console: Console) throws {
        guard paths.count == 1 else {
            throw CommandFailure(.usage, "`-` is standard input, and stands alone")
        }
        let content = try FormatFile.standardInput.read()
        let run = FormatRun(.standardInput, content)
        if check {
            show(run, console)
        } else if run.report == nil {
            let formatted = run.changed.first?.after ?? content.bytes
            console.result(String(decoding: formatted, as: UTF8.self))
        }
        try finish(run, console)
    }

    private func show(_ run: FormatRun, _ console: Console) {
        for change in run.changed { console.result(change.difference) }
    }

    private func finish(_ run: FormatRun, _ console: Console) throws {
        if let report = run.report {
            console.aside(DiagnosticFormat.text.render(report, on: console.screen))
            throw ProgramExit.wrongInput.code
        }
        if check, !run.changed.isEmpty { throw ProgramExit.changesPending.code }
    }
}
