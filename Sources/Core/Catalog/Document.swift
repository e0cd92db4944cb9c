// SPDX-License-Identifier: Apache-2.0

package import YAMLSource

/// What every document of the catalog has: a kind, an id, and where it stands.
package struct DocumentHead: Sendable, Equatable {
    package let kind: CatalogKind
    package let id: Located<String>
    package let file: String
    package let span: SourceSpan

    package init(kind: CatalogKind, id: Located<String>, file: String, span: SourceSpan) {
        self.kind = kind
        self.id = id
        self.file = file
        self.span = span
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
    /// Reserved: they load when the commands that use them come.
    case policy = "Policy"
    case request = "Request"
}
