// SPDX-License-Identifier: Apache-2.0

import Values

/// Which object of a target a mark stands for: its type and what the target calls it, compared by bytes.
package struct MarkKey: Sendable {
    package let type: String
    package let identity: String

    package init(type: String, identity: String) {
        self.type = type
        self.identity = identity
    }
}

extension MarkKey: Hashable {
    package static func == (left: MarkKey, right: MarkKey) -> Bool {
        left.identity.hasSameBytes(as: right.identity) && left.type.hasSameBytes(as: right.type)
    }

    package func hash(into hasher: inout Hasher) {
        var identity = identity
        identity.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

extension MarkKey: Comparable {
    /// By identity, then by type: identities differ sooner.
    package static func < (left: MarkKey, right: MarkKey) -> Bool {
        if left.identity.precedesByBytes(right.identity) { return true }
        return left.identity.hasSameBytes(as: right.identity)
            && left.type.precedesByBytes(right.type)
    }
}
