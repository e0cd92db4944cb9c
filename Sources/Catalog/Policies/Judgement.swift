// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore

/// What one rule says of one thing that does not keep it, or of which it can't say.
package struct Judgement: Sendable {
    package enum Outcome: Sendable, Equatable {
        case broken(String)
        /// Evaluating failed, and the place of the expression that did.
        case failed(String, at: Diagnostic.Place)
        /// It rests on what has this name, and is known only after an apply.
        case open(String)
    }

    package let rule: CompiledRule
    package let subject: Subject
    package let outcome: Outcome
    /// The exception for it, in force or not: of several the one that lasts longest.
    let exemption: Exemption?
    /// Whether that exception is in force. A rule that can't say has found nothing that could be excused.
    package let isExcused: Bool

    /// What was looked at.
    package struct Subject: Sendable {
        /// A path, an address, a service's id, or `catalog`.
        package let name: String
        /// Nil for what is of the whole city.
        package let department: String?
        /// The path of the subscription whose state was looked at; nil for what is of more than one, and for a change.
        package let subscription: String?
        package let place: Diagnostic.Place?
        /// What exceptions may call it.
        let aliases: [String]
    }

    init?(
        _ verdict: CompiledRule.Verdict, of rule: CompiledRule, on subject: Subject,
        today: CalendarDate
    ) {
        switch verdict {
        case .skip, .pass: return nil
        case .fail(let message): outcome = .broken(message)
        case .error(let message, let place): outcome = .failed(message, at: place)
        case .open(let name): outcome = .open(name)
        }
        self.rule = rule
        self.subject = subject
        exemption = rule.exemption(of: subject.aliases)
        if case .broken = outcome {
            isExcused = exemption?.isInForce(on: today) ?? false
        } else {
            isExcused = false
        }
    }

    package var exception: PolicyException? { exemption?.exception }

    /// A rule that can't say denies, whatever its effect; one that can't say yet warns.
    package var effect: PolicyRule.Effect {
        switch outcome {
        case .broken: rule.rule.effect
        case .failed: .deny
        case .open: .warn
        }
    }

    package var message: String {
        switch outcome {
        case .broken(let message): message
        case .failed(let message, _): "the rule can't be evaluated: \(message)"
        case .open(let name): "not known before the apply: the rule looks at `\(name)`"
        }
    }

    package var help: String? { rule.rule.help?.text() }

    /// Why an exception does not excuse it.
    package var note: String? {
        guard let exemption, !isExcused else { return nil }
        guard case .broken = outcome else {
            return "an exception lifts no rule that can't be evaluated"
        }
        let reason = exemption.exception.reason
        guard exemption.hasOwner else {
            return "whoever answers for its exception has left: \(reason)"
        }
        return "its exception ended on \(exemption.exception.until.value): \(reason)"
    }
}

extension Judgement {
    /// As `validate` says it. Nil for what is excused or only noted.
    package var diagnostic: Diagnostic? {
        guard !isExcused, effect != .audit else { return nil }
        return shown
    }

    /// As programs read it that ask for what is only noted too; nil for what is told of otherwise.
    package var audited: Diagnostic? {
        !isExcused && effect == .audit ? shown : nil
    }

    private var shown: Diagnostic {
        var diagnostic = Diagnostic(
            code, "`\(rule.name)` \(words)", at: subject.place,
            severity: effect == .deny ? .error : .warning, help: help)
        diagnostic.properties = ["policyRule": rule.name, "policyOwner": rule.owner]
        diagnostic.notes = [note, "\(rule.owner) answers for the policy"].compactMap(\.self)
        return diagnostic.relating(rulePlace, "the rule")
    }

    private var code: DiagnosticCode {
        if case .failed = outcome { return .policyFailed }
        return switch effect {
        case .deny: .policyDenied
        case .warn: .policyWarned
        case .audit: .policyNoted
        }
    }

    private var words: String {
        if case .failed(let message, _) = outcome {
            return "can't be evaluated for `\(subject.name)`: \(message)"
        }
        return "\(subject.name): \(message)"
    }

    private var rulePlace: Diagnostic.Place {
        if case .failed(_, let place) = outcome { return place }
        return Diagnostic.Place(file: rule.file, span: rule.rule.id.span)
    }
}

extension Judgement {
    /// The exception that lifts it, as a plan keeps it.
    package var excuse: Finding.Excuse? {
        guard isExcused, let exception else { return nil }
        return Finding.Excuse(
            reason: exception.reason, owner: exception.owner.value, until: exception.until.value)
    }
}
