// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BurnhamCore
import DurableFiles

/// Runs a command's work and says its failure in plain words on standard error, with the exit code for it.
func reporting(_ console: Console, _ body: () async throws -> Void) async throws {
    do {
        try await body()
    } catch let failure as CommandFailure {
        console.asideLine("error: \(failure.message)")
        if let help = failure.help { console.asideLine("  help: \(help)") }
        throw failure.exit.code
    } catch let failure as StoreFailure {
        console.asideLine("error: \(failure.words)")
        if let help = failure.help { console.asideLine("  help: \(help)") }
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

    var words: String {
        switch self {
        case .leased(let lease):
            "\(lease.holder) holds the lease until \(lease.expires)"
        case .fenced: "the lease was lost: another run holds it now"
        case .locked(let path): "store `\(path)` is locked by another process"
        case .unreadable(let path, let words): "store `\(path)` can't be read: \(words)"
        case .damaged(let path, let words): "store `\(path)` is damaged: \(words)"
        case .newer(let path, let version):
            "store `\(path)` has format \(version), which this burnham does not know"
        case .noSpace(let path): "no space is left for store `\(path)`"
        }
    }

    var help: String? {
        switch self {
        case .leased: "`burnham store lease` shows it; `burnham store lease --break` ends it"
        case .damaged: "a backup of the folder and `burnham store rebuild` bring it back"
        case .newer: "a newer burnham wrote it and reads it"
        default: nil
        }
    }
}
