// SPDX-License-Identifier: Apache-2.0

package import Values
package import YAMLSource

/// Rules that the catalog and its changes have to keep. Its expressions are texts here; they are compiled where the
/// rules are. It never changes once made.
package final class Policy: Sendable {
    package let head: DocumentHead
    package let name: LocalizedText
    package let summary: LocalizedText?
    /// Whom to write to about it.
    package let owner: String
    /// JSON Schema 2020-12 of what a city may set, each with the value that counts where it does not.
    package let parameters: Located<Value>
    package let rules: [PolicyRule]
    package let exceptions: [PolicyException]
    package let cases: [PolicyCase]

    package init(
        head: DocumentHead, words: Words, parameters: Located<Value>, rules: [PolicyRule],
        exceptions: [PolicyException], cases: [PolicyCase]
    ) {
        self.head = head
        name = words.name
        summary = words.summary
        owner = words.owner
        self.parameters = parameters
        self.rules = rules
        self.exceptions = exceptions
        self.cases = cases
    }

    package struct Words: Sendable {
        package let name: LocalizedText
        package let summary: LocalizedText?
        package let owner: String

        package init(name: LocalizedText, summary: LocalizedText?, owner: String) {
            self.name = name
            self.summary = summary
            self.owner = owner
        }
    }
}

/// One condition that holds of everything that it is about.
package struct PolicyRule: Sendable {
    /// What is looked at one by one.
    package enum Subject: String, Sendable, CaseIterable {
        case catalog, service, subscription, resource, change
    }

    /// What follows where the condition does not hold.
    package enum Effect: String, Sendable, CaseIterable {
        /// Nothing is applied.
        case deny
        case warn
        /// It is noted for programs that read plans and reports.
        case audit
    }

    package let id: Located<String>
    package let scope: Scope
    /// CEL: true where all is well.
    package let condition: YAMLNode
    package let effect: Effect
    /// A text with `${...}`.
    package let message: YAMLNode
    package let help: LocalizedText?

    package init(
        id: Located<String>, scope: Scope, condition: YAMLNode, effect: Effect,
        message: YAMLNode, help: LocalizedText?
    ) {
        self.id = id
        self.scope = scope
        self.condition = condition
        self.effect = effect
        self.message = message
        self.help = help
    }

    /// Of what a rule is asked at all.
    package struct Scope: Sendable {
        package let subject: Subject
        package let service: Located<String>?
        /// A resource type.
        package let type: Located<String>?
        /// CEL: whether the rule is about this one.
        package let condition: YAMLNode?

        package init(
            subject: Subject, service: Located<String>?, type: Located<String>?,
            condition: YAMLNode?
        ) {
            self.subject = subject
            self.service = service
            self.type = type
            self.condition = condition
        }
    }
}

/// What a rule does not stop until a day, who answers for that, and why.
package struct PolicyException: Sendable {
    package let rule: Located<String>
    /// `department/subscription` with all its resources and changes, an address, or a service's id.
    package let subject: Located<String>
    package let reason: String
    /// A person's id.
    package let owner: Located<String>
    /// The last day, in the city's zone.
    package let until: Located<CalendarDate>

    package init(
        rule: Located<String>, subject: Located<String>, reason: String, owner: Located<String>,
        until: Located<CalendarDate>
    ) {
        self.rule = rule
        self.subject = subject
        self.reason = reason
        self.owner = owner
        self.until = until
    }
}

/// An example that says what the rules make of it.
package struct PolicyCase: Sendable {
    package enum Verdict: String, Sendable, CaseIterable {
        case pass, deny, warn, audit
        /// The rule is not about it.
        case skip
        /// The rule can't say.
        case error
    }

    package let name: Located<String>
    /// Values of variables, as expressions see them.
    package let given: YAMLNode?
    package let expected: [Expectation]
    /// What one of the rules says.
    package let message: Located<String>?

    package init(
        name: Located<String>, given: YAMLNode?, expected: [Expectation], message: Located<String>?
    ) {
        self.name = name
        self.given = given
        self.expected = expected
        self.message = message
    }

    package struct Expectation: Sendable {
        package let rule: Located<String>
        package let verdict: Verdict

        package init(rule: Located<String>, verdict: Verdict) {
            self.rule = rule
            self.verdict = verdict
        }
    }
}
