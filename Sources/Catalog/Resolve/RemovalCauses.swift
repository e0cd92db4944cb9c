// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import YAMLSource

/// Why the catalog no longer asks for something whose file is still there: its subscription is over, or the
/// person that it was made for is no longer one whom the template takes. It is asked about the few addresses
/// that a plan takes away.
package struct RemovalCauses {
    private let catalog: Catalog
    private let today: CalendarDate
    private let snapshots: [Snapshot]

    package init(_ catalog: Catalog, _ request: LoadRequest) {
        self.catalog = catalog
        today = request.today
        snapshots = request.snapshots.filter { catalog.sources[$0.source]?.schema == .people }
    }

    /// Nil where the file itself says it.
    package func cause(of address: Address) -> String? {
        guard let subscription = catalog.subscription(String(address.subscription)) else {
            return nil
        }
        if let last = subscription.keeping.expires?.value, last < today {
            return "\(subscription.head.file): the subscription ended on \(last)"
        }
        return person(of: address, subscription)
    }

    private func person(of address: Address, _ subscription: Subscription) -> String? {
        guard !snapshots.isEmpty, let (name, key) = address.instance,
            let service = catalog.services[subscription.service.value],
            let template = service.template.flatMap({ catalog.templates[$0.value] }),
            let resource = template.resources.first(where: { $0.name.value == name }),
            resource.forEach?.value.contains("people") == true
        else { return nil }
        let source =
            "source \(snapshots.map(\.source).joined(separator: ", ")) (\(snapshots[0].asOf))"
        guard let person = catalog.people[key] else { return "\(key) is no longer in \(source)" }
        if person.status != .active { return "\(key) is no longer active in \(source)" }
        if person.department != subscription.department.value {
            return "\(key) is in department \(person.department) in \(source)"
        }
        return nil
    }
}

extension Address {
    /// The resource and the key of one that `for_each` made.
    fileprivate var instance: (resource: String, key: String)? {
        guard let open = resource.firstIndex(of: "["), resource.hasSuffix("]") else { return nil }
        let key = resource[resource.index(after: open)...].dropLast()
        return (String(resource[..<open]), String(key))
    }
}

extension Snapshot {
    fileprivate var asOf: String { taken.map { "as of \($0)" } ?? input.path }
}
