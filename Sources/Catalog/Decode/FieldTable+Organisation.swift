// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

extension FieldTable {
    static let department = document(
        .department,
        [
            .required("number", .string, "its budget number, quoted", example: "\"41\""),
            .required("name", .text, "its name today"),
            .optional("former_names", .list(formerName), "names that it had"),
            .optional("aliases", .strings, "other names that people use"),
            .optional("units", .list(unit), "its parts"),
            .optional(
                "independence", .oneOf(Department.Independence.self), "whom it answers to",
                standard: Department.Independence.mayoral.rawValue),
            .optional("liaisons", .references(.person), "people who ask for services, by id"),
            .optional("contact", .string, "where to write to"),
            .optional(
                "formerly", .references(.department),
                "departments that it was, or took in: what they had moves"),
            .optional("until", .date, "its last day"),
            .optional(
                "charge", .list(charge), "who pays for what names nobody, baseline services as well"
            ),
        ])

    static let unit = FieldTable(
        "a unit",
        [.required("id", .id, "its id"), .required("name", .text, "its name")])

    static let formerName = FieldTable(
        "a former name", [.required("name", .string, "the name")] + days)

    private static let days: [Field] = [
        .optional("from", .date, "its first day"), .optional("until", .date, "its last day"),
    ]

    static let facility = document(
        .facility,
        [
            .required("name", .text, "its name"),
            .required("address", .string, "its street address"),
            .optional("departments", .references(.department), "who works there"),
            .optional("wards", .list(ward), "the wards that it lay in"),
        ])

    static let ward = FieldTable(
        "a ward", [.required("ward", .integer(1...999), "its number")] + days)

    static let person = document(
        .person,
        [
            .optional(
                "type", .oneOf(Person.Kind.self), "what sort of person",
                standard: Person.Kind.service.rawValue),
            .optional(
                "status", .oneOf(Person.Status.self), "whether they are here",
                standard: Person.Status.active.rawValue),
            .required("department", .reference(.department), "where they belong"),
        ] + personDetails)

    static let personDetails: [Field] = [
        .optional("given_name", .string, "given name"),
        .optional("surname", .string, "surname"),
        .optional("display_name", .string, "the name that others see"),
        .optional("mail", .string, "mail address"),
        .optional("title", .string, "what they do"),
        .optional("unit", .string, "part of the department"),
        .optional("facility", .string, "where they work"),
        .optional("sponsor", .reference(.person), "the person who answers for a service account"),
        .optional("ends", .date, "their last day; from the next one on they have left"),
        .optional(
            "clearances", .ids, "screenings that they passed, by the regime that asks for them",
            example: "[cjis]"),
    ]

    static let source = document(
        .source,
        [
            .required("schema", .oneOf(Source.Schema.self), "what its records are"),
            .required("max_age", .duration, "a snapshot that is older refuses plan and apply"),
            .required(
                "max_shrink", .share,
                "`source refresh` refuses an export that lost a larger share of its records; plan and apply"
                    + " need not look again, because such a snapshot is stored only by its exact count"
            ),
            .optional(
                "file", .string,
                "a file below `catalog/` that stands in where no snapshot was taken",
                example: "sources/people.csv"),
            .optional(
                "mapping", .pairs(by: .string, to: .string, "columns"),
                "the export's column of each field of the schema",
                standard: "the fields' own names", example: "{id: employee_id}"),
        ])

    static let calendar = document(
        .calendar,
        [
            .optional("name", .text, "its name"),
            .optional(
                "weekend", .choices(Weekday.allCases.map(\.rawValue)), "days without business",
                standard: "[saturday, sunday]"),
            .optional("holidays", .list(holiday), "further days without business"),
        ])

    static let holiday = FieldTable(
        "a holiday",
        [.required("date", .date, "the day"), .required("name", .string, "its name")])

    /// At least one of the three scopes has to be stated, which the decoder tells.
    static let hold = document(
        .hold,
        [
            .required("reference", .string, "the order's own number", example: "foia-2026-118"),
            .optional("reason", .text, "why"),
            .required("from", .date, "its first day"),
            .optional("until", .date, "its last day"),
            .optional(
                "departments", .references(.department), "departments whose objects are kept"),
            .optional("services", .references(.service), "services whose objects are kept"),
            .optional(
                "subscriptions", .strings, "subscriptions whose objects are kept",
                example: "[parks/trails]"),
        ])
}
