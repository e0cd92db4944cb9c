// SPDX-License-Identifier: Apache-2.0

/// Pages about documents and about the catalog as a whole.
extension DiagnosticPage {
    static let formPages: [DiagnosticPage] = [
        .init(
            .emptyFile, "a file holds no document",
            why: "A file of the catalog that is empty is more often an accident than a wish.",
            fix: "Write the document, or remove the file."),
        .init(
            .fileUnreadable, "a file of the catalog can't be read",
            why: "A catalog that is only read in part would look as if things had been removed.",
            fix: "Make the file readable, or take it out of the catalog's folders."),
        .init(
            .wrongType, "a value has another type than its field",
            why: "A field has one type. A text that looks like a number has to stand in quotes.",
            fix: "Write a value of the type that the message names."),
        .init(
            .unknownKey, "a key that this kind of document does not have",
            why: "A misspelt key would otherwise be ignored without a word.",
            fix: "Correct the key; the help names one that is spelt alike."),
        .init(
            .missingKey, "a key that has to be stated is missing",
            why: "Without it the document does not say what it has to say.",
            fix: "Add the key. The reference of the catalog's kinds lists what each needs."),
        .init(
            .unknownKind, "a kind that the catalog does not have",
            why: "Every document says what it is, so that it is checked as that.",
            fix: "Use one of the kinds of the reference."),
        .init(
            .reservedKind, "a kind that is reserved",
            why: "Policies and requests are named already and read by a later version.",
            fix: "Take the document out of the catalog for now."),
        .init(
            .badID, "an id of a form that ids do not have",
            why:
                "Ids become names of folders, DNS labels and parts of addresses; they are ASCII and short.",
            fix: "Use 1 to 63 of a to z, 0 to 9 and hyphens, a letter or digit first and last."),
        .init(
            .badName, "a name that expressions can't use",
            why:
                "Resources, parameters and tiers are named in expressions, as in `resources.role.name`.",
            fix:
                "Use 1 to 40 of a to z, 0 to 9 and `_`, a letter first, and no reserved word of CEL."
        ),
        .init(
            .badValue, "a value that its field does not take",
            why: "The message says what the field takes.", fix: "Write such a value."),
        .init(
            .repeatedValue, "a value that stands twice",
            why: "Each may stand once in this list.", fix: "Remove one of them."),
    ]

    static let catalogPages: [DiagnosticPage] = [
        .init(
            .noCity, "the catalog has no City",
            why:
                "The City names the domain, the time zone and the other roots; nothing works without it.",
            fix: "Add a document of kind `City` to the first root. `burnham init` shows one."),
        .init(
            .repeatedID, "an id is given twice",
            why: "An id names one thing of its kind, over all roots and for ever.",
            fix: "Give one of the two another id."),
        .init(
            .unknownReference, "something is named that the catalog does not have",
            why: "A name that leads nowhere would be left out without a word.",
            fix: "Correct the name, or add what it names."),
        .init(
            .rootHolds, "a root holds what it may not hold",
            why:
                "The City says which kinds and departments each other root may hold, so that a department's"
                + " own root can't change a service.",
            fix: "Move the document, or let the City allow it."),
        .init(
            .badProvider, "a document of a provider that is a program can't be used",
            why:
                "The document says what the program's types are, so that a catalog is checked without running anything;"
                + " what it leaves unclear would show only at a target.",
            fix: "Have the program write it anew: `burnham provider schema PROGRAM`."),
        .init(
            .clash, "a stated subscription has the id of one that is given",
            why:
                "Baseline services and bundles make subscriptions of their own, under the service's id.",
            fix: "Give the stated subscription another id."),
        .init(
            .snapshotProblem, "a source's file can't be taken for its records",
            why: "People, funds and facilities have to be what the source's schema says.",
            fix: "Correct the file or the source's `mapping`."),
    ]

    static let environmentPages: [DiagnosticPage] = [
        .init(
            .unknownProvider, "no provider has this name",
            why: "A target is reached by a provider that this program has.",
            fix: "Use one of the providers of the reference."),
        .init(
            .badSettings, "a target's settings are not what its provider takes",
            why: "Settings are checked before anything is read from a target.",
            fix: "Correct them; the reference lists each provider's settings."),
        .init(
            .noRoute, "no target takes a resource of this type",
            why: "Every resource has to go somewhere, or to be skipped for a stated reason.",
            fix: "Add a route with a `target`, or with a reason to `skip`."),
    ]
}
