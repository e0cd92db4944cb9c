// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import Values
import YAMLSource

/// What running the cases of policies came to, in the forms for people and for programs.
package struct CaseReport: Sendable {
    package enum Format: String, CaseIterable, Sendable {
        case text, json, junit
    }

    private static let suite = "burnham policy test"

    private let outcomes: [CaseOutcome]
    private let texts: SourceTexts

    /// `outcomes` are in the order of their policies; their places are as they are from where the user stands.
    package init(_ outcomes: [CaseOutcome], texts: SourceTexts) {
        self.outcomes = outcomes
        self.texts = texts
    }

    private var failedCount: Int { outcomes.count { !$0.passes } }

    package func render(_ format: Format, on screen: Screen) -> String {
        switch format {
        case .text: text(on: screen)
        case .json: json
        case .junit: junit
        }
    }

    // MARK: Text

    private func text(on screen: Screen) -> String {
        var buffer = TextBuffer(screen)
        var indexed = IndexedTexts(texts)
        var last = ""
        for outcome in outcomes {
            if outcome.policy != last {
                if !last.isEmpty { buffer.line() }
                last = outcome.policy
                buffer.write(outcome.policy, .strong)
                buffer.line()
            }
            buffer.space(2)
            buffer.write(outcome.passes ? "pass" : "fail", outcome.passes ? .added : .removed)
            buffer.space(2)
            buffer.words(outcome.name, indent: 8)
            buffer.line()
            guard !outcome.passes else { continue }
            buffer.space(8)
            buffer.write(place(of: outcome, &indexed), .faint)
            buffer.line()
            for difference in outcome.differences {
                buffer.space(8)
                buffer.words(difference, indent: 10)
                buffer.line()
            }
        }
        if !outcomes.isEmpty { buffer.line() }
        let failed = failedCount == 0 ? "" : ", \(Counts.text(failedCount)) of them failed"
        buffer.write("\(Counts.text(outcomes.count, "case"))\(failed)")
        buffer.line()
        return buffer.text
    }

    private func place(of outcome: CaseOutcome, _ texts: inout IndexedTexts) -> String {
        guard let start = texts.region(of: outcome.place)?.start else { return outcome.place.file }
        return "\(outcome.place.file):\(start.line):\(start.column)"
    }

    // MARK: For programs

    private var json: String {
        var json = JSONText()
        var indexed = IndexedTexts(texts)
        json.punctuate("{\"format_version\":1,\n\"cases\":")
        json.write(outcomes.count)
        json.punctuate(",\n\"failed\":")
        json.write(failedCount)
        json.punctuate(",\n\"outcomes\":[")
        for (number, outcome) in outcomes.enumerated() {
            json.punctuate(number == 0 ? "\n" : ",\n")
            let line = indexed.region(of: outcome.place)?.start.line
            json.write([
                "policy": .string(outcome.policy), "case": .string(outcome.name),
                "passes": .bool(outcome.passes), "file": .string(outcome.place.file),
                "line": line.map { .int(Int64($0)) } ?? .null,
                "differences": .list(outcome.differences.map(Value.string)),
            ])
        }
        json.punctuate("]}\n")
        return json.text
    }

    /// A suite for each policy, a test case for each case.
    private var junit: String {
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        text += "<testsuites\(head(Self.suite, outcomes))>\n"
        var seen: [String] = []
        for outcome in outcomes where !seen.contains(outcome.policy) { seen.append(outcome.policy) }
        for policy in seen {
            let own = outcomes.filter { $0.policy == policy }
            text += "<testsuite\(head(policy, own))>\n"
            for outcome in own { text += testcase(outcome) }
            text += "</testsuite>\n"
        }
        return text + "</testsuites>\n"
    }

    private func head(_ name: String, _ outcomes: [CaseOutcome]) -> String {
        attribute("name", name) + attribute("tests", outcomes.count.description)
            + attribute("failures", outcomes.count { !$0.passes }.description)
            + attribute("errors", "0")
    }

    private func testcase(_ outcome: CaseOutcome) -> String {
        let head =
            attribute("classname", "burnham.policy.\(outcome.policy)")
            + attribute("name", outcome.name)
        guard let first = outcome.differences.first else { return "<testcase\(head)/>\n" }
        let all = MarkupText.escaped(
            outcome.differences.map { SafeText.escaped($0) }.joined(separator: "\n"))
        return "<testcase\(head)>\n<failure\(attribute("message", first))>\(all)</failure>\n"
            + "</testcase>\n"
    }

    private func attribute(_ name: String, _ value: String) -> String {
        " \(name)=\"\(MarkupText.escaped(SafeText.escaped(value)))\""
    }
}
