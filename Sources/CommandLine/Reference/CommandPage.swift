// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values

/// The reference page of all commands, made from what ArgumentParser knows of them and from the exit codes.
enum CommandPage {
    static func render() -> String {
        let program = root["command"] ?? .null
        let commands = leaves(of: program, path: [])
        let shared = sharedArguments(commands)
        var text = """
            # Commands

            Results go to standard output, everything else to standard error. `burnham COMMAND --help` says the same as
            this page. `burnham --version` says which version it is.

                burnham --generate-completion-script bash

            This prints completions for a shell: `bash`, `zsh` or `fish`.

            ## Options of many commands

            They mean the same wherever they stand; below, a command names them in its first line alone.

            \(table(shared))
            """
        for command in commands { text += section(command, without: shared) }
        return text + exits + surroundings
    }

    private static var root: Value {
        guard let root = try? JSONParser.parse(Burnham._dumpHelp()) else {
            preconditionFailure("the commands do not describe themselves; this is a bug in burnham")
        }
        return root
    }

    // MARK: Commands

    private struct Command {
        let path: [String]
        let value: Value

        var arguments: [Value] {
            value["arguments"]?.list?.filter {
                $0["shouldDisplay"]?.bool == true && !["help", "version"].contains($0.longName)
            } ?? []
        }
    }

    private static func leaves(of value: Value, path: [String]) -> [Command] {
        let below = (value["subcommands"]?.list ?? []).filter {
            $0["shouldDisplay"]?.bool == true && $0["commandName"]?.string != "help"
        }
        guard !below.isEmpty else { return [Command(path: path, value: value)] }
        return below.flatMap { leaves(of: $0, path: path + [$0["commandName"]?.string ?? ""]) }
    }

    /// What at least three commands have word for word.
    private static func sharedArguments(_ commands: [Command]) -> [Value] {
        var counts: [(argument: Value, count: Int)] = []
        for argument in commands.flatMap(\.arguments) where argument["kind"]?.string != "positional"
        {
            if let index = counts.firstIndex(where: { $0.argument == argument }) {
                counts[index].count += 1
            } else {
                counts.append((argument, 1))
            }
        }
        return counts.filter { $0.count >= 3 }.map(\.argument)
    }

    private static func section(_ command: Command, without shared: [Value]) -> String {
        let used = command.arguments.filter { $0["kind"]?.string != "positional" }
        let usage = command.arguments.filter { $0["kind"]?.string == "positional" }.map(\.usage)
        var text = "\n## \(command.path.joined(separator: " "))\n\n"
        text +=
            "    burnham \((command.path + usage + used.map(\.usage)).joined(separator: " "))\n\n"
        text += command.value["abstract"]?.string ?? ""
        if let discussion = command.value["discussion"]?.string { text += " " + discussion }
        text += "\n"
        let own = command.arguments.filter { !shared.contains($0) }
        return own.isEmpty ? text : text + "\n" + table(own)
    }

    private static func table(_ arguments: [Value]) -> String {
        var text = "| | meaning |\n|---|---|\n"
        for argument in arguments {
            text += "| `\(argument.notation)` | \(argument.meaning) |\n"
        }
        return text
    }

    // MARK: Exit codes and environment

    private static var exits: String {
        var text = "\n## Exit codes\n\n| code | meaning |\n|---|---|\n"
        for exit in ProgramExit.allCases { text += "| \(exit.rawValue) | \(exit.meaning) |\n" }
        return text
    }

    private static var surroundings: String {
        var text = "\n## Environment variables\n\n| variable | meaning |\n|---|---|\n"
        for variable in EnvironmentVariable.allCases {
            text += "| `\(variable.rawValue)` | \(variable.meaning) |\n"
        }
        return text
    }
}

/// One argument as ArgumentParser describes it.
extension Value {
    fileprivate var longName: String {
        (self["names"]?.list ?? []).first { $0["kind"]?.string == "long" }?["name"]?.string ?? ""
    }

    private var isFlag: Bool { self["kind"]?.string == "flag" }

    private var valueName: String { (self["valueName"]?.string ?? "").uppercased() }

    /// `-C, --root DIR`.
    fileprivate var notation: String {
        let names = (self["names"]?.list ?? []).map { name in
            let isLong = name["kind"]?.string == "long"
            return (isLong ? "--" : "-") + (name["name"]?.string ?? "")
        }
        return (names.joined(separator: ", ") + (isFlag ? "" : " \(valueName)"))
            .trimmingPrefix(" ").description
    }

    /// `[--root DIR ...]`.
    fileprivate var usage: String {
        let isPositional = self["kind"]?.string == "positional"
        var text = isPositional ? valueName : "--\(longName)" + (isFlag ? "" : " \(valueName)")
        if self["isRepeating"]?.bool == true { text += "..." }
        return self["isOptional"]?.bool == true ? "[\(text)]" : text
    }

    fileprivate var meaning: String {
        var text = self["abstract"]?.string ?? ""
        if !isFlag, let standard = self["defaultValue"]?.string { text += " Else `\(standard)`." }
        return text
    }
}
