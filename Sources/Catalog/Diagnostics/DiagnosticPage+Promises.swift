// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// Pages about comparing a catalog with a revision of it.
extension DiagnosticPage {
    static let revisionPages: [DiagnosticPage] = [
        .init(
            .noRepository, "the catalog is in no git repository",
            why:
                "A revision is read from the repository that the catalog's root lies in, by `git`.",
            fix: "Run it in a clone, with git installed, as a user whom git lets read it."),
        .init(
            .revisionMissing, "there is no such revision",
            why: "The repository has no branch, tag or commit of that name.",
            fix:
                "Name one that `git rev-parse` knows. Branches of the server have the name of the remote before them:"
                + " `origin/main`."),
        .init(
            .revisionShallow, "the clone's history is cut off",
            why:
                "The revision is not in the clone, which has the newest commits only. Nothing is fetched: a check works"
                + " offline.",
            fix:
                "Fetch it before: `git fetch --unshallow`, `fetch-depth: 0` of the checkout action, `GIT_DEPTH: 0` in"
                + " GitLab."),
        .init(
            .revisionBroken, "the revision's catalog does not load",
            why:
                "What it promised, or would have made, can't be told from a catalog with mistakes.",
            fix: "Compare with an earlier revision, or with this one when its mistakes are mended."),
        .init(
            .unusedAcceptance, "an accepted break that breaks nothing",
            why:
                "A line under `accepted_breaks` that is new in this revision answers for no broken promise. It might"
                + " hide the next one in the same change.",
            fix: "Remove it, or correct its rule or its service."),
    ]

    static let promisePages: [DiagnosticPage] = [
        .init(
            .parameterRemoved, "a parameter is gone",
            why:
                "Subscriptions that state it no longer load, and what it gave is no longer to be had."
        ),
        .init(
            .parameterType, "a parameter takes another type",
            why: "What was stated, or would be, is refused."),
        .init(
            .parameterRequired, "a parameter has to be stated now",
            why:
                "Subscriptions that do without it no longer load. One with a `default` breaks nothing."
        ),
        .init(
            .parameterNarrowed, "a parameter takes less than it took",
            why:
                "Its choices, bounds or sizes are narrower, or are written in a way of which nothing shows that they"
                + " are not."),
        .init(
            .parameterPattern, "a parameter has a new pattern or format",
            why:
                "What was a good value may be refused; whether one pattern takes all that another took is not judged."
        ),
        .init(
            .parameterDefault, "a parameter has another default",
            why: "Everybody who did not state it gets something else without asking."),
        .init(
            .parameterImmutable, "a parameter can't be changed any more",
            why: "Whoever changes it gets a new object in place of the old one, which was not so."),
        .init(
            .tierRemoved, "a tier is gone", why: "Subscriptions of that size no longer load."),
        .init(
            .tierLimit, "a tier's limit is lower",
            why: "The same size holds less; larger ones have to go to another, often dearer, tier."),
        .init(
            .serviceEnded, "a service ends without its sunset",
            why:
                "Departments were promised time: a service is deprecated with a sunset first, and retired when that is over."
        ),
        .init(
            .idReused, "the id of a retired service is used again",
            why:
                "Ledgers, bills and habits know the id for what it was. A retired id stays reserved for ever."
        ),
        .init(
            .priceRaised, "something costs more",
            why:
                "Each component of a tier's price is compared by itself, today and from every later day on which a"
                + " dated price begins. Budgets of departments are made a year ahead."),
        .init(
            .commitmentLowered, "less is promised",
            why: "Time of fulfilment, its share, or availability is lower than what was agreed."),
        .init(
            .eligibilityNarrowed, "fewer may have it, or with more approvals",
            why:
                "Equal access is a promise of the city: who could ask can't, or has to wait for one more person."
        ),
        .init(
            .baselineChanged, "departments no longer have the same without asking",
            why: "What every department has is taken from those who never asked for anything."),
        .init(
            .dataScopeChanged, "a service is made for other data",
            why:
                "A lower ceiling or a lost regime puts data that is there out of bounds; a higher ceiling changes what"
                + " neighbours' data may be beside one's own."),
        .init(
            .requirementAdded, "a service needs another one first",
            why:
                "A department without the other one no longer loads, and has to subscribe, and often to pay."
        ),
    ]
}
