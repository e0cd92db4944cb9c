// SPDX-License-Identifier: Apache-2.0

/// Pages about policies.
extension DiagnosticPage {
    static let policyPages: [DiagnosticPage] = [
        .init(
            .policyDenied, "a policy denies it",
            why:
                "A rule whose effect is `deny` is not kept. Nothing is applied while that is so: a plan is shown and"
                + " refused.",
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
                + " A rule that can't say denies, whatever its effect is.",
            fix:
                "Correct the rule: `has()` asks whether something is there, `when` leaves out what it is not about."
                + " A case under `tests` shows it."),
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
