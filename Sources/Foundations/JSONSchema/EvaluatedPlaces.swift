// SPDX-License-Identifier: Apache-2.0

/// Which members of an object, or items of a list, some keyword has looked at: the annotations that
/// `unevaluatedProperties` and `unevaluatedItems` ask for. Places are those in `Fields.entries`.
///
/// A class, so that the usual case of nobody asking is a nil that costs nothing to pass on.
final class EvaluatedPlaces {
    private var marks: [Bool]

    init(count: Int) { marks = Array(repeating: false, count: count) }

    func contains(_ place: Int) -> Bool { marks[place] }

    func insert(_ place: Int) { marks[place] = true }

    func insert(_ places: Range<Int>) { for place in places { marks[place] = true } }

    func formUnion(_ other: EvaluatedPlaces) {
        for place in marks.indices where other.marks[place] { marks[place] = true }
    }

    /// An empty set for the same instance.
    func empty() -> EvaluatedPlaces { EvaluatedPlaces(count: marks.count) }
}
