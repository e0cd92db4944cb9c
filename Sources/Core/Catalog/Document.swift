// SPDX-License-Identifier: Apache-2.0

package import YAMLSource

/// What every document of the catalog has: a kind, an id, and where it stands.
package struct DocumentHead: Sendable, Equatable {
    package let kind: CatalogKind
    package let id: Located<String>
    package let file: String
    package let span: SourceSpan
    /// False where the id can't be used: it is then what is written, for messages, and leads to no document.
    package let isNamed: Bool

    package init(
        kind: CatalogKind, id: Located<String>, file: String, span: SourceSpan,
        isNamed: Bool = true
    ) {
        self.kind = kind
        self.id = id
        self.file = file
        self.span = span
        self.isNamed = isNamed
    }

    package func place(_ span: SourceSpan) -> Diagnostic.Place {
        Diagnostic.Place(file: file, span: span)
    }

    package var idPlace: Diagnostic.Place { place(id.span) }
}

package enum CatalogKind: String, Sendable, CaseIterable {
    case city = "City"
    case environment = "Environment"
    case department = "Department"
    case facility = "Facility"
    case person = "Person"
    case source = "Source"
    case calendar = "Calendar"
    case hold = "Hold"
    case bundle = "Bundle"
    case service = "Service"
    case template = "Template"
    case subscription = "Subscription"
    case policy = "Policy"
    /// Reserved: it loads when the commands that use it come.
    case request = "Request"
}
