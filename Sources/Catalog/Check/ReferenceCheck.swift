// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Whether every id that a document names is there.
struct ReferenceCheck {
    private let gathering: CatalogGathering
    private var catalog: Catalog { gathering.catalog }
    private var diagnostics: [Diagnostic] = []

    static func diagnostics(_ gathering: CatalogGathering, _ request: LoadRequest) -> [Diagnostic] {
        var check = ReferenceCheck(gathering)
        check.checkCity()
        check.checkOrganisation()
        check.checkServices()
        check.checkSubscriptions()
        check.checkHolds()
        check.checkPolicies()
        return check.diagnostics
    }

    private init(_ gathering: CatalogGathering) {
        self.gathering = gathering
    }

    private mutating func checkCity() {
        guard let city = catalog.city else { return }
        check(city.calendar, .calendar, catalog.calendars, city.head)
        check(city.defaultEnvironment, .environment, catalog.environments, city.head)
        for root in city.roots {
            check(root.departments, .department, catalog.departments, city.head)
        }
    }

    private mutating func checkOrganisation() {
        for department in gathering.all(\.departments) {
            check(department.formerly, .department, catalog.departments, department.head)
            checkPeople(department.liaisons, department.head)
        }
        for facility in gathering.all(\.facilities) {
            check(facility.departments, .department, catalog.departments, facility.head)
        }
        for bundle in gathering.all(\.bundles) {
            check(bundle.departments, .department, catalog.departments, bundle.head)
            check(bundle.items.map(\.service), .service, catalog.services, bundle.head)
        }
        if !catalog.people.isEmpty {
            for person in gathering.all(\.people) {
                guard let head = person.head, catalog.departments[person.department] == nil else {
                    continue
                }
                diagnostics.append(
                    .unknownReference(
                        .department, person.department, among: catalog.departments.keys,
                        at: head.idPlace))
            }
        }
    }

    private mutating func checkServices() {
        for service in gathering.all(\.services) {
            check(service.template, .template, catalog.templates, service.head)
            check(service.requires, .service, catalog.services, service.head)
            check(service.lifecycle.successor, .service, catalog.services, service.head)
        }
    }

    private mutating func checkSubscriptions() {
        for subscription in gathering.allSubscriptions {
            let head = subscription.head
            check(subscription.department, .department, catalog.departments, head)
            check(subscription.service, .service, catalog.services, head)
            check(subscription.links.sharedWith, .department, catalog.departments, head)
            check(subscription.keeping.environments, .environment, catalog.environments, head)
            checkPeople(subscription.owners, head)
        }
    }

    private mutating func checkHolds() {
        for hold in gathering.holds {
            check(hold.departments, .department, catalog.departments, hold.head)
            check(hold.services, .service, catalog.services, hold.head)
        }
    }

    private mutating func checkPolicies() {
        for policy in gathering.all(\.policies) {
            for rule in policy.rules {
                check(rule.scope.service, .service, catalog.services, policy.head)
            }
            checkPeople(policy.exceptions.map(\.owner), policy.head)
        }
        guard let city = catalog.city else { return }
        check(city.policies.map(\.policy), .policy, catalog.policies, city.head)
    }

    // MARK: One reference

    private mutating func check<Item>(
        _ reference: Located<String>?, _ kind: CatalogKind, _ table: [String: Item],
        _ head: DocumentHead
    ) {
        guard let reference, table[reference.value] == nil,
            !gathering.broken.mayHold(kind, reference.value)
        else { return }
        diagnostics.append(
            .unknownReference(
                kind, reference.value, among: table.keys, at: head.place(reference.span)))
    }

    private mutating func check<Item>(
        _ references: [Located<String>], _ kind: CatalogKind, _ table: [String: Item],
        _ head: DocumentHead
    ) {
        for reference in references { check(reference, kind, table, head) }
    }

    /// Someone whom no source has is wrong; someone who left is a warning, because only a snapshot says so.
    private mutating func checkPeople(_ people: [Located<String>], _ head: DocumentHead) {
        guard catalog.knowsPeople else { return }
        for id in people {
            guard let person = catalog.people[id.value] else {
                if gathering.broken.mayHold(.person, id.value) { continue }
                diagnostics.append(
                    Diagnostic(
                        .unknownPerson, "no person `\(id.value)` in any source",
                        at: head.place(id.span), severity: .warning,
                        help: "`burnham source refresh` takes over a newer export"))
                continue
            }
            if person.status == .left {
                diagnostics.append(
                    Diagnostic(
                        .ownerLeft, "person `\(id.value)` has left", at: head.place(id.span),
                        severity: .warning, help: "somebody else has to be named"))
            }
        }
    }
}
