// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

extension FieldTable {
    static let planValidForStandard = "24h"
    static let retentionStandard = "90d"

    static let environment = document(
        .environment,
        [
            .required("name", .text, "its name"),
            .optional(
                "targets", .named(by: .id, target), "the systems that plans are applied to, by id"),
            .optional(
                "routes", .list(route),
                "which resources go where; the first that fits counts. Without routes a type goes to the one target that takes it"
            ),
            budgets,
            .optional(
                "drift", .oneOf(DriftMode.self), "what plans do about changes by hand",
                standard: DriftMode.report.rawValue),
            .optional(
                "plan_valid_for", .duration, "how long a saved plan may be applied",
                standard: planValidForStandard),
            .optional(
                "retention", .duration, "how long what is suspended is kept before a purge",
                standard: retentionStandard),
            .optional(
                "pools", .named(by: .string, pool), "what its targets hold, as tiers name it"),
        ])

    private static let warnAtStandard = "\(Pool.warnPermilleStandard / 10)%"

    static let pool = FieldTable(
        "a pool",
        [
            .required(
                "capacity", .integer(1...9_007_199_254_740_991), "how many units there are"),
            .optional(
                "warn_at", .share, "a plan that uses more of it warns", standard: warnAtStandard,
                example: "\"75%\""),
        ])

    static let target = FieldTable(
        "a target", refinedBy: .provider,
        [
            .required("provider", .id, "the provider that speaks to it", example: "files"),
            .optional(
                "settings", .free("the provider's settings"), "how the target is laid out",
                example: "{}"),
            .optional(
                "manage",
                .either(
                    .oneOf(ManageMode.self),
                    .pairs(by: .string, to: .oneOf(ManageMode.self), "modes"),
                    "a mode, or a mapping of types and `default` to modes"),
                "`observe` never writes, `additive` never takes away, `full` does what plans say",
                standard: ManageMode.full.rawValue, example: "additive"),
            .optional(
                "drift", .oneOf(DriftMode.self), "the environment's `drift`, for this target"),
            .optional("limits", .mapping(limits), "the provider's limits, stated anew"),
        ])

    static let limits = FieldTable(
        "`limits`",
        [
            .optional("concurrency", limit, "batches at a time"),
            .optional("batch_size", limit, "steps a batch"),
            .optional("operations_per_second", limit, "steps that may begin in any one second"),
            .optional("attempts_max", limit, "attempts before a passing failure counts"),
            .optional("timeout_seconds", limit, "seconds that one batch may take"),
        ])

    private static let limit = FieldForm.integer(1...100_000)

    static let route = FieldTable(
        "a route",
        [
            .required(
                "types", .strings, "the types that it takes; `dns.*` is every type of `dns`",
                example: "[dns.*]"),
            .optional(
                "when", .string, "a condition (CEL) over the subscription",
                example: "department.id == 'parks'"),
            .alternative("target", .id, "where they go"),
            .alternative("skip", .string, "why they are not provisioned here"),
        ])
}
