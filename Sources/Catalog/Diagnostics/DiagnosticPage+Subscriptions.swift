// SPDX-License-Identifier: Apache-2.0

/// Pages about services and subscriptions.
extension DiagnosticPage {
    static let subscriptionPages: [DiagnosticPage] = [
        .init(
            .unknownTier, "a service does not have this tier",
            why: "A tier decides limits and price.",
            fix: "Use one of the tiers that the note lists."),
        .init(
            .badSchema, "a service's parameter schema is no JSON Schema",
            why: "Parameters are checked against it; a schema with a mistake would check nothing.",
            fix: "Correct the keyword at the place that the message names (JSON Schema 2020-12)."),
        .init(
            .badParameter, "a parameter is not what the service takes",
            why: "The service's schema says which parameters there are and what they may be.",
            fix: "Correct the parameter; the second place shows the schema."),
        .init(
            .parameterOutOfRange, "a parameter is over the limit of its tier",
            why: "Tiers limit what they hold, and their price counts on it.",
            fix: "Ask for less, or for a larger tier; the help names one."),
        .init(
            .unknownLimit, "a tier limits something that is no parameter",
            why: "Such a limit would never hold.", fix: "Name a parameter of the service."),
        .init(
            .retiredService, "a subscription to a retired service",
            why: "A retired service is gone; its id stays reserved so that nothing else takes it.",
            fix: "Remove the subscription, or use the successor."),
        .init(
            .afterSunset, "a new subscription to a service after its sunset",
            why:
                "A deprecated service keeps those whom it has and takes nobody new after its sunset. The"
                + " subscription is left out of plans.",
            fix: "Use the successor."),
        .init(
            .dataCeiling, "data that the service may not hold",
            why: "A service is cleared for data up to its ceiling and for certain regimes only.",
            fix: "Use a service that is cleared for it; never lower the level of the data to fit."),
        .init(
            .missingService, "a service that this one needs is missing",
            why:
                "Services can require others. They are not added silently: they may cost something.",
            fix: "Add a subscription of the department to it."),
        .init(
            .usesNotShared, "another department's subscription is used without its consent",
            why: "`uses` reads what a subscription gives out; its owner decides who may.",
            fix: "The owner adds the department to `shared_with`."),
        .init(
            .expired, "a subscription is over",
            why:
                "`expires` is its last valid day in the city's zone. The next plan removes what it has.",
            fix: "State a later day to keep it, or remove the file."),
        .init(
            .ownerLeft, "an owner has left",
            why: "Somebody has to answer for what a department has.", fix: "Name somebody else."),
        .init(
            .unknownPerson, "a person whom no source has",
            why: "People come from sources; an id that none of them has is often a slip.",
            fix: "Correct the id, or refresh the source."),
        .init(
            .unknownFund, "a fund or grant that no source has",
            why: "What a subscription is charged to comes from the accounting system's export.",
            fix: "Correct the id, or refresh the source."),
        .init(
            .fundEnded, "a fund or grant that is over",
            why: "Nothing can be charged to it after its last day.",
            fix: "Charge another one, or refresh the source if it was prolonged."),
        .init(
            .sharesDoNotSum, "the shares of a charge do not sum to one",
            why:
                "What is charged has to be the whole, on every day from today on. A line with `from` or `until`"
                + " pays on its days alone.",
            fix: "Correct the shares, or the days."),
        .init(
            .chargeEnds, "a day comes from which on nobody pays",
            why: "Every line of `charge` ends, and what is charged goes on.",
            fix: "Add a line that begins when the others end, or let the subscription end."),
        .init(
            .unknownPool, "a tier takes from a pool that no environment has",
            why: "What is taken from it is counted nowhere: the pool could be overfilled.",
            fix: "Correct the name, or state the pool's capacity in an environment."),
    ]
}
