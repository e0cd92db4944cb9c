// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import Values

/// A promise that a service gave to those who use it, and that a new revision of the catalog does not keep.
package struct BrokenPromise: Sendable {
    package let rule: PromiseRule
    package let service: String
    /// The fact, in the middle of a sentence.
    package let message: String
    /// In the new revision; nil where nothing of the service is left.
    package let place: Diagnostic.Place?
    /// Subscriptions of the old revision that it touches, sorted by path.
    package let hits: [Subscription]
    /// The line by which somebody answers for it.
    package internal(set) var acceptance: AcceptedBreak?
    /// A line that says so and stood there before: it answered for another break.
    var earlierAcceptance: Diagnostic.Place?
}

extension BrokenPromise {
    /// As a check tells it: an error until somebody answers for it.
    package var diagnostic: Diagnostic {
        var diagnostic = Diagnostic(
            rule.rawValue, "`\(service)`: \(message)", at: place,
            severity: acceptance == nil ? .error : .warning, help: help)
        diagnostic.touched = hits.map(\.path)
        diagnostic.notes = [hitNote]
        if let acceptance {
            diagnostic.notes.append(
                "accepted with \(acceptance.notice) notice: \(acceptance.reason)")
        }
        if let earlierAcceptance {
            diagnostic = diagnostic.relating(
                earlierAcceptance, "this line was there before: it accepts no new break")
        }
        return diagnostic
    }

    private var help: String? {
        guard acceptance == nil else { return nil }
        return "keep the promise, or answer for it in the City file: "
            + "`accepted_breaks: [{rule: \(rule.rawValue), service: \(service), reason: ..., notice: 90d}]`"
    }

    private static let shownCount = 5

    private var hitNote: String {
        guard !hits.isEmpty else { return "it touches no subscription that there is" }
        let departments = Set(hits.map(\.department.value)).count
        let names = hits.prefix(Self.shownCount).map { "`\($0.path)`" }.joined(separator: ", ")
        let others = hits.count - Self.shownCount
        return "it touches \(hits.count) subscription\(hits.count == 1 ? "" : "s") of "
            + "\(departments) department\(departments == 1 ? "" : "s"): \(names)"
            + (others > 0 ? " and \(others) more" : "")
    }
}
