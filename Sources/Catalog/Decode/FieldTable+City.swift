// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

extension FieldTable {
    static let currencyStandard = "USD"

    static let city = document(
        .city,
        [
            .required("name", .text, "the city's name"),
            .required(
                "domain", .string, "its DNS domain, which names its ledgers' checkpoints",
                example: "city.example"),
            .required(
                "time_zone", .string, "a zone of the IANA database: days end in it",
                example: "America/Chicago"),
            .optional(
                "currency", .currency, "ISO 4217, of every price", standard: currencyStandard),
            .optional("languages", .strings, "languages that texts have", example: "[en, es]"),
            .optional(
                "calendar", .reference(.calendar), "the Calendar by which business days count"),
            .optional(
                "default_environment", .reference(.environment),
                "the Environment where a command names none"),
            .optional(
                "fiscal_year_start", .integer(1...12),
                "the month in which its fiscal year begins; the year is named after the one in which it ends",
                standard: "1", example: "7"),
            .optional("accounts", .mapping(accounts), "where charges are booked"),
            .optional("roots", .list(root), "other folders that belong to the catalog"),
            budgets,
            .optional(
                "policies", .pairs(by: .id, to: .free("its parameters"), "values of parameters"),
                "what the city sets of the parameters of its policies, by policy",
                example: "{public-web: {remind_days: 60}}"),
            .optional(
                "accepted_breaks", .list(acceptedBreak),
                "promises that this revision breaks and the city answers for; `compat` reads them"),
        ])

    static let acceptedBreak = FieldTable(
        "an accepted break",
        [
            .required("rule", .oneOf(PromiseRule.self), "which promise is broken"),
            .required("service", .id, "the service that gave it", example: "file-share"),
            .required("reason", .string, "why"),
            .required(
                "notice", .duration, "how long before it holds those whom it touches are told",
                example: "90d"),
        ])

    /// In the order in which they are read.
    static let accounts = FieldTable(
        "`accounts`",
        [
            .required("fund", .string, "the fund that is paid", example: "\"0500\""),
            .required("revenue", .string, "its account for what it earns", example: "\"4410\""),
            .required(
                "due_from", .string, "its account for what other funds owe it",
                example: "\"1310\""),
            .required(
                "expense", .string, "the account of a fund that pays, where its charge names none",
                example: "\"9030\""),
            .required(
                "due_to", .string, "the account of a fund that pays for what it owes",
                example: "\"2070\""),
        ])

    static let root = FieldTable(
        "a root",
        [
            .required(
                "path", .string, "where it lies, relative to the city's root",
                example: "../library"),
            .optional(
                "kinds", .choices(CatalogKind.allCases.map(\.rawValue)),
                "the kinds that it may hold", standard: "none"),
            .optional(
                "departments", .references(.department),
                "the departments whose documents it may hold",
                standard: "all"),
        ])

    /// `budgets: {total: {deletes: {count: 50, share: "10%"}}, department: {...}, target: {...}}`.
    static let budgets = Field.optional(
        "budgets",
        .mapping(
            FieldTable(
                "`budgets`",
                Budgets.Scope.allCases.map { scope in
                    .optional(
                        scope.rawValue, .mapping(budgetScope), "limits for \(scope.words)")
                })), "how much one plan may change before somebody has to allow it")

    static let budgetScope = FieldTable(
        "a scope of `budgets`",
        Budgets.kinds.map { kind in
            .optional("\(kind.rawValue)s", .mapping(budget), "a limit of \(kind.rawValue)s")
        })

    static let budget = FieldTable(
        "a budget",
        [
            .optional("count", .integer(0...1_000_000_000), "at most so many"),
            .optional("share", .share, "at most such a share of what is recorded"),
        ])
}

extension Budgets.Scope {
    fileprivate var words: String {
        switch self {
        case .department: "each department"
        case .target: "each target"
        case .total: "the whole plan"
        }
    }
}
