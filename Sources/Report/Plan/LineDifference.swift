// SPDX-License-Identifier: Apache-2.0

/// Which lines two texts do not share, by the greedy algorithm of Myers (1986) within a bound: texts that
/// differ in more lines are shown as a removal and an addition of their middles.
struct LineDifference {
    enum Line: Equatable {
        case removed(Substring)
        case added(Substring)
    }

    /// Beyond so many differing lines nobody reads which is which.
    private static let distanceMax = 100

    let lines: [Line]

    init(from before: String, to after: String) {
        self.init(from: Self.lines(of: before), to: Self.lines(of: after))
    }

    init(from old: [Substring], to new: [Substring]) {
        let shared = zip(old, new).prefix { Self.isSame($0, $1) }.count
        let rest = min(old.count, new.count) - shared
        let tail = zip(old.reversed(), new.reversed()).prefix(rest).prefix { Self.isSame($0, $1) }
            .count
        let oldMiddle = Array(old[shared..<(old.count - tail)])
        let newMiddle = Array(new[shared..<(new.count - tail)])
        lines =
            Self.shortest(oldMiddle, newMiddle)
            ?? oldMiddle.map(Line.removed) + newMiddle.map(Line.added)
    }

    private static func lines(of text: String) -> [Substring] {
        var lines = text.utf8.split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
        ).map { Substring($0) }
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    private static func isSame(_ left: Substring, _ right: Substring) -> Bool {
        left.utf8.elementsEqual(right.utf8)
    }

    /// Nil where the texts differ in more lines than the bound.
    private static func shortest(_ old: [Substring], _ new: [Substring]) -> [Line]? {
        let bound = min(old.count + new.count, distanceMax)
        var furthest = [Int](repeating: 0, count: 2 * bound + 3)
        var trace: [[Int]] = []
        for distance in 0...bound {
            for diagonal in stride(from: -distance, through: distance, by: 2) {
                let place = diagonal + bound + 1
                let isDown =
                    diagonal == -distance
                    || (diagonal != distance && furthest[place - 1] < furthest[place + 1])
                var x = isDown ? furthest[place + 1] : furthest[place - 1] + 1
                var y = x - diagonal
                while x < old.count, y < new.count, isSame(old[x], new[y]) {
                    x += 1
                    y += 1
                }
                furthest[place] = x
                if x >= old.count, y >= new.count {
                    return walk(back: trace, bound, old, new)
                }
            }
            trace.append(furthest)
        }
        return nil
    }

    /// From the end to the start along the furthest points of each distance.
    private static func walk(
        back trace: [[Int]], _ bound: Int, _ old: [Substring], _ new: [Substring]
    ) -> [Line] {
        var lines: [Line] = []
        var (x, y) = (old.count, new.count)
        for distance in stride(from: trace.count, to: 0, by: -1) {
            let furthest = trace[distance - 1]
            let diagonal = x - y
            let place = diagonal + bound + 1
            let isDown =
                diagonal == -distance
                || (diagonal != distance && furthest[place - 1] < furthest[place + 1])
            if isDown {
                x = furthest[place + 1]
                y = x - diagonal - 1
                lines.append(.added(new[y]))
            } else {
                x = furthest[place - 1]
                y = x - diagonal + 1
                lines.append(.removed(old[x]))
            }
        }
        return lines.reversed()
    }
}
