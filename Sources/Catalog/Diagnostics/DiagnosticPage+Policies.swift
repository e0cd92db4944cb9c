// SPDX-License-Identifier: Apache-2.0

/// Pages about policies.
extension DiagnosticPage {
    static let policyPages: [DiagnosticPage] = [
        .init(
            .policyDenied, "a policy denies it",
            why:
                "A rule whose effect is `deny` is not kept. A plan that gives the subscription something is shown and"
                + " refused; so is every plan where it is about a service, the catalog or a change of the plan.",
            fix:
                "Do what the help says, or ask whom the note names. An exception in the policy, with reason, owner"
                + " and last day, is the one way around it."),
        .init(
            .policyWarned, "a policy warns of it",
            why: "A rule whose effect is `warn` is not kept. It stops nothing.",
            fix:
                "Do what the help says; a rule that warns is often one that denies from some day on."
        ),
        .init(
            .policyNoted, "a policy notes it",
            why:
                "A rule whose effect is `audit` is not kept. Only forms for programs show it: JSON and SARIF of `validate`,"
                + " and a plan's JSON.",
            fix:
                "Nothing has to be done. Such a rule counts what it would find before it warns or denies."
        ),
        .init(
            .policyFailed, "a rule of a policy can't be evaluated",
            why:
                "The rule failed for this one: it looks at something that is not there, or costs more than the limit."
                + " A rule that can't say denies, whatever its effect is, and no exception lifts that.",
            fix:
                "Correct the rule: `has()` asks whether something is there, `when` leaves out what it is not about."
                + " A case under `tests` shows it."),
        .init(
            .personalText, "a message tells of somebody what does not belong there",
            why:
                "Messages of rules go into the logs of CI, into SARIF and into comments on a change, which more people"
                + " read than may read the personnel source. Names and addresses of people, and parameters that are"
                + " marked `x-sensitive`, stay out of them.",
            fix: "Say how many, or which ids."),
        .init(
            .peopleUnknown, "rules that look at people are not asked",
            why:
                "No source of people has a snapshot here, as in CI without the personnel data. A rule that looks at"
                + " people would find nobody and deny everything. `validate` leaves such rules out; a plan is refused"
                + " while one of them denies.",
            fix: "Take over an export with `burnham source refresh`, where plans are made."),
        .init(
            .policyUntested, "a rule that no case shows",
            why:
                "A case says what a rule makes of an example, so that whoever changes the rule sees what else changes.",
            fix: "State under `tests` a case that keeps the rule and one that does not."),
        .init(
            .exceptionEnded, "an exception from a rule is over",
            why: "`until` is its last day in the city's zone. It excuses nothing any more.",
            fix:
                "Remove it, and mend what it excused; or state a later day if whoever answers for it agrees."
        ),
        .init(
            .exceptionEnds, "an exception from a rule ends within thirty days",
            why: "After its last day the rule holds again, and may stop every apply.",
            fix: "Mend what it excuses, or agree on a later day."),
        .init(
            .exceptionUnused, "an exception from a rule that nothing needs",
            why:
                "What it names keeps the rule, or is not there. An exception that stays could excuse something later.",
            fix: "Remove it."),
    ]
}
