// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// How views speak of each kind: a symbol beside a title, a word for plain lines, a word to count with.
extension ChangeKind {
    /// In views, what is dangerous comes before what is harmless, and what is not done after what is.
    static let viewOrder: [ChangeKind] = [
        .suspend, .replace, .delete, .purge, .update, .resume, .move, .adopt, .recover, .forget,
        .create, .reported, .waiting, .held, .barred, .conflict, .uncertain, .unobserved, .orphan,
    ]

    /// Its place in `viewOrder`; what is unchanged has none and comes last.
    var rank: Int {
        switch self {
        case .suspend: 0
        case .replace: 1
        case .delete: 2
        case .purge: 3
        case .update: 4
        case .resume: 5
        case .move: 6
        case .adopt: 7
        case .recover: 8
        case .forget: 9
        case .create: 10
        case .reported: 11
        case .waiting: 12
        case .held: 13
        case .barred: 14
        case .conflict: 15
        case .uncertain: 16
        case .unobserved: 17
        case .orphan: 18
        case .unchanged: 19
        }
    }

    /// At most two characters.
    var symbol: String {
        switch self {
        case .suspend: "~-"
        case .replace: "-+"
        case .delete: "-"
        case .purge: "--"
        case .update: "~"
        case .resume: "~+"
        case .move: "->"
        case .adopt: "<-"
        case .recover: "="
        case .forget: "=-"
        case .create: "+"
        case .reported: "!"
        case .waiting, .unobserved: "?"
        case .uncertain: "??"
        case .held: "#"
        case .barred: "x"
        case .conflict: "!!"
        case .orphan: "o"
        case .unchanged: ""
        }
    }

    var tone: Tone {
        switch self {
        case .suspend, .replace, .delete, .purge: .removed
        case .update, .resume, .move, .adopt, .recover, .forget: .changed
        case .create: .added
        case .reported, .conflict, .uncertain, .unobserved: .changed
        case .waiting, .held, .barred, .orphan: .note
        case .unchanged: .normal
        }
    }

    /// Over the kind's section. `retention` is how long what is suspended is kept.
    func title(retention: Span?) -> String {
        switch self {
        case .suspend:
            "Suspended: reversible, purged only by its own command"
                + (retention.map { " after \($0.words)" } ?? "")
        case .replace: "Replaced"
        case .delete: "Deleted"
        case .purge: "Purged: gone for good"
        case .update: "Updated"
        case .resume: "Resumed: in use again"
        case .move: "Moved: the same object at another address"
        case .adopt: "Adopted: there already, recorded from now on"
        case .recover: "Recovered: done by a run that was cut off, and still to be recorded"
        case .forget: "Forgotten: no longer recorded, nothing is taken away"
        case .create: "Created"
        case .reported:
            "Changed by hand, reported only (`--drift mend` writes the catalog's values)"
        case .waiting: "Waiting"
        case .held: "Kept by a hold"
        case .barred: "Barred"
        case .conflict: "Conflicts: something else stands there"
        case .uncertain: "Uncertain: a run was cut off and it can't be seen whether it wrote"
        case .unobserved: "Unobserved: the target could not be read"
        case .orphan: "Orphans: they carry our mark, nothing is recorded of them"
        case .unchanged: "Unchanged"
        }
    }

    /// After a number in the summary.
    func counted(_ count: Int) -> String {
        switch self {
        case .waiting: count == 1 ? "waits" : "wait"
        case .reported: "changed by hand (reported only)"
        case .held: "kept by a hold"
        case .conflict: count == 1 ? "conflict" : "conflicts"
        case .orphan: count == 1 ? "orphan" : "orphans"
        default: rawValue
        }
    }

    /// What an allowance names it by: `suspends=14`.
    package var allowanceName: String { rawValue + "s" }
}

extension Allowance {
    /// As `--allow` takes it.
    package var text: String { "\(kind.allowanceName)=\(count)" }
}

/// How many changes of each kind a plan has, counted in one pass.
struct PlanCounts {
    private var counts = [Int](repeating: 0, count: ChangeKind.viewOrder.count + 1)
    private(set) var drift = 0

    init(_ plan: Plan) {
        counts[ChangeKind.unchanged.rank] = plan.unchangedCount
        let changes = plan.changes
        for place in changes.indices {
            counts[changes[place].kind.rank] += 1
            if changes[place].isDrift { drift += 1 }
        }
    }

    subscript(_ kind: ChangeKind) -> Int { counts[kind.rank] }

    /// Everything that the plan speaks of.
    var total: Int { counts.reduce(0, +) }
}
