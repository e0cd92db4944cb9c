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
        console.aside(RefusalText.render(refusal.shown, on: console.screen))
        throw refusal.exit.code
    } catch let failure as StoreFailure {
        console.aside(RefusalText.render(failure.shown, on: console.screen))
        throw failure.exit.code
    } catch let failure as FileFailure {
        console.asideLine("error: \(failure.shown)")
        throw ProgramExit.wrongInput.code
    }
}

extension FileFailure {
    /// With its path as it is from where the user stands.
    var shown: FileFailure {
        FileFailure(operation, path: Roots.shown(path), kind: kind)
    }
}

extension StoreFailure {
    /// With its path as it is from where the user stands.
    var shown: StoreFailure {
        switch self {
        case .locked(let path): .locked(path: Roots.shown(path))
        case .unreadable(let path, let words): .unreadable(path: Roots.shown(path), words: words)
        case .damaged(let path, let words): .damaged(path: Roots.shown(path), words: words)
        case .newer(let path, let version): .newer(path: Roots.shown(path), version: version)
        case .noSpace(let path): .noSpace(path: Roots.shown(path))
        case .leased, .fenced: self
        }
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
    fileprivate var shown: ApplyRefusal {
        if case .store(let failure) = self { .store(failure.shown) } else { self }
    }

    var exit: ProgramExit {
        if case .store(let failure) = self { failure.exit } else { .refused }
    }
}
