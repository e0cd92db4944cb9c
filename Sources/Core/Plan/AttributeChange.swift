// SPDX-License-Identifier: Apache-2.0

package import Values

/// One attribute of a planned object: what was recorded, what stands on the target now, and what the
/// catalog wants. A sensitive attribute's values are never in it.
package struct AttributeChange: Sendable, Equatable {
    package let name: String
    package let recorded: Value?
    /// As observed.
    package let before: Value?
    /// Nil where the attribute is cleared, or the object goes away.
    package let after: AttributeValue?
    package let traits: Traits

    package struct Traits: OptionSet, Sendable {
        package let rawValue: Int

        package init(rawValue: Int) { self.rawValue = rawValue }

        package static let sensitive = Traits(rawValue: 1)
        /// Changing it means another object.
        package static let forcesReplace = Traits(rawValue: 2)
        /// Changed by somebody else: recorded is what the catalog wants, and observed is not.
        package static let drift = Traits(rawValue: 4)
        /// What is wanted differs from what is recorded or observed.
        package static let differs = Traits(rawValue: 8)
        /// A long text: views show its size and the lines that differ.
        package static let document = Traits(rawValue: 16)
        /// Given by the target: nothing is asked for.
        package static let computed = Traits(rawValue: 32)
    }

    package init(
        name: String, recorded: Value?, before: Value?, after: AttributeValue?, traits: Traits
    ) {
        self.name = name
        self.recorded = recorded
        self.before = before
        self.after = after
        self.traits = traits
    }

    package var isSensitive: Bool { traits.contains(.sensitive) }
    package var isComputed: Bool { traits.contains(.computed) }
    package var isDrift: Bool { traits.contains(.drift) }
    package var differs: Bool { traits.contains(.differs) }
    package var forcesReplace: Bool { traits.contains(.forcesReplace) }
    /// Whether the target has to be written: not where what is wanted stands there already.
    package var needsWrite: Bool {
        guard differs else { return false }
        guard let wanted = after?.known else { return true }
        return wanted != before
    }
    package var needsAnotherObject: Bool { differs && forcesReplace }
}
