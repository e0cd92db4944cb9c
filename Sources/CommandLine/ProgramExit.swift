// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// Why the program ends: the exit codes that scripts rely on.
enum ProgramExit: Int32, CaseIterable {
    case done = 0
    case wrongInput = 1
    case changesPending = 2
    case stepsUndone = 3
    case refused = 4
    case ledgerUnproven = 5
    case unobserved = 6
    case storeUnusable = 7
    case usage = 64
    case bug = 70
    case interrupted = 130

    var code: ExitCode { ExitCode(rawValue) }

    var meaning: String {
        switch self {
        case .done: "done, or nothing to do"
        case .wrongInput: "the input is wrong: diagnostics say how"
        case .changesPending:
            "changes are pending (`plan --exit-code`, `drift`), or files are not what they ought to be (`fmt --check`, `schema --check`)"
        case .stepsUndone: "the apply stopped with steps undone"
        case .refused:
            "refused: budget, lease, stale or used-up plan, snapshot too old, site file readable by others, or nobody there to ask and no `--yes`"
        case .ledgerUnproven:
            "the ledger does not verify, or what is recorded differs from it"
        case .unobserved: "a target could not be observed; the plan is printed all the same"
        case .storeUnusable: "the store is unusable"
        case .usage: "the command line is wrong"
        case .bug: "a bug in burnham"
        case .interrupted:
            "interrupted before anything ran, or a second time during an apply"
        }
    }
}

/// An end with words for standard error.
struct CommandFailure: Error {
    let exit: ProgramExit
    let message: String
    var help: String?

    init(_ exit: ProgramExit, _ message: String, help: String? = nil) {
        self.exit = exit
        self.message = message
        self.help = help
    }
}
