// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// What a catalog already has, for editors to offer: the ids of its documents and the languages of its texts.
struct KnownNames: Sendable {
    /// In the order of the City.
    let languages: [String]
    private let ids: [CatalogKind: [String]]

    /// More people than that are no list to choose from, and a personnel system's ids belong in no schema.
    private static let peopleMax = 100

    init(_ catalog: Catalog) {
        languages = catalog.city?.languages ?? []
        let people = catalog.people.count > Self.peopleMax ? [:] : catalog.people
        ids = [
            .environment: catalog.environments.sortedIDs,
            .department: catalog.departments.sortedIDs,
            .calendar: catalog.calendars.sortedIDs, .service: catalog.services.sortedIDs,
            .template: catalog.templates.sortedIDs, .person: people.sortedIDs,
            .policy: catalog.policies.sortedIDs,
        ]
    }

    /// Sorted by bytes; none where the kind has too many to choose from.
    func ids(of kind: CatalogKind) -> [String] { ids[kind] ?? [] }

    /// Whether a load refuses what names another one: of people only a source knows, and later.
    static func areAll(of kind: CatalogKind) -> Bool { kind != .person }
}

extension Dictionary where Key == String {
    fileprivate var sortedIDs: [String] { keys.sorted { $0.precedesByBytes($1) } }
}
