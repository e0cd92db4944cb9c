// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

extension FieldTable {
    static let service = document(.service, words + promises + shape)

    private static let retired = Exemption(
        words: "the service is retired", path: ["lifecycle", "state"],
        value: Lifecycle.State.retired.rawValue)

    private static let words: [Field] = [
        .required("name", .text, "its name in plain words"),
        .required("summary", .text, "what it is, in a sentence"),
        .optional("help", .text, "what else those who ask should know"),
        .required("owner", .mapping(owner), "who runs it"),
        .required("category", .oneOf(ServiceCategory.self), "a service category of FOCUS"),
        .required("lifecycle", .mapping(lifecycle), "how far it is"),
    ]

    private static let promises: [Field] = [
        .optional("requestable_by", .strings, "roles that may ask for it", example: "[liaison]"),
        .optional(
            "baseline", .mapping(baseline),
            "every department has it, and nobody asks"),
        .optional("commitment", .mapping(commitment), "what is promised"),
        .optional("effort", .mapping(effort), "what one fulfilment cost people before"),
        .optional(
            "data", .mapping(dataCeiling),
            "which data it is made for", standard: "public data, no regime"),
        .optional("approvals", .list(approval), "who has to agree"),
    ]

    private static let shape: [Field] = [
        .required("tiers", unless: retired, .named(by: .name, tier), "its sizes, by name"),
        .optional(
            "parameters", .free("JSON Schema 2020-12"),
            "what is stated to get it; `x-immutable` and `x-sensitive` mark properties",
            standard: "none", example: "{type: object}"),
        .optional(
            "requires", .references(.service), "services that a department needs to have first"),
        .required("template", unless: retired, .reference(.template), "how it becomes resources"),
        .required(
            "examples", unless: retired, .list(example),
            "`validate` resolves each"),
    ]

    static let owner = FieldTable(
        "`owner`",
        [
            .required("team", .string, "the team"),
            .required("contact", .string, "where to write to"),
            .optional("secondary", .string, "who stands in"),
        ])

    static let lifecycle = FieldTable(
        "`lifecycle`",
        [
            .required("state", .oneOf(Lifecycle.State.self), "the state"),
            .optional("since", .date, "since when"),
            .optional(
                "sunset", .date, "the last day for new subscriptions; a deprecated one has it"),
            .optional("successor", .reference(.service), "the service to take instead"),
        ])

    static let commitment = FieldTable(
        "`commitment`",
        [
            .required(
                "fulfil_within", .string, "business days such as `2bd`, or hours such as `4h`",
                example: "2bd"),
            .optional("share", .fraction, "the part of requests for which that holds"),
            .optional("availability", .fraction, "the part of time in which it works"),
        ])

    static let effort = FieldTable(
        "`effort`",
        [
            .optional("manual_minutes", .integer(0...100_000), "minutes of work", standard: "0")
        ])

    static let dataCeiling = data(
        "a service's `data`", "ceiling", "the most sensitive data that it may hold")
    static let dataLevel = data("a subscription's `data`", "level", "the most sensitive data in it")

    /// `data: {ceiling: confidential, regimes: [hipaa]}`, or `level` on a subscription.
    private static func data(_ name: String, _ key: String, _ meaning: String) -> FieldTable {
        FieldTable(
            name,
            [
                .required(key, .choice(DataLevel.allCases.map(\.name)), meaning),
                .optional("regimes", .ids, "laws and rules that the data is under"),
            ])
    }

    static let approval = FieldTable(
        "an approval",
        [
            .required("role", .id, "who agrees"),
            .optional(
                "when", .string, "a condition (CEL): when it is asked for",
                example: "subscription.data.level == 'confidential'"),
        ])

    static let baseline = FieldTable("`baseline`", sized("the size that every department has"))
    static let example = FieldTable("an example", sized("a size"))

    /// A size of a service with parameters.
    static func sized(_ tier: String) -> [Field] {
        [
            .required("tier", .string, tier),
            .optional(
                "parameters", .free("the service's parameters"), "what is stated", example: "{}"),
        ]
    }
}
