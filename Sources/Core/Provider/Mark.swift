// SPDX-License-Identifier: Apache-2.0

/// What says on a target whose an object is: the store's lineage and the uid that the object was given at
/// its creation, both 128 random bits in hex. Written `lineage:uid`.
package struct Mark: Hashable, Sendable, CustomStringConvertible {
    package let lineage: String
    package let uid: String

    package init(lineage: String, uid: String) {
        self.lineage = lineage
        self.uid = uid
    }

    /// Nil for a text that is no mark of this form.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy(Self.isHex) else { return nil }
        self.init(lineage: String(parts[0]), uid: String(parts[1]))
    }

    package var description: String { "\(lineage):\(uid)" }

    private static func isHex(_ text: Substring) -> Bool {
        text.utf8.count == 32
            && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}
