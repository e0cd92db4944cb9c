// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// Why the program ends: the exit codes that scripts rely on.
enum ProgramExit: Int32 {
    /// Done, or nothing to do.
    case done = 0
    /// The input is wrong: diagnostics say how.
    case wrongInput = 1
    /// Changes are pending.
    case changesPending = 2
    /// The apply stopped with steps undone.
    case stepsUndone = 3
    /// Budget, approval, policy, lease, a stale plan, or nobody there to ask.
    case refused = 4
    case ledgerUnproven = 5
    /// A target could not be observed.
    case unobserved = 6
    case storeUnusable = 7
    case usage = 64
    case bug = 70
    case interrupted = 130

    var code: ExitCode { ExitCode(rawValue) }
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
