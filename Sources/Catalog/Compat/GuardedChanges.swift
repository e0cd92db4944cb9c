// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import Values
import YAMLSource

/// What of a change of the catalog is about who may do what: budgets, approvals, how targets are managed, policies,
/// what roots may hold, accepted breaks. Who reviews such a change decides more than what one plan does.
package enum GuardedChanges {
    /// In words, sorted.
    package static func words(
        from old: Catalog, _ oldFiles: [CatalogFile], to new: Catalog, _ newFiles: [CatalogFile]
    ) -> [String] {
        let before = Guarded(old, oldFiles).values
        let after = Guarded(new, newFiles).values
        return Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted {
            $0.precedesByBytes($1)
        }
    }
}

/// Everything guarded that a catalog states, by what it is called.
private struct Guarded {
    private(set) var values: [String: Value] = [:]
    private let files: [String: CatalogFile]

    init(_ catalog: Catalog, _ files: [CatalogFile]) {
        self.files = Dictionary(files.map { ($0.path, $0) }, uniquingKeysWith: { $1 })
        if let city = catalog.city {
            add(["budgets", "policies", "roots", "accepted_breaks"], of: city.head)
        }
        for environment in catalog.environments.values { add(environment) }
        for service in catalog.services.values where !service.approvals.isEmpty {
            add(["approvals"], of: service.head)
        }
        for policy in catalog.policies.values {
            values["policy \(policy.head.id.value)"] = node(of: policy.head)?.value
        }
    }

    private mutating func add(_ environment: Environment) {
        add(["budgets"], of: environment.head)
        let name = environment.head.id.value
        for target in node(of: environment.head)?.child("targets")?.mapping ?? [] {
            guard let mode = target.value.child("manage") else { continue }
            values["manage of target \(target.keyText) in environment \(name)"] = mode.value
        }
    }

    private mutating func add(_ keys: [String], of head: DocumentHead) {
        guard let node = node(of: head) else { return }
        for key in keys {
            guard let stated = node.child(key) else { continue }
            values["\(key) of \(head.kind.word) \(head.id.value)"] = stated.value
        }
    }

    private func node(of head: DocumentHead) -> YAMLNode? {
        files[head.file].flatMap { head.node(in: [$0]) }
    }
}
