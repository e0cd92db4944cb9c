// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// The page of one diagnostic: what it means, why it is one, and what to do. `burnham explain CODE` prints it and
/// the reference is made of all of them.
package struct DiagnosticPage: Sendable {
    package let code: String
    package let title: String
    /// Why it is refused or warned of.
    package let why: String
    package let fix: String

    init(_ code: String, _ title: String, why: String, fix: String) {
        self.code = code
        self.title = title
        self.why = why
        self.fix = fix
    }

    init(_ code: DiagnosticCode, _ title: String, why: String, fix: String) {
        self.init(code.rawValue, title, why: why, fix: fix)
    }

    init(_ rule: PromiseRule, _ title: String, why: String) {
        self.init(
            rule.rawValue, title, why: why,
            fix:
                "Keep the promise; give the change another way (a new parameter, tier or service beside the old one);"
                + " or answer for it with a line under `accepted_breaks` of the City that names rule, service, reason"
                + " and notice.")
    }

    /// Sorted by code.
    package static let all: [DiagnosticPage] =
        (formPages + catalogPages + subscriptionPages + templatePages + environmentPages
        + policyPages + revisionPages + promisePages + yamlPages)
        .sorted { $0.code.utf8.lexicographicallyPrecedes($1.code.utf8) }

    package static func page(for code: String) -> DiagnosticPage? {
        all.first { $0.code == code }
    }
}
