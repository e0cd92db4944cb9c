// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// Recorded objects of elements of a `for_each` that nobody asks for at their addresses any more. Where another
/// subscription of the same template makes the same object for the same element, it moves there: a person who
/// changed department keeps the account. Nothing but an element moves without `formerly`.
struct MovedElements {
    private struct Element: Hashable {
        let type: String
        let target: String
        let identity: String
        let template: String
        /// `resource[key]`.
        let resource: Substring
    }

    private var addresses: [Element: Address] = [:]

    init(_ rows: some Sequence<RecordedRow>) {
        for row in rows where row.address.isOfElement {
            let element = Element(
                type: row.type, target: row.target, identity: row.identity,
                template: row.origin.template, resource: row.address.resource)
            addresses[element] = row.address
        }
    }

    func formerAddress(of resource: Resource) -> Address? {
        guard !addresses.isEmpty, resource.address.isOfElement else { return nil }
        let element = Element(
            type: resource.type, target: resource.target, identity: resource.identity,
            template: resource.origin.template, resource: resource.address.resource)
        return addresses[element]
    }
}
