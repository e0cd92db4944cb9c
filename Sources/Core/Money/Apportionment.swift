// SPDX-License-Identifier: Apache-2.0

/// Shares an amount out in whole cents so that the parts sum exactly to the whole: by the largest remainder.
package enum Apportionment {
    /// The amount is in whole cents. Each part is its share, rounded towards nought; the cents that are left go one
    /// each to the shares of which most was cut off, of two alike to the one that stands first. Shares count in
    /// proportion to their sum, which is positive.
    package static func parts(of amount: Money, by shares: [Int64]) -> [Money] {
        let total = Int128(shares.reduce(0, +))
        precondition(total > 0, "nobody to share with; this is a bug in burnham")
        let cents = Int128(amount.millionths.magnitude) / Int128(Money.millionthsPerCent)
        let divisions = shares.map { (cents * Int128($0)).quotientAndRemainder(dividingBy: total) }
        var parts = divisions.map { Int64($0.quotient) }
        let left = Int(cents - divisions.reduce(0) { $0 + $1.quotient })
        let order = divisions.indices.sorted {
            (divisions[$1].remainder, $0) < (divisions[$0].remainder, $1)
        }
        for place in order.prefix(left) { parts[place] += 1 }
        return parts.map { Money(cents: amount.millionths < 0 ? -$0 : $0) }
    }
}
