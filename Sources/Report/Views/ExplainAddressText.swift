// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import Values

/// Why an object exists: who asked for it where, which words of the catalog made it what it is, when it was
/// made and last seen.
package struct ExplainAddressText: Sendable {
    package let row: RecordedRow?
    /// As the catalog asks for it now; nil where it no longer does.
    package let resource: Resource?
    package let environment: String
    /// `path:line` in the catalog, each where it is known.
    package var subscriptionPlace: String?
    package var servicePlace: String?
    package var templatePlace: String?
    /// The entry that the object was made by.
    package var made: LedgerEntry?
    /// When a target was last asked, and what it said in a few words.
    package var seen: (at: Instant, words: String)?

    package init(environment: String, row: RecordedRow?, resource: Resource?) {
        self.environment = environment
        self.row = row
        self.resource = resource
    }

    /// Nil where the address is neither recorded nor asked for.
    package func render(on screen: Screen) -> String? {
        guard let head = headline, let origin = resource?.origin ?? row?.origin else { return nil }
        var buffer = TextBuffer(screen)
        buffer.words(head, indent: 2, .strong)
        buffer.line()
        var lines = LabelledLines()
        let isAsked = resource != nil
        lines.add(
            isAsked ? "asked" : "was asked", subscriptionPlace ?? origin.sourceFile)
        if !isAsked { lines.add("now", "nothing asks for it; the next plan shows what that means") }
        lines.add("service", words("\(origin.service), tier \(origin.tier)", servicePlace))
        lines.add("template", words(origin.template, templatePlace))
        if resource != nil, row == nil { lines.add("made", "not yet; a plan shows when") }
        lines.add("made", made.map(Self.words(of:)))
        if let row, row.suspendedAt != nil { lines.add("state", row.stateWords) }
        lines.add("last seen", seen.map { "\(Counts.minute($0.at)), \($0.words)" })
        lines.write(to: &buffer)
        return buffer.text
    }

    private var headline: String? {
        if let resource {
            return "\(resource.type) \(resource.identity), target \(resource.target), "
                + "environment \(environment)"
        }
        return row.map {
            "\($0.type) \($0.identity), target \($0.target), environment \(environment)"
        }
    }

    private func words(_ name: String, _ place: String?) -> String {
        place.map { "\(name)   \($0)" } ?? name
    }

    private static func words(of entry: LedgerEntry) -> String {
        let run = entry.draft[.run]?["run"]?.string.map { ", run \($0)" } ?? ""
        return "\(entry.draft.day)\(run), entry \(Counts.text(entry.index))"
    }
}
