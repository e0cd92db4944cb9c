// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
package import Values

/// Brings the documents of all files together by kind and id, and tells of ids that stand twice.
struct CatalogGathering {
    var catalog = Catalog()
    private(set) var diagnostics: [Diagnostic] = []
    /// What is there and could not be read.
    var broken: Set<BrokenDocument> = []
    /// The head of every document, with the root that it stands in.
    private(set) var heads: [(head: DocumentHead, root: Int, department: String?)] = []
    /// Holds with the places of what they name.
    private(set) var holds: [HoldDocument] = []
    private var subscriptionHeads: [String: DocumentHead] = [:]
    private var personHeads: [String: DocumentHead] = [:]

    mutating func add(_ documents: [CatalogDocument], root: Int) {
        for document in documents {
            add(document)
            if let head = document.head { heads.append((head, root, document.department)) }
        }
    }

    private mutating func add(_ document: CatalogDocument) {
        switch document {
        case .city(let city):
            if let first = catalog.city {
                repeated(city.head, first.head)
            } else {
                catalog.city = city
            }
        case .environment(let item): put(item, item.head, \.environments, \.head)
        case .department(let item): put(item, item.head, \.departments, \.head)
        case .facility(let item): put(item, item.head, \.facilities, \.head)
        case .source(let item): put(item, item.head, \.sources, \.head)
        case .calendar(let item): put(item, item.head, \.calendars, \.head)
        case .bundle(let item): put(item, item.head, \.bundles, \.head)
        case .service(let item): put(item, item.head, \.services, \.head)
        case .template(let item): put(item, item.head, \.templates, \.head)
        case .hold(let item):
            if let first = holds.first(where: { $0.head.id.value == item.head.id.value }) {
                repeated(item.head, first.head)
            }
            holds.append(item)
            catalog.holds.append(item.hold)
        case .person(let person): put(person)
        case .subscription(let subscription): put(subscription)
        }
    }

    private mutating func put<Item>(
        _ item: Item, _ head: DocumentHead, _ table: WritableKeyPath<Catalog, [String: Item]>,
        _ headOf: KeyPath<Item, DocumentHead>
    ) {
        if let first = catalog[keyPath: table][head.id.value] {
            repeated(head, first[keyPath: headOf])
        } else {
            catalog[keyPath: table][head.id.value] = item
        }
    }

    private mutating func put(_ subscription: Subscription) {
        if let first = subscriptionHeads[subscription.path] {
            repeated(subscription.head, first)
        } else {
            subscriptionHeads[subscription.path] = subscription.head
            catalog.subscriptions.append(subscription)
        }
    }

    private mutating func put(_ person: Person) {
        guard let head = person.head else { return }
        if let first = personHeads[person.id] {
            repeated(head, first)
        } else {
            personHeads[person.id] = head
            catalog.people[person.id] = person
        }
    }

    private mutating func repeated(_ head: DocumentHead, _ first: DocumentHead) {
        diagnostics.append(
            Diagnostic(
                .repeatedID, "\(head.kind.phrase) named `\(head.id.value)` is defined already",
                at: head.idPlace
            ).relating(first.idPlace, "first defined here"))
    }

    // MARK: People

    /// People of the snapshots. Somebody in YAML whom a source has too is an error.
    mutating func addPeople(_ snapshots: [Snapshot]) {
        for snapshot in snapshots where catalog.sources[snapshot.source]?.schema == .people {
            catalog.knowsPeople = true
            for record in snapshot.records {
                guard let person = Person(record) else { continue }
                if let head = personHeads[person.id] {
                    diagnostics.append(
                        Diagnostic(
                            .repeatedID,
                            "person `\(person.id)` stands in source `\(snapshot.source)` too",
                            at: head.idPlace,
                            help: "YAML is for those whom no source has, such as service accounts"))
                }
                catalog.people[person.id] = person
            }
        }
    }
}

extension Person {
    /// A record of a people snapshot; nil for one that lacks id or department.
    package init?(_ record: Value) {
        guard let fields = record.object, let id = fields["id"]?.string,
            let department = fields["department"]?.string
        else { return nil }
        let known: Set<String> = ["id", "type", "status", "department"]
        self.init(
            id: id, kind: fields["type"]?.string.flatMap(Kind.init(rawValue:)) ?? .employee,
            status: fields["status"]?.string.flatMap(Status.init(rawValue:)) ?? .active,
            department: department, details: fields.filter { !known.contains($0.key) })
    }
}

extension CatalogDocument {
    /// The department that the document belongs to.
    fileprivate var department: String? {
        switch self {
        case .department(let document): document.head.id.value
        case .subscription(let document): document.department.value
        case .person(let document): document.department
        default: nil
        }
    }
}
