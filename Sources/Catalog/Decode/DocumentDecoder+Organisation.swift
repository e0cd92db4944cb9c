// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values
import YAMLSource

extension DocumentDecoder {
    func department(_ head: DocumentHead, _ fields: FieldReader) -> Department? {
        let number = fields.string("number")
        let name = fields.text("name")
        let identity = Department.Identity(
            number: number?.value ?? "", name: name ?? LocalizedText(head.id.value),
            formerNames: fields.list("former_names").compactMap(formerName),
            aliases: fields.strings("aliases").map(\.value),
            units: fields.list("units").compactMap(unit))
        let independence: Department.Independence? = fields.choice("independence")
        let people = Department.People(
            liaisons: fields.ids("liaisons"), contact: fields.string("contact")?.value)
        let formerly = fields.ids("formerly")
        let until = fields.date("until")?.value
        let charges = charges(fields)
        guard number != nil, name != nil else { return nil }
        return Department(
            head: head, identity: identity, independence: independence ?? .mayoral,
            people: people, course: Department.Course(formerly: formerly, until: until),
            charges: charges)
    }

    private func unit(_ node: YAMLNode) -> Department.Unit? {
        guard let fields = FieldReader(node, as: .unit, sink) else { return nil }
        let id = fields.id("id")
        let name = fields.text("name")
        fields.finish()
        guard let id, let name else { return nil }
        return Department.Unit(id: id, name: name)
    }

    private func formerName(_ node: YAMLNode) -> DatedName? {
        guard let fields = FieldReader(node, as: .formerName, sink) else { return nil }
        let name = fields.string("name")
        let from = fields.date("from")?.value
        let until = fields.date("until")?.value
        fields.finish()
        return name.map { DatedName(name: $0.value, from: from, until: until) }
    }

    func facility(_ head: DocumentHead, _ fields: FieldReader) -> Facility? {
        let name = fields.text("name")
        let address = fields.string("address")
        let departments = fields.ids("departments")
        let wards = fields.list("wards").compactMap(ward)
        guard let name, let address else { return nil }
        return Facility(
            head: head, name: name, address: address.value, departments: departments, wards: wards)
    }

    private func ward(_ node: YAMLNode) -> DatedName? {
        guard let fields = FieldReader(node, as: .ward, sink) else { return nil }
        let ward = fields.integer("ward")
        let from = fields.date("from")?.value
        let until = fields.date("until")?.value
        fields.finish()
        return ward.map { DatedName(name: $0.value.description, from: from, until: until) }
    }

    func person(_ head: DocumentHead, _ fields: FieldReader) -> Person? {
        let type: Person.Kind? = fields.choice("type")
        let status: Person.Status? = fields.choice("status")
        let department = fields.id("department")
        var details = Fields<Value>()
        for field in FieldTable.personDetails {
            details[field.key] = detail(field, fields)
        }
        guard let department else { return nil }
        return Person(
            id: head.id.value, kind: type ?? .service, status: status ?? .active,
            department: department.value, details: details, head: head)
    }

    private func detail(_ field: FieldTable.Field, _ fields: FieldReader) -> Value? {
        switch field.form {
        case .id, .reference: fields.id(field.key).map { .string($0.value) }
        case .ids:
            fields.node(field.key).map { _ in
                .list(fields.ids(field.key).map { .string($0.value) })
            }
        case .date: fields.date(field.key).map { .string($0.value.description) }
        default: fields.string(field.key).map { .string($0.value) }
        }
    }

    func source(_ head: DocumentHead, _ fields: FieldReader) -> Source? {
        let schema: Source.Schema? = fields.choice("schema")
        let age = fields.duration("max_age")
        let shrink = fields.string("max_shrink").flatMap { permille($0, "`max_shrink`") }
        let file = fields.string("file")
        let mapping = fields.entries("mapping").compactMap { entry in
            Scalars.string(entry.value, "a column", sink).map { (entry.keyText, $0.value) }
        }
        guard let schema, let age, let shrink else { return nil }
        return Source(
            head: head, schema: schema,
            limits: Source.Limits(maxAge: age, maxShrinkPermille: shrink), file: file,
            mapping: Fields(mapping))
    }

    func calendar(_ head: DocumentHead, _ fields: FieldReader) -> Calendar? {
        _ = fields.text("name")
        let weekend = fields.list("weekend").compactMap { node -> Int? in
            let day: Weekday? = Scalars.choice(node, "an element of `weekend`", sink)
            return day?.number
        }
        let holidays = fields.list("holidays").compactMap(holiday)
        return Calendar(
            head: head, weekend: weekend.isEmpty ? [6, 7] : Set(weekend),
            holidays: Dictionary(holidays, uniquingKeysWith: { first, _ in first }))
    }

    private func holiday(_ node: YAMLNode) -> (CalendarDate, String)? {
        guard let fields = FieldReader(node, as: .holiday, sink) else { return nil }
        let date = fields.date("date")
        let name = fields.string("name")
        fields.finish()
        guard let date, let name else { return nil }
        return (date.value, name.value)
    }

    func hold(_ head: DocumentHead, _ fields: FieldReader) -> HoldDocument? {
        let reference = fields.string("reference")
        _ = fields.text("reason")
        let departments = fields.ids("departments")
        let services = fields.ids("services")
        let subscriptions = fields.strings("subscriptions")
        let from = fields.date("from")
        let until = fields.date("until")
        if departments.isEmpty, services.isEmpty, subscriptions.isEmpty {
            sink.add(
                .missingKey, "a hold names `departments`, `services` or `subscriptions`",
                at: head.id.span)
        }
        guard let reference, let from else { return nil }
        let scope = Hold.Scope(
            departments: Set(departments.map(\.value)), services: Set(services.map(\.value)),
            subscriptions: Set(subscriptions.map(\.value)))
        return HoldDocument(
            head: head,
            hold: Hold(
                id: head.id.value, reference: reference.value, scope: scope, from: from.value,
                until: until?.value),
            departments: departments, services: services)
    }
}

enum Weekday: String, CaseIterable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    var number: Int { (Self.allCases.firstIndex(of: self) ?? 0) + 1 }
}

/// A hold with the places of what it names.
struct HoldDocument: Sendable {
    let head: DocumentHead
    let hold: Hold
    let departments: [Located<String>]
    let services: [Located<String>]
}
