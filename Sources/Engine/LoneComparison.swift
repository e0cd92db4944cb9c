// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import ParallelWork

/// Compares addresses that depend on no other, which needs nothing of what is found about those before them, on all
/// cores at once.
struct LoneComparison {
    /// What came of one address.
    enum Found: Sendable {
        /// It is to be compared in its turn.
        case nothing
        case compared(Change?)

        consuming func change(_ compare: () -> Change?) -> Change? {
            switch consume self {
            case .compared(let change): change
            case .nothing: compare()
            }
        }
    }

    let survey: Survey
    let state: RecordedState
    let rules: RuleTable
    let surroundings: Diff.Surroundings

    private static let sliceCount = 128

    /// Of the pairs at `places`, in their order, slice by slice.
    func changes(_ places: ArraySlice<Int>, of pairs: [Pairing.Pair]) -> [[Found]] {
        let slices = places.slices(of: Self.sliceCount)
        return onAllCores(slices.count) { number in
            let diff = Diff(surroundings)
            return places[slices[number]].map { place in
                let pair = pairs[place]
                guard pair.desired?.dependsOn.isEmpty ?? true, let rules = rules(pair) else {
                    return .nothing
                }
                let subject = Diff.Subject(pair, survey.presences[place], state)
                return .compared(diff.change(of: subject, rules: rules))
            }
        }
    }
}

extension Diff.Subject {
    init(_ pair: Pairing.Pair, _ presence: Presence, _ state: RecordedState) {
        self.init(
            address: pair.address, desired: pair.desired, row: pair.row, rowEntry: pair.rowEntry,
            presence: presence)
        formerAddress = pair.formerAddress
        markedAddress = presence.object?.mark.flatMap { state.uids[$0.uid] }
    }
}
