// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// A failure as programs write it: `{"kind": "denied", "words": "…", "help": "…", "transient": false}`.
enum WireFailure {
    static func read(_ reader: WireReader) throws(WireProblem) -> ProviderFailure {
        try reader.require(only: ["kind", "words", "help", "transient"])
        let kindReader = try reader.member("kind")
        guard let kind = ProviderFailure.Kind(rawValue: try kindReader.text()) else {
            throw kindReader.problem("is no kind of failure")
        }
        let isTransient = try reader.optional("transient")?.flag() ?? false
        return ProviderFailure(
            kind, try reader.member("words").text(), help: try reader.optional("help")?.text(),
            // Whoever is refused for want of a right may lock an account by asking again.
            isTransient: isTransient && kind != .denied)
    }
}

extension ProviderFailure {
    /// What a part of an answer that breaks the protocol says of the target: nothing. A write may have been done.
    init(_ problem: WireProblem, of name: String) {
        self.init(.unreachable, "the program `\(name)` broke the protocol: \(problem.words)")
    }
}
