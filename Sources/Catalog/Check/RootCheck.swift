// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Whether there is a City, and whether each other root holds only what the City lets it hold.
enum RootCheck {
    static func diagnostics(_ gathering: CatalogGathering, _ request: LoadRequest) -> [Diagnostic] {
        guard let city = gathering.catalog.city else {
            return [
                Diagnostic(
                    .noCity, "the catalog has no document of kind `City`", at: nil,
                    help: "`burnham init` makes a small working city in an empty folder")
            ]
        }
        return gathering.heads.compactMap { head, root, department in
            guard root > 0, city.roots.indices.contains(root - 1) else { return nil }
            return diagnostic(head, department, in: city.roots[root - 1], city)
        }
    }

    private static func diagnostic(
        _ head: DocumentHead, _ department: String?, in root: City.Root, _ city: City
    ) -> Diagnostic? {
        if !root.kinds.contains(head.kind) {
            return Diagnostic(
                .rootHolds,
                "root `\(root.path.value)` may not hold documents of kind `\(head.kind.rawValue)`",
                at: head.idPlace
            ).relating(city.head.place(root.path.span), "what it may hold is stated here")
        }
        let allowed = root.departments.map(\.value)
        guard !allowed.isEmpty, let department, !allowed.contains(department) else { return nil }
        return Diagnostic(
            .rootHolds,
            "root `\(root.path.value)` may not hold documents of department `\(department)`",
            at: head.idPlace
        ).relating(city.head.place(root.path.span), "whose documents it may hold is stated here")
    }
}
