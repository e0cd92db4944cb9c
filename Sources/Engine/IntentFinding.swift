// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// What observing says of a step that an earlier run began and did not finish. Planning computes with it as if
/// it were recorded already; `Recovery` records it. Pure.
enum IntentFinding {
    /// Its object can't be read: the intent stays open.
    case uncertain
    /// A replace took its new object and has still to take the former one away: the intent stays open until
    /// some run does.
    case stillToGo
    /// Its object is as it was before, or is nobody's of ours.
    case notDone
    /// Its object is gone. `isDone`: as it should.
    case gone(isDone: Bool)
    /// It is ours and not as before: recorded as it was read back.
    case present(RecordedRow, isDone: Bool)

    /// What holds for the intent's object where it is looked at.
    struct Surroundings {
        let type: ResourceType
        let settings: Value
        let lineage: String
        let fingerprinter: Fingerprinter
        let now: Instant
    }

    /// `recorded` is the row of the intent's address, if there is one.
    init(
        of intent: IntentState, _ presence: Presence, recorded: RecordedRow?,
        _ surroundings: Surroundings
    ) {
        switch presence {
        case .unreadable: self = .uncertain
        case .absent:
            self =
                intent.precondition == .absent
                ? .notDone : .gone(isDone: intent.action.takesAway && intent.action != .suspend)
        case .present(let object):
            let mark = Mark(lineage: surroundings.lineage, uid: intent.row.uid)
            if object.mark != mark {
                self = .notDone
            } else if intent.isOnFormer, recorded.map({ $0.uid != intent.row.uid }) ?? false {
                self = .stillToGo
            } else if intent.precondition.accepts(
                presence, of: surroundings.type, settings: surroundings.settings)
            {
                self = .notDone
            } else {
                self = Self.found(object, intent, surroundings)
            }
        }
    }

    private static func found(
        _ object: ObservedObject, _ intent: IntentState, _ surroundings: Surroundings
    ) -> IntentFinding {
        var base = intent.row
        base.suspendedAt =
            object.isSuspended ? intent.row.suspendedAt ?? surroundings.now : nil
        let row = RowImage(
            type: surroundings.type, settings: surroundings.settings,
            fingerprinter: surroundings.fingerprinter
        ).row(base, reading: object)
        let isDone =
            switch intent.action {
            case .suspend: object.isSuspended
            case .delete, .purge, .unmark: false
            case .create, .update, .resume, .mark, .record:
                intent.row.attributes.allSatisfy { row.attributes[$0.key] == $0.value }
            }
        return .present(row, isDone: isDone)
    }
}

extension IntentState {
    /// How its object is looked up.
    var observeItem: ObserveItem {
        var item = ObserveItem(
            type: row.type, identity: row.identity, attributes: row.attributes,
            recorded: row.attributes, isSuspended: action == .suspend || row.suspendedAt != nil)
        item.uid = row.uid
        return item
    }
}
