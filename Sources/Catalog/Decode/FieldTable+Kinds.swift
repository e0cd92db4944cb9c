// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore

extension FieldTable {
    /// The keys of a kind's documents; nil for a kind that is reserved.
    package static func of(_ kind: CatalogKind) -> FieldTable? {
        switch kind {
        case .city: city
        case .environment: environment
        case .department: department
        case .facility: facility
        case .person: person
        case .source: source
        case .calendar: calendar
        case .hold: hold
        case .bundle: bundle
        case .service: service
        case .template: template
        case .subscription: subscription
        case .policy: policy
        case .request: nil
        }
    }

    /// What every document begins with, read before its kind is known.
    static let anyDocument = FieldTable("a document", [kind])

    private static let kind = kind(among: CatalogKind.allCases)

    private static func kind(among kinds: [CatalogKind]) -> Field {
        .required("kind", .choice(kinds.map(\.rawValue)), "what the document describes")
    }

    static func document(
        _ kind: CatalogKind, refinedBy refinement: Refinement? = nil, _ fields: [Field]
    ) -> FieldTable {
        FieldTable(
            kind.phrase, refinedBy: refinement,
            [
                Self.kind(among: [kind]),
                .required("id", .id, "its id, unique among documents of the kind"),
            ]
                + fields)
    }
}

extension CatalogKind {
    /// What documents of the kind describe, in a sentence.
    package var summary: String {
        switch self {
        case .city: "The whole organisation that the catalog serves. There is exactly one."
        case .environment:
            "Where plans are applied: targets, what goes where, and what a plan may do."
        case .department: "Who receives services."
        case .facility: "A place where departments work."
        case .person: "Somebody whom no source has, such as a service account."
        case .source: "Data from elsewhere; `burnham source refresh` takes it over."
        case .calendar: "Which days are days of business."
        case .hold: "An order to keep what exists: it stands above expiry, removal and purge."
        case .bundle: "Services that departments get together."
        case .service: "What central IT offers."
        case .template: "How a service becomes resources. It stands below `templates/`."
        case .subscription: "A department's use of a service."
        case .policy: "Rules that a catalog has to keep."
        case .request: "A proposed change."
        }
    }
}
