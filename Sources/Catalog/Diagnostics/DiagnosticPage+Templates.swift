// SPDX-License-Identifier: Apache-2.0

import YAMLSource

/// Pages about templates and expressions, and about YAML itself.
extension DiagnosticPage {
    static let templatePages: [DiagnosticPage] = [
        .init(
            .badExpression, "an expression that is no CEL, or that can't be evaluated",
            why:
                "Expressions are checked when the catalog loads, with the types of services and resources.",
            fix: "Correct what is underlined. `$${` stands for a literal `${`."),
        .init(
            .unknownResourceType, "no provider has this resource type",
            why: "A resource is managed by a provider that knows its type.",
            fix: "Use a type of the reference."),
        .init(
            .unknownAttribute, "a resource type does not have this attribute",
            why: "An attribute that nobody reads would be ignored without a word.",
            fix: "Correct the name; the reference lists each type's attributes."),
        .init(
            .missingAttribute, "an attribute that the type needs is missing",
            why: "Without it there is no such object.", fix: "State it in the template."),
        .init(
            .badAttribute, "an attribute has a value that its type does not take",
            why: "Values are checked before any target is asked.",
            fix: "Correct the template, or the parameter that the value comes from."),
        .init(
            .computedIdentity, "an object's name depends on something that is known only later",
            why: "What an object is called has to be known before it is looked for.",
            fix: "Make the name of parameters and ids."),
        .init(
            .secretUse, "a secret is used as something else than a secret",
            why:
                "A secret goes whole to a sensitive attribute and nowhere else, so that it can't leak.",
            fix: "Pass it on whole, or use a `secret.token`."),
        .init(
            .unguardedOptional, "something is used that may be absent",
            why: "Optional parameters and resources under `when` are not always there.",
            fix: "Ask with `has(...)` first, or give the parameter a default."),
        .init(
            .cycle, "things wait for each other",
            why:
                "Each would have to be made before the other; the message shows the whole way round.",
            fix: "Break the circle at one of the named places."),
        .init(
            .badKey, "a key of `for_each` that can't be part of an address",
            why: "Keys stand in addresses, in the ledger and in commands.",
            fix: "Use keys of A-Z a-z 0-9 . _ @ and -."),
        .init(
            .claimedTwice, "two resources claim one object",
            why: "An object has one owner; two would undo each other's changes.",
            fix: "Give one of them another name, or remove it."),
        .init(
            .missingDocument, "a document is named that is not there",
            why: "Documents are files below `templates/files/`.",
            fix: "Add the file, or correct the name."),
        .init(
            .badDocument, "a document can't be rendered",
            why: "A name that nothing has would leave an empty place in a configuration.",
            fix: "Correct the name in the document, or its Mustache syntax."),
        .init(
            .evaluationFailed, "an expression failed for a subscription",
            why: "It is well formed, and for this subscription's values it has no result.",
            fix: "The second place names the subscription; guard the case, or correct the value."),
    ]

    static let yamlPages: [DiagnosticPage] = YAMLProblem.Code.allCases.map { code in
        let (title, why, fix) = words(of: code)
        return DiagnosticPage(code.rawValue, title, why: why, fix: fix)
    }

    private static func words(of code: YAMLProblem.Code) -> (String, String, String) {
        switch code {
        case .syntax:
            ("the file is no YAML", "What follows can't be read.", "Correct the underlined place.")
        case .notUTF8:
            ("the file is not UTF-8", "The catalog is UTF-8 everywhere.", "Convert the file.")
        case .character:
            (
                "a character that nobody can see",
                "Control and direction characters make a file read otherwise than it looks.",
                "Remove it, or write it as an escape in double quotes."
            )
        case .duplicateKey:
            (
                "a key stands twice in one mapping", "Readers disagree on which of the two counts.",
                "Remove one of them."
            )
        case .key:
            ("a key that is no text", "Keys are names.", "Write a text.")
        case .mergeKey:
            (
                "a merge key", "`<<` is not part of YAML 1.2, and hides where values come from.",
                "Write the values out."
            )
        case .ambiguousScalar:
            (
                "a plain value that readers take for different things",
                "`on`, `0123`, `12:30` and `3.10` are other values to YAML 1.1, to YAML 1.2 and to JSON.",
                "Put it in quotes, or write the number plainly."
            )
        case .tag:
            ("a tag", "Only YAML's core tags are read.", "Remove the tag.")
        case .unknownAnchor:
            ("an alias of nothing", "No anchor of that name stands before it.", "Correct the name.")
        case .recursiveAlias:
            ("an alias inside what it names", "It would have no end.", "Write the value out.")
        case .aliasExpansion:
            (
                "aliases that grow beyond the limit", "Aliases of aliases can grow without bound.",
                "Write the values out."
            )
        case .tooDeep:
            ("nested too deep", "Depth is limited to 64 levels.", "Make the structure flatter.")
        case .tooLarge:
            ("the file is too large", "A file has at most 32 MiB.", "Divide it into several.")
        case .unformattable:
            (
                "a file that `fmt` leaves as it is",
                "What `fmt` writes is read again first; it would not say the same.",
                "Write the value that the message points at more simply."
            )
        }
    }
}
