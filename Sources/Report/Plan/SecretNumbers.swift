// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// Numbers for secrets in the order in which a view meets them, the same number for the same secret, so
/// that a reader sees which are one. It never sees a secret.
struct SecretNumbers {
    private enum Identity: Hashable {
        case source(SecretSource)
        /// What stands on the target before the plan.
        case former(SecretSource)
    }

    private var numbers: [Identity: Int] = [:]

    /// The secret that the catalog wants: from its source, or the attribute's own.
    mutating func text(of change: AttributeChange, at address: Address) -> String {
        text(.source(Self.source(of: change, at: address)))
    }

    /// The secret that stands there now.
    mutating func formerText(of change: AttributeChange, at address: Address) -> String {
        text(.former(.attribute(address, name: change.name)))
    }

    private static func source(of change: AttributeChange, at address: Address) -> SecretSource {
        if case .secret(let source)? = change.after { return source }
        return .attribute(address, name: change.name)
    }

    private mutating func text(_ identity: Identity) -> String {
        let next = numbers.count + 1
        let number = numbers[identity, default: next]
        numbers[identity] = number
        return "(secret \(number))"
    }
}
