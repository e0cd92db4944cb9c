// SPDX-License-Identifier: Apache-2.0

/// A straight line through the use of a pool, day by day, by least squares: what comes of it if everything goes on as
/// before. In whole numbers throughout. It knows no seasons and no plans.
package struct Trend: Sendable, Equatable {
    package enum Forecast: Sendable, Equatable {
        /// So many days are recorded, fewer than a line can be drawn through.
        case tooLittleHistory(days: Int)
        /// The use does not grow.
        case steady
        /// The first day on which the line is above the capacity.
        case full(on: CalendarDate)
        /// Not within the years that are looked ahead.
        case farAway
    }

    /// Below this nothing is forecast.
    package static let daysMin = 30
    package static let yearsMax: Int64 = 10

    private let first: CalendarDate
    private let count: Int128
    private let sumY: Int128
    /// The slope is `rise / run`, in units a day; `run` is positive.
    private let rise: Int128
    private let run: Int128

    /// The use at the end of each day from `first` on.
    package init(_ uses: [Int64], from first: CalendarDate) {
        self.first = first
        let n = Int128(uses.count)
        var (sumX, sumXX, sumY, sumXY) = (Int128(0), Int128(0), Int128(0), Int128(0))
        for (place, use) in uses.enumerated() {
            let (x, y) = (Int128(place), Int128(use))
            sumX += x
            sumXX += x * x
            sumY += y
            sumXY += x * y
        }
        count = n
        self.sumY = sumY
        rise = n * sumXY - sumX * sumY
        run = max(1, n * sumXX - sumX * sumX)
    }

    package func forecast(capacity: Int64) -> Forecast {
        guard count >= Int128(Self.daysMin) else { return .tooLittleHistory(days: Int(count)) }
        guard rise > 0 else { return .steady }
        // From the middle of the days, where the line runs through the mean: capacity − mean, over the slope.
        let twice = 2 * (Int128(capacity) * count - sumY) * run + (count - 1) * count * rise
        let days = ceilingDivision(twice + 1, 2 * count * rise)
        let ahead = days - (count - 1)
        guard ahead <= Int128(Self.yearsMax * 366) else { return .farAway }
        return .full(on: first.advanced(byDays: Int64(max(days, count))))
    }

    /// Units in thirty days, rounded to the nearest.
    package var growthIn30Days: Int64 {
        let doubled = 2 * 30 * rise + run
        return Int64(clamping: floorDivision128(doubled, 2 * run))
    }
}

private func floorDivision128(_ number: Int128, _ divisor: Int128) -> Int128 {
    let (quotient, remainder) = number.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
}

private func ceilingDivision(_ number: Int128, _ divisor: Int128) -> Int128 {
    -floorDivision128(-number, divisor)
}
