// SPDX-License-Identifier: Apache-2.0

import BurnhamCatalog
import BurnhamCore
import YAMLSource

/// What the policies of a catalog say of it and of what it becomes in its environments, as a check tells it.
struct CatalogJudging {
    private let policies: PolicySet
    private var judgements: [Judgement]

    /// Nil where the catalog has no policy.
    init?(_ workspace: Workspace) {
        guard let policies = PolicySet(workspace.catalog, load: workspace.request) else {
            return nil
        }
        self.policies = policies
        judgements = policies.judgeCatalog()
    }

    mutating func judge(_ resolution: Resolution, in environment: BurnhamCore.Environment) {
        judgements += policies.judge(resolution.resources, in: environment.head.id.value)
    }

    /// Each once, however many environments have it.
    var diagnostics: [Diagnostic] {
        once(judgements.compactMap(\.diagnostic)) + policies.unusedExceptions(judgements)
    }

    var audits: [Diagnostic] {
        once(judgements.compactMap(\.audited)).sorted(by: Diagnostic.precedes)
    }

    private func once(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
        var seen: Set<String> = []
        return diagnostics.filter { diagnostic in
            let place = diagnostic.place.map { "\($0.file):\($0.span.start) " } ?? ""
            return seen.insert(place + diagnostic.message).inserted
        }
    }
}
