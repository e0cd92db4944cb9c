// SPDX-License-Identifier: Apache-2.0

/// The candidate that a mistyped name most likely meant; nil when none is near.
///
/// Near means: at most a third of the name's characters inserted, left out, replaced or swapped with
/// their neighbour, capital ASCII letters counting as small ones. Of several equally near ones the
/// first by bytes is taken. Names of more than 64 characters are not compared.
package func nearestName(to name: String, among candidates: some Sequence<String>) -> String? {
    guard name.utf8.count <= 4 * EditDistance.lengthMax else { return nil }
    let wanted = EditDistance.letters(of: name)
    guard wanted.count >= 2, wanted.count <= EditDistance.lengthMax else { return nil }
    var limit = max(1, wanted.count / 3)
    var nearest: String?
    var distance = EditDistance()
    for candidate in candidates where !candidate.hasSameBytes(as: name) {
        guard abs(candidate.utf8.count - name.utf8.count) <= 4 * limit else { continue }
        guard let found = distance.between(wanted, EditDistance.letters(of: candidate), max: limit)
        else { continue }
        if found < limit || nearest.map({ candidate.precedesByBytes($0) }) ?? true {
            nearest = candidate
        }
        limit = found
    }
    return nearest
}

/// Optimal string alignment: the Damerau-Levenshtein distance in which no part is edited twice.
private struct EditDistance {
    static let lengthMax = 64

    private var beforeLast: [Int] = []
    private var last: [Int] = []
    private var current: [Int] = []

    static func letters(of name: String) -> [UInt32] {
        name.unicodeScalars.map { ("A"..."Z").contains($0) ? $0.value + 32 : $0.value }
    }

    /// nil when the distance is more than `limit`.
    mutating func between(_ left: [UInt32], _ right: [UInt32], max limit: Int) -> Int? {
        guard abs(left.count - right.count) <= limit, right.count <= Self.lengthMax else {
            return nil
        }
        last = Array(0...right.count)
        current = last
        beforeLast = last
        for row in left.indices {
            current[0] = row + 1
            for column in right.indices {
                let isSame = left[row] == right[column]
                var cost = min(
                    last[column] + (isSame ? 0 : 1), last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1],
                    left[row - 1] == right[column]
                {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current[column + 1] = cost
            }
            (beforeLast, last, current) = (last, current, beforeLast)
        }
        return last[right.count] <= limit ? last[right.count] : nil
    }
}
