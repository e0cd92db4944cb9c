// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore

/// Why nothing was done, in the form of a diagnostic without a place: the fact, the details, what to do.
package struct RefusalText {
    private let headline: String
    private var notes: [String] = []
    private var help: String?

    /// `plan` is what was refused, where there is one.
    package static func render(
        _ refusal: ApplyRefusal, plan: Plan? = nil, on screen: Screen
    ) -> String {
        var text = RefusalText(refusal)
        if case .exceeded = refusal, let plan {
            let options = plan.neededAllowances.map { "--allow \($0.text)" }
            text.help = "`\(options.joined(separator: " "))` allows exactly this"
        }
        return text.text(screen)
    }

    package static func render(_ failure: StoreFailure, on screen: Screen) -> String {
        RefusalText(failure).text(screen)
    }

    /// The fact alone, for a line among others.
    package static func headline(of failure: StoreFailure) -> String {
        RefusalText(failure).headline
    }

    private init(_ headline: String, notes: [String] = [], help: String? = nil) {
        self.headline = headline
        self.notes = notes
        self.help = help
    }

    private init(_ refusal: ApplyRefusal) {
        let plansAgain = "`burnham plan` makes another plan"
        switch refusal {
        case .store(let failure): self.init(failure)
        case .stale(let words): self.init("the plan is stale: \(words)", help: plansAgain)
        case .usedUp(let run): self.init("the plan was applied by run \(run)", help: plansAgain)
        case .expired(let end):
            self.init("the plan was valid until \(Counts.minute(end))", help: plansAgain)
        case .early(let start):
            self.init(
                "the plan is of a later time than now: \(Counts.second(start))", help: plansAgain)
        case .otherLineage: self.init("the plan was made for another store", help: plansAgain)
        case .refused(let reasons): self.init("the plan can't be applied", notes: reasons)
        case .exceeded(let budgets):
            self.init("the plan is over its budgets", notes: budgets.map(\.words))
        case .wrongAllowance(let allowances):
            let names = allowances.map { "`\($0.text)`" }.joined(separator: ", ")
            self.init(
                "the plan has another number than is allowed: \(names)",
                help: "an allowance names the exact count of its kind in the plan")
        }
    }

    private init(_ failure: StoreFailure) {
        switch failure {
        case .leased(let lease):
            self.init(
                "\(lease.holder) holds the lease of \(lease.words)",
                notes: ["it ends \(Counts.second(lease.expires)) unless it is renewed"],
                help: "`burnham store lease` shows it, and breaks one whose holder is gone")
        case .fenced: self.init("the lease was lost, and another may have been given")
        case .locked(let path): self.init("the store is locked by another process: \(path)")
        case .unreadable(let path, let words):
            self.init("the store can't be used: \(path)", notes: [words])
        case .damaged(let path, let words):
            self.init(
                "the store is damaged: \(path)", notes: [words],
                help: "a backup of it may be whole")
        case .newer(let path, let version):
            self.init(
                "the store has version \(version), which is newer than this program: \(path)",
                help: "a newer burnham reads it")
        case .noSpace(let path): self.init("no space is left for the store: \(path)")
        }
    }

    private func text(_ screen: Screen) -> String {
        var buffer = TextBuffer(screen)
        buffer.write("refused", .removed)
        buffer.write(": ")
        buffer.words(headline, indent: 9, .strong)
        buffer.line()
        for note in notes {
            buffer.space(3)
            buffer.write("= note: ", .note)
            buffer.words(note, indent: 11)
            buffer.line()
        }
        if let help {
            buffer.space(3)
            buffer.write("help: ", .note)
            buffer.words(help, indent: 9)
            buffer.line()
        }
        return buffer.text
    }
}

extension ExceededBudget {
    /// `23 suspends in cpd, the budget is 20`.
    var words: String {
        let place =
            switch scope {
            case .department: " in \(name)"
            case .target: " in target \(name)"
            case .total: " in total"
            }
        return "\(Counts.text(count, kind.rawValue))\(place), the budget is \(Counts.text(allowed))"
    }
}

extension Lease {
    /// What it gives the right to write.
    var words: String {
        scopes == ["*"] ? "the environment" : scopes.joined(separator: ", ")
    }
}
