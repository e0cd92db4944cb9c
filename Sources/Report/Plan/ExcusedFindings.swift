// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// Findings of one rule that one exception lifts: whoever decides on a plan sees that somebody answers for them.
struct ExcusedFindings {
    let rule: String
    let excuse: Finding.Excuse
    fileprivate(set) var count: Int

    /// `code` makes what comes from the catalog safe for where it stands.
    func words(_ code: (String) -> String) -> String {
        "\(Counts.text(count, "finding")) by an exception (\(code(rule)), until \(excuse.until), \(code(excuse.owner)))"
    }
}

extension Plan {
    /// What people have to know: neither what is only noted nor what is excused.
    var shownFindings: [Finding] {
        findings.filter { $0.excuse == nil && $0.effect != .audit }
    }

    /// What would be among them but for an exception, in the order of the findings.
    var excusedFindings: [ExcusedFindings] {
        var excused: [ExcusedFindings] = []
        var places: [[String]: Int] = [:]
        for finding in findings where finding.effect != .audit {
            guard let excuse = finding.excuse else { continue }
            let key = [finding.rule, excuse.owner, excuse.until.description]
            if let place = places[key] {
                excused[place].count += 1
            } else {
                places[key] = excused.count
                excused.append(ExcusedFindings(rule: finding.rule, excuse: excuse, count: 1))
            }
        }
        return excused
    }
}

extension Finding {
    /// The message, and that a refusal of the plan would mend nothing.
    var words: String {
        stands ? "\(message); this stands already, and the plan adds nothing to it" : message
    }
}
