// SPDX-License-Identifier: Apache-2.0

/// Who pays where nothing that was recorded of a subscription says so: whom its department names. What has ended is
/// recorded no more, so without this nobody could ever be named for it. It reads no catalog.
package struct DefaultCharges: Sendable {
    package typealias ByDepartment = [String: [Terms.Charge]]

    private let stated: ByDepartment
    private let closed: [ClosedPeriod]

    /// What departments state now, and the closed periods in their order: what a month was booked with stays.
    package init(stated: ByDepartment = [:], closed: [ClosedPeriod] = []) {
        self.stated = stated
        self.closed = closed
    }

    /// Those of a department for a month, of whatever day: as it was booked, or as they are stated now.
    package func charges(of department: String, for month: Month) -> [Terms.Charge] {
        let booked = closed.lazy.filter { month <= $0.period }.compactMap {
            $0.defaults[department]
        }
        return booked.first ?? stated[department] ?? []
    }
}
