// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

extension FieldTable {
    static let policy = document(
        .policy,
        [
            .required("name", .text, "its name in plain words"),
            .optional("summary", .text, "what it is for, and by which law or promise"),
            .required(
                "owner", .string, "whom to write to about it", example: "privacy@city.example"),
            .optional(
                "parameters", .free("JSON Schema 2020-12"),
                "what the City's `policies` may set, each property with its `default`; expressions read it"
                    + " as `policy.NAME`",
                standard: "none", example: "{type: object}"),
            .required("rules", .named(by: .id, policyRule), "its rules, by id"),
            .optional("exceptions", .list(policyException), "what a rule does not stop for now"),
            .optional("tests", .list(policyCase), "cases that `burnham policy test` runs"),
        ])

    static let policyRule = FieldTable(
        "a rule",
        [
            .required(
                "about", .oneOf(PolicyRule.Subject.self),
                "what is looked at one by one: a `resource` as the catalog wants it, a `change` as a plan has it;"
                    + " the `catalog` is one"),
            .optional(
                "service", .reference(.service),
                "only what is of this service; `parameters` then has the service's types"),
            .optional(
                "type", .string,
                "only resources or changes of this type; a resource's `attributes` then has its types",
                example: "dns.record"),
            .optional(
                "when", .string, "a condition (CEL): whether the rule is about it",
                example: "subscription.data.level == 'restricted'"),
            .required(
                "rule", .string, "a condition (CEL): true where all is well",
                example: "subscription.owners.size() >= 2"),
            .required(
                "effect", .oneOf(PolicyRule.Effect.self), "what follows where it is not true"),
            .required(
                "message", .string, "what is wrong, with `${...}` where an expression (CEL) stands",
                example: "\"${subscription.path} has one owner\""),
            .optional("help", .text, "what to do"),
        ])

    static let policyException = FieldTable(
        "an exception",
        [
            .required("rule", .id, "the rule of this policy", example: "two-owners"),
            .required(
                "subject", .string,
                "a subscription as `department/subscription`, with its resources and changes; an address; a service's"
                    + " id; or `catalog`; it is there, unless the rule is about changes",
                example: "parks/trails"),
            .required("reason", .string, "why"),
            .required("owner", .reference(.person), "who answers for it, by id"),
            .required("until", .date, "its last day, in the city's zone, two years ahead at most"),
        ])

    static let policyCase = FieldTable(
        "a case",
        [
            .required("name", .string, "what it shows"),
            .optional(
                "given", .free("variables with values, as expressions see them"),
                "what the rules look at; what it leaves out is empty",
                example: "{subscription: {owners: [u1, u2]}}"),
            .required(
                "expect",
                .pairs(by: .id, to: .oneOf(PolicyCase.Verdict.self), "rules with what they say"),
                "what each rule says: its effect where it is not kept, `skip` where it is not asked, `error` where"
                    + " it can't say",
                example: "{two-owners: pass}"),
            .optional("message", .string, "the message of one of the rules that are not kept"),
        ])
}
