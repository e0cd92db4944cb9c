// SPDX-License-Identifier: Apache-2.0

/// Which of many alike things a view shows: the first few of each shape; of the others how many there are.
/// One that would be folded alone is shown.
struct Folding {
    /// Places of what is shown, in order.
    private(set) var shown: [Int] = []
    /// Places of what is not, by shape, shapes in the order of their first.
    private(set) var folded: [[Int]] = []

    /// Nothing is folded.
    init(showingAll count: Int) { shown = Array(0..<count) }

    init<Shape: Hashable>(_ shapes: [Shape], showing most: Int) {
        var numbers: [Shape: Int] = [:]
        var totals: [Int] = []
        var shapeOf: [Int] = []
        shapeOf.reserveCapacity(shapes.count)
        for shape in shapes {
            let number = numbers[shape, default: totals.count]
            if number == totals.count {
                numbers[shape] = number
                totals.append(0)
            }
            totals[number] += 1
            shapeOf.append(number)
        }
        var seen = [Int](repeating: 0, count: totals.count)
        var places = [Int](repeating: -1, count: totals.count)
        for (place, shape) in shapeOf.enumerated() {
            seen[shape] += 1
            if totals[shape] <= most + 1 || seen[shape] <= most {
                shown.append(place)
                continue
            }
            if places[shape] < 0 {
                places[shape] = folded.count
                folded.append([])
            }
            folded[places[shape]].append(place)
        }
    }
}
