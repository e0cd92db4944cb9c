// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// The words that a field of what a rule sees can be, where only these few are possible. A case that states another one
/// shows nothing: no rule will ever see it.
struct CaseWords {
    /// By the object's type and the field.
    private let words: [String: [String]]

    init(for rule: PolicyRule, in catalog: Catalog, types: some Collection<String>) {
        let levels = DataLevel.allCases.map(\.name)
        let services =
            rule.scope.service.map { [catalog.services[$0.value]].compactMap(\.self) }
            ?? Array(catalog.services.values)
        words = [
            "person.status": Self.words(Person.Status.self),
            "person.type": Self.words(Person.Kind.self),
            "data.level": levels, "service.ceiling": levels, "tier.ceiling": levels,
            "service.state": Self.words(Lifecycle.State.self),
            "tier.id": Set(services.flatMap(\.tiers).map(\.id.value)).sorted(),
            "subscription.cause": PolicyValues.causes,
            "resource.type": types.sorted(), "change.type": types.sorted(),
            "resource.on_removal": Self.words(Removal.self),
            "change.kind": ChangeKind.allCases.filter(\.isChange).map(\.rawValue),
        ]
    }

    /// Nil where anything may stand.
    func allowed(in object: String, _ field: String) -> [String]? { words["\(object).\(field)"] }

    private static func words<Word>(_ type: Word.Type) -> [String]
    where Word: CaseIterable & RawRepresentable<String> {
        Word.allCases.map(\.rawValue)
    }
}
