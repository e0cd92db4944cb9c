// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

extension FieldTable {
    static let subscription = document(
        .subscription, refinedBy: .service, asked + keeping + links)

    private static let asked: [Field] = [
        .required("department", .reference(.department), "whose it is"),
        .required("service", .reference(.service), "what it is"),
        .required("tier", .string, "which size"),
        .optional(
            "parameters", .free("the service's parameters"), "what the service asks for",
            example: "{name: trails}"),
        .optional("owners", .references(.person), "people who answer for it, by id"),
        .optional(
            "data", .mapping(dataLevel),
            "which data it holds"),
        .optional("charge", .list(charge), "who pays which part"),
    ]

    private static let keeping: [Field] = [
        .optional("expires", .date, "the last valid day, in the city's zone"),
        .optional("protect", .bool, "nothing of it is taken away", standard: "false"),
        .optional(
            "on_removal", .oneOf(Removal.self), "what becomes of its objects when it goes",
            standard: "the template's, else the type's"),
        .optional(
            "environments", .references(.environment), "where it is provisioned", standard: "all"),
    ]

    private static let links: [Field] = [
        .optional(
            "uses", .pairs(by: .name, to: .path, "subscriptions"),
            "other subscriptions whose outputs it takes, by name",
            example: "{accounts: parks/accounts}"),
        .optional(
            "shared_with", .references(.department), "departments whose `uses` may name this one"),
        .optional(
            "formerly", .paths, "what it was called: its objects move",
            example: "[parks/paths]"),
        .optional(
            "names", .free("attributes by resource of the template"),
            "names that the template would not make", example: "{folder: {path: old/trails}}"),
    ]

    /// `{fund: "0925", grant: g-2231, share: "1"}`.
    static let charge = FieldTable(
        "a charge",
        [
            .required("fund", .string, "the fund", example: "\"0925\""),
            .optional(
                "account", .string, "its account, where it is not the city's `expense`",
                example: "\"9035\""),
            .optional("grant", .string, "the grant"),
            .required("share", .amount, "the part that it pays", example: "\"0.25\""),
            .optional("from", .date, "the first day on which it pays"),
            .optional("until", .date, "the last day on which it pays"),
        ])

    static let bundle = document(
        .bundle,
        [
            .required("name", .text, "its name"),
            .optional(
                "departments", .references(.department), "who gets it", standard: "every department"
            ),
            .optional("services", .list(bundleItem), "what is in it"),
        ])

    static let bundleItem = FieldTable(
        "a bundle's service", refinedBy: .service,
        [.required("service", .reference(.service), "the service")] + sized("its size"))
}
