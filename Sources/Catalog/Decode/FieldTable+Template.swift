// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

extension FieldTable {
    static let template = document(
        .template,
        [
            .required(
                "resources", .named(by: .name, resource),
                "the objects that a subscription becomes, by name"),
            .optional(
                "outputs", .named(by: .name, output),
                "what the subscription gives to those who use it"),
        ])

    static let resource = FieldTable(
        "a resource", refinedBy: .resourceType,
        [
            .required("type", .string, "its type", example: "file.directory"),
            .optional(
                "when", .string, "a condition (CEL): whether there is one",
                example: "tier.id == 'large'"),
            .optional(
                "for_each", .string, "a list of texts or a map (CEL): one for each",
                example: "subscription.owners"),
            .optional(
                "attributes", .free("the type's attributes"),
                "values, with `${...}` where an expression (CEL) stands",
                example: "{path: \"shares/${department.id}\"}"),
            .optional(
                "documents", .pairs(by: .string, to: .string, "files below `templates/files/`"),
                "attributes that are rendered (mustache)",
                example: "{content: readme.txt.mustache}"),
            .optional(
                "formerly", .names, "names that it had in this template", example: "[share]"),
            .optional(
                "on_removal", .oneOf(Removal.self), "what becomes of it when it goes",
                standard: "the type's"),
        ])

    static let output = FieldTable(
        "an output",
        [
            .required(
                "value", .free("a value with `${...}`"), "what it is",
                example: "\"${resources.folder.location}\""),
            .optional("help", .text, "what it is for"),
        ])
}
