// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

extension FieldTable {
    static let limitRange: ClosedRange<Int64> = 0...9_007_199_254_740_991

    static let tier = FieldTable(
        "a tier",
        [
            .optional("summary", .text, "for whom it is"),
            .optional(
                "ceiling", .choice(DataLevel.allCases.map(\.name)),
                "the most sensitive data that this size is made for; policies read it",
                standard: "the service's"),
            .optional(
                "limits",
                .pairs(
                    by: .name, to: .integer(limitRange), "whole numbers"),
                "the most that a parameter may be",
                example: "{quota_gb: 250}"),
            .optional(
                "consumes", .pairs(by: .string, to: .quantity, "amounts"),
                "what it takes from shared pools",
                example: "{storage.gb: 5}"),
            .optional("price", .list(price), "what it costs"),
        ])

    static let price = FieldTable(
        "a price",
        [
            .required("name", .string, "what is paid for")
        ]
            + Tier.Price.Frequency.allCases.map {
                .alternative($0.rawValue, .amount, "an amount in the city's currency")
            } + [
                .optional("per", .string, "the unit that the amount is for", example: "GB"),
                .optional(
                    "quantity", .quantity, "how many units, a whole number",
                    standard: "1", example: "\"${parameters.quota_gb}\""),
                .optional(
                    "from", .date,
                    "the first day on which it holds; it takes the place of one of its name that began before"
                ),
                .optional("until", .date, "the last day on which it holds"),
            ])
}
