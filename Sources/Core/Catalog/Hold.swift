// SPDX-License-Identifier: Apache-2.0

/// An order to keep things: litigation, an audit, a records request. While it holds, nothing that it
/// covers is suspended, deleted, replaced, purged or erased.
package struct Hold: Sendable, Equatable {
    package let id: String
    /// The order's own number: a docket, an audit, a request.
    package let reference: String
    package let departments: Set<String>
    package let services: Set<String>
    /// `department/subscription`.
    package let subscriptions: Set<String>
    package let from: CalendarDate
    /// The last day; nil until it is lifted.
    package let until: CalendarDate?

    package init(
        id: String, reference: String, scope: Scope, from: CalendarDate, until: CalendarDate?
    ) {
        self.id = id
        self.reference = reference
        departments = scope.departments
        services = scope.services
        subscriptions = scope.subscriptions
        self.from = from
        self.until = until
    }

    package struct Scope: Sendable {
        package let departments: Set<String>
        package let services: Set<String>
        package let subscriptions: Set<String>

        package init(departments: Set<String>, services: Set<String>, subscriptions: Set<String>) {
            self.departments = departments
            self.services = services
            self.subscriptions = subscriptions
        }
    }

    /// Every kind of scope that is stated has to match.
    package func covers(_ address: Address, origin: Origin, on day: CalendarDate) -> Bool {
        guard from <= day, until.map({ day <= $0 }) ?? true else { return false }
        if !subscriptions.isEmpty, !subscriptions.contains(String(address.subscription)) {
            return false
        }
        if !departments.isEmpty, !departments.contains(String(address.department)) { return false }
        if !services.isEmpty, !services.contains(origin.service) { return false }
        return !(subscriptions.isEmpty && departments.isEmpty && services.isEmpty)
    }
}
