// SPDX-License-Identifier: Apache-2.0

package import Values

/// Data from elsewhere, taken over as a snapshot: who works here, which funds there are, which buildings.
package struct Source: Sendable {
    package enum Schema: String, Sendable, CaseIterable {
        case people, funds, facilities
    }

    package let head: DocumentHead
    package let schema: Schema
    /// A snapshot older than this stops plan and apply.
    package let maxAge: Span
    /// An export that lost more than this many thousandths of its records stops everything.
    package let maxShrinkPermille: Int
    /// A file below `catalog/` that stands in where no snapshot was taken.
    package let file: Located<String>?
    /// The snapshot's field by the export's column or member.
    package let mapping: Fields<String>

    package init(
        head: DocumentHead, schema: Schema, limits: Limits, file: Located<String>?,
        mapping: Fields<String>
    ) {
        self.head = head
        self.schema = schema
        maxAge = limits.maxAge
        maxShrinkPermille = limits.maxShrinkPermille
        self.file = file
        self.mapping = mapping
    }

    package struct Limits: Sendable {
        package let maxAge: Span
        package let maxShrinkPermille: Int

        package init(maxAge: Span, maxShrinkPermille: Int) {
            self.maxAge = maxAge
            self.maxShrinkPermille = maxShrinkPermille
        }
    }
}
