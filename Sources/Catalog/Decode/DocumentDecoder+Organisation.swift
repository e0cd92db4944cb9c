// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values
import YAMLSource

extension DocumentDecoder {
    func department(_ head: DocumentHead, _ fields: inout FieldReader) -> Department? {
        let number = fields.requiredString("number")
        let name = fields.requiredText("name")
        let identity = Department.Identity(
            number: number?.value ?? "", name: name ?? LocalizedText(head.id.value),
            formerNames: fields.list("former_names").compactMap { datedName($0, "a former name") },
            aliases: fields.strings("aliases").map(\.value),
            units: fields.list("units").compactMap(unit))
        let independence: Department.Independence? = fields.choice("independence")
        let people = Department.People(
            liaisons: fields.ids("liaisons"), contact: fields.string("contact")?.value)
        let formerly = fields.ids("formerly")
        let until = fields.date("until")?.value
        guard number != nil, name != nil else { return nil }
        return Department(
            head: head, identity: identity, independence: independence ?? .mayoral,
            people: people, formerly: formerly, until: until)
    }

    private func unit(_ node: YAMLNode) -> Department.Unit? {
        guard var fields = FieldReader(node, as: "a unit", sink) else { return nil }
        let id = fields.requiredID("id")
        let name = fields.requiredText("name")
        fields.finish()
        guard let id, let name else { return nil }
        return Department.Unit(id: id, name: name)
    }

    private func datedName(_ node: YAMLNode, _ what: String) -> DatedName? {
        guard var fields = FieldReader(node, as: what, sink) else { return nil }
        let name = fields.requiredString("name")
        let from = fields.date("from")?.value
        let until = fields.date("until")?.value
        fields.finish()
        return name.map { DatedName(name: $0.value, from: from, until: until) }
    }

    func facility(_ head: DocumentHead, _ fields: inout FieldReader) -> Facility? {
        let name = fields.requiredText("name")
        let address = fields.requiredString("address")
        let departments = fields.ids("departments")
        let wards = fields.list("wards").compactMap(ward)
        guard let name, let address else { return nil }
        return Facility(
            head: head, name: name, address: address.value, departments: departments, wards: wards)
    }

    private func ward(_ node: YAMLNode) -> DatedName? {
        guard var fields = FieldReader(node, as: "a ward", sink) else { return nil }
        let ward = fields.required("ward").flatMap {
            Scalars.integer($0, "`ward`", in: 1...999, sink)
        }
        let from = fields.date("from")?.value
        let until = fields.date("until")?.value
        fields.finish()
        return ward.map { DatedName(name: $0.value.description, from: from, until: until) }
    }

    func person(_ head: DocumentHead, _ fields: inout FieldReader) -> Person? {
        let type: Person.Kind? = fields.choice("type")
        let status: Person.Status? = fields.choice("status")
        let department = fields.requiredID("department")
        var details = Fields<Value>()
        for key in ["given_name", "surname", "display_name", "mail", "title", "unit", "facility"] {
            details[key] = fields.string(key).map { .string($0.value) }
        }
        details["sponsor"] = fields.id("sponsor").map { .string($0.value) }
        details["ends"] = fields.date("ends").map { .string($0.value.description) }
        guard let department else { return nil }
        return Person(
            id: head.id.value, kind: type ?? .service, status: status ?? .active,
            department: department.value, details: details, head: head)
    }

    func source(_ head: DocumentHead, _ fields: inout FieldReader) -> Source? {
        let schema: Source.Schema? = fields.required("schema").flatMap {
            Scalars.choice($0, "`schema`", sink)
        }
        let age = fields.required("max_age").flatMap { Scalars.duration($0, "`max_age`", sink) }
        let shrink = fields.requiredString("max_shrink").flatMap { permille($0, "`max_shrink`") }
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

    func calendar(_ head: DocumentHead, _ fields: inout FieldReader) -> Calendar? {
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

    private enum Weekday: String, CaseIterable {
        case monday, tuesday, wednesday, thursday, friday, saturday, sunday

        var number: Int { (Self.allCases.firstIndex(of: self) ?? 0) + 1 }
    }

    private func holiday(_ node: YAMLNode) -> (CalendarDate, String)? {
        guard var fields = FieldReader(node, as: "a holiday", sink) else { return nil }
        let date = fields.required("date").flatMap { Scalars.date($0, "`date`", sink) }
        let name = fields.requiredString("name")
        fields.finish()
        guard let date, let name else { return nil }
        return (date.value, name.value)
    }

    func hold(_ head: DocumentHead, _ fields: inout FieldReader) -> HoldDocument? {
        let reference = fields.requiredString("reference")
        _ = fields.text("reason")
        let departments = fields.ids("departments")
        let services = fields.ids("services")
        let subscriptions = fields.strings("subscriptions")
        let from = fields.required("from").flatMap { Scalars.date($0, "`from`", sink) }
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

/// A hold with the places of what it names.
struct HoldDocument: Sendable {
    let head: DocumentHead
    let hold: Hold
    let departments: [Located<String>]
    let services: [Located<String>]
}
