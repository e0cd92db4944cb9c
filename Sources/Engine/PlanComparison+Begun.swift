// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// What a plan says of steps that an earlier run left open.
extension PlanComparison {
    /// All is as desired but not yet recorded. An apply settles it before its first step, so it has none of its own.
    mutating func noteRecovered(
        _ pair: Pairing.Pair, _ settled: BegunSteps.Settled, _ rules: Diff.Rules
    ) {
        if let desired = pair.desired, let object = settled.presence.object {
            settle(desired.address, object, rules)
        }
        changes.append(recovery(settled.row ?? settled.intended, pair.rowEntry))
    }

    /// An address that nobody asks for and that is not recorded.
    mutating func noteNothing(_ pair: Pairing.Pair, _ settled: BegunSteps.Settled?) {
        if let settled {
            changes.append(recovery(settled.intended, pair.rowEntry))
        } else if let row = begun.uncertain(for: pair) {
            var change = Change(.uncertain, of: row)
            change.reason = "nobody asks for it any more, and it can't be seen whether it was made"
            changes.append(change)
        }
    }

    /// Former objects of replaces that were cut off after the new one was made.
    mutating func addLeftOver() {
        for (row, presence) in begun.leftOver where request.selection.includes(row.address) {
            var change = Change(.delete, of: row)
            change.keeping.rowEntry = state.rowEntries[row.address]
            change.isBegun = true
            change.reason = "it was replaced by a run that was cut off before it could go"
            if case .present(let object) = presence, let rules = rules(row.type, row.target) {
                change.object.precondition = .same(
                    object.digest(of: rules.type, settings: rules.settings))
            } else {
                change.kind = .uncertain
            }
            changes.append(change)
        }
        for row in begun.goneFormers where request.selection.includes(row.address) {
            changes.append(recovery(row, state.rowEntries[row.address]))
        }
    }

    private func recovery(_ row: RecordedRow, _ entry: Int?) -> Change {
        var change = Change(.recover, of: row)
        change.keeping.rowEntry = entry
        change.isBegun = true
        return change
    }
}

extension Change {
    /// A change of an object as a row has it, without attributes.
    init(_ kind: ChangeKind, of row: RecordedRow) {
        self.init(
            address: row.address, kind: kind,
            object: Object(
                type: row.type, typeVersion: row.typeVersion, target: row.target,
                identity: row.identity, uid: row.uid, precondition: .absent),
            keeping: Keeping(
                dependsOn: row.dependsOn, isProtected: row.isProtected, onRemoval: row.onRemoval,
                suspendedAt: row.suspendedAt, origin: row.origin))
        keeping.stated = row.stated
    }
}
