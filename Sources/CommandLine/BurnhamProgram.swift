// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation

/// The program: its subcommands and what every run begins with. Each command has a file of its own.
package enum BurnhamProgram {
    package static func run() async {
        ProcessSurroundings.prepare()
        await Burnham.main()
    }
}

struct Burnham: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "burnham",
        abstract: "Plans, applies and proves a city's shared services.",
        discussion: """
            A root is a folder with `catalog/` and `templates/`. Commands look for it upwards from the \
            current folder; `-C` names it. Nothing is written without a plan that was shown.
            """,
        version: "0.1.0",
        subcommands: [
            ValidateCommand.self, CompatCommand.self, PlanCommand.self, DriftCommand.self,
            ApplyCommand.self,
            AdoptCommand.self, PurgeCommand.self, StatusCommand.self, ShowCommand.self,
            HistoryCommand.self, ExplainCommand.self, TaskCommand.self, SourceCommand.self,
            CostCommand.self, CapacityCommand.self, CoverageCommand.self, PolicyCommand.self,
            CatalogCommand.self, LedgerCommand.self, StoreCommand.self, ProviderCommand.self,
            DoctorCommand.self,
            EvalCommand.self, FmtCommand.self, SchemaCommand.self, InitCommand.self,
            ReferenceCommand.self,
        ])
}

/// What the libraries below must not read by themselves.
enum ProcessSurroundings {
    static func prepare() {
        for name in ProcessInfo.processInfo.environment.keys where name.hasPrefix("PG") {
            unsetenv(name)
        }
        setenv("LDAPNOINIT", "1", 1)
    }
}
