// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
package import Values
import YAMLSource

/// Brings the documents of all files together by kind and id, and tells of ids that stand twice.
struct CatalogGathering {
    var catalog = Catalog()
    /// Documents to which no id leads: theirs is wrong, or another's before them. They are checked like the others.
    private(set) var aside = Catalog()
    private(set) var diagnostics: [Diagnostic] = []
    /// What is there and could not be read.
    var broken: Set<BrokenDocument> = []
    /// The head of every document of a root that is not the city's, with the number of that root.
    private(set) var heads: [(head: DocumentHead, root: Int, department: String?)] = []
    /// Holds with the places of what they name.
    private(set) var holds: [HoldDocument] = []
    private var personHeads: [String: DocumentHead] = [:]

    mutating func add(_ documents: [CatalogDocument], root: Int) {
        for document in documents {
            add(document)
            if root > 0, let head = document.head {
                heads.append((head, root, document.department))
            }
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
        case .policy(let item): put(item, item.head, \.policies, \.head)
        case .hold(let item):
            if let first = holds.first(where: { $0.head.hasID(of: item.head) }) {
                repeated(item.head, first.head)
            }
            holds.append(item)
            catalog.holds.append(item.hold)
        case .person(let person): put(person)
        case .subscription(let subscription):
            if subscription.head.isNamed {
                catalog.subscriptions.append(subscription)
            } else {
                aside.subscriptions.append(subscription)
            }
        }
    }

    private mutating func put<Item>(
        _ item: Item, _ head: DocumentHead, _ table: WritableKeyPath<Catalog, [String: Item]>,
        _ headOf: KeyPath<Item, DocumentHead>
    ) {
        guard head.isNamed else {
            aside[keyPath: table][head.placeName] = item
            return
        }
        if let first = catalog[keyPath: table][head.id.value] {
            repeated(head, first[keyPath: headOf])
            aside[keyPath: table][head.placeName] = item
        } else {
            catalog[keyPath: table][head.id.value] = item
        }
    }

    /// Every document of a kind, those aside too.
    func all<Item>(_ table: KeyPath<Catalog, [String: Item]>) -> some Sequence<Item> {
        [catalog, aside].lazy.flatMap { $0[keyPath: table].values }
    }

    var allSubscriptions: [Subscription] {
        guard !aside.subscriptions.isEmpty else { return catalog.subscriptions }
        return catalog.subscriptions + aside.subscriptions
    }

    /// Sorts the subscriptions by their paths, and tells of each that stands twice: the first of them counts.
    mutating func settleSubscriptions() {
        let sorted = catalog.subscriptions.sortedByPath()
        catalog.subscriptions = []
        catalog.subscriptions.reserveCapacity(sorted.count)
        for subscription in sorted {
            if let first = catalog.subscriptions.last,
                first.path.hasSameBytes(as: subscription.path)
            {
                repeated(subscription.head, first.head)
                aside.subscriptions.append(subscription)
            } else {
                catalog.subscriptions.append(subscription)
            }
        }
    }

    private mutating func put(_ person: Person) {
        guard let head = person.head else { return }
        guard head.isNamed else {
            aside.people[head.placeName] = person
            return
        }
        if let first = personHeads[person.id] {
            repeated(head, first)
            aside.people[head.placeName] = person
        } else {
            personHeads[person.id] = head
            catalog.people[person.id] = person
        }
    }

    private mutating func repeated(_ head: DocumentHead, _ first: DocumentHead) {
        let message =
            head.kind == .city
            ? "a catalog has one city, and another is defined already"
            : "\(head.kind.phrase) named `\(head.id.value)` is defined already"
        diagnostics.append(
            Diagnostic(.repeatedID, message, at: head.idPlace).relating(
                first.idPlace, "first defined here"))
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

    /// Whoever's last day is over has left, whatever the last export says of them: accounts don't wait for the next one.
    mutating func endContracts(before today: CalendarDate) {
        for (id, person) in catalog.people where person.status != .left {
            let ends = person.details["ends"]?.string.flatMap { CalendarDate($0) }
            guard let ends, ends < today else { continue }
            catalog.people[id] = person.leaving()
        }
    }
}

extension DocumentHead {
    fileprivate func hasID(of other: DocumentHead) -> Bool {
        isNamed && other.isNamed && id.value.hasSameBytes(as: other.id.value)
    }

    /// Tells documents apart to which no id leads.
    fileprivate var placeName: String { "\(file):\(span.start)" }
}

extension [Subscription] {
    /// In the order of their paths' bytes; of one path in the order of files and of places in them.
    func sortedByPath() -> [Subscription] {
        sorted { left, right in
            let order = left.path.compareBytes(with: right.path)
            guard order == 0 else { return order < 0 }
            let files = left.head.file.compareBytes(with: right.head.file)
            return files < 0 || files == 0 && left.head.span.start < right.head.span.start
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
        case .department(let document):
            document.head.isNamed ? document.head.id.value : nil
        case .subscription(let document): document.department.value
        case .person(let document): document.department
        default: nil
        }
    }
}
