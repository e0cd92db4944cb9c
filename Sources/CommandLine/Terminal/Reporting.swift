// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BurnhamCore
import BurnhamReport
import DurableFiles

/// Runs a command's work and says its failure in plain words on standard error, with the exit code for it.
func reporting(_ console: Console, _ body: () async throws -> Void) async throws {
    do {
        try await body()
    } catch let failure as CommandFailure {
        console.asideLine("error: \(failure.message)")
        if let help = failure.help { console.asideLine("  help: \(help)") }
        throw failure.exit.code
    } catch let refused as RefusedPlan {
        console.aside(RefusalText.render(refused.refusal, plan: refused.plan, on: console.screen))
        throw refused.refusal.exit.code
    } catch let refusal as ApplyRefusal {
        console.aside(RefusalText.render(refusal, on: console.screen))
        throw refusal.exit.code
    } catch let failure as StoreFailure {
        console.aside(RefusalText.render(failure, on: console.screen))
        throw failure.exit.code
    } catch let failure as FileFailure {
        console.asideLine("error: \(failure.description)")
        throw ProgramExit.wrongInput.code
    }
}

extension StoreFailure {
    var exit: ProgramExit {
        switch self {
        case .leased, .fenced: .refused
        case .locked, .unreadable, .damaged, .newer, .noSpace: .storeUnusable
        }
    }
}

extension ApplyRefusal {
    var exit: ProgramExit {
        if case .store(let failure) = self { failure.exit } else { .refused }
    }
}
