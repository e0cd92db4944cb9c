// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DurableFiles
import Foundation

/// `init`: a small working city in an empty folder.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Makes a small working city in an empty folder.",
        discussion: "One department, one service and one subscription, on files below .burnham/.")

    @Argument(help: "The folder; the current one where none is named.")
    var folder: String = "."

    @OptionGroup var view: ViewOptions

    func run() async throws {
        let console = view.console
        try await reporting(console) {
            let path = Roots.absolute(folder, from: FileManager.default.currentDirectoryPath)
            try makeDirectories(path, mode: 0o755)
            let present = try listDirectory(path).filter { $0.name != ".git" }
            guard present.isEmpty else {
                throw CommandFailure(
                    .refused, "`\(folder)` is not empty",
                    help: "`init` writes into an empty folder only")
            }
            for (name, text) in StarterCity.files {
                let file = "\(path)/\(name)"
                try makeDirectories((file as NSString).deletingLastPathComponent, mode: 0o755)
                try replaceFile(file, bytes: Array(text.utf8), mode: 0o644)
            }
            let change = folder == "." ? "" : " -C \(folder)"
            console.line("\(StarterCity.files.count) files made. Next:")
            console.line("  burnham validate\(change)")
            console.line("  burnham plan\(change)")
            console.line("  burnham apply\(change)")
        }
    }
}
