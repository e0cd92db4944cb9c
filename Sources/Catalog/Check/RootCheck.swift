// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values
import YAMLSource

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
        let stated = gathering.heads.compactMap { head, root, department in
            self.root(root, city).flatMap { diagnostic(head, department, in: $0, city) }
        }
        return stated
            + request.documents.values.compactMap { file in
                root(file.root, city).flatMap { diagnostic(file, in: $0, city) }
            }
    }

    /// Nil for the city's own, which may hold everything.
    private static func root(_ number: Int, _ city: City) -> City.Root? {
        city.roots.indices.contains(number - 1) ? city.roots[number - 1] : nil
    }

    /// What templates render comes from where templates may.
    private static func diagnostic(
        _ document: CatalogFile, in root: City.Root, _ city: City
    ) -> Diagnostic? {
        guard !root.kinds.contains(.template) else { return nil }
        return Diagnostic(
            .rootHolds,
            "root `\(root.path.value)` may not hold what templates render: it may not hold kind `Template`",
            at: Diagnostic.Place(file: document.path, span: SourceSpan(start: 0, end: 0))
        ).relating(city.head.place(root.path.span), "what it may hold is stated here")
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
