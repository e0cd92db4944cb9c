// SPDX-License-Identifier: Apache-2.0

import Values

/// A whole catalog as loaded from all its roots: every document by its id. It resolves nothing.
package struct Catalog: Sendable {
    /// Nil where no root has a City.
    package var city: City?
    package var environments: [String: Environment] = [:]
    package var departments: [String: Department] = [:]
    package var facilities: [String: Facility] = [:]
    package var sources: [String: Source] = [:]
    package var calendars: [String: Calendar] = [:]
    package var holds: [Hold] = []
    package var bundles: [String: Bundle] = [:]
    package var services: [String: Service] = [:]
    package var templates: [String: Template] = [:]
    package var policies: [String: Policy] = [:]
    /// Stated ones, baselines and bundles', sorted by path.
    package var subscriptions: [Subscription] = []
    /// From snapshots and YAML, by id.
    package var people: [String: Person] = [:]
    /// Whether a source of people was read: without one people are not checked.
    package var knowsPeople = false
    /// Whether a question about people has no answer here: no source told of any, and whoever stands in YAML is not
    /// everybody.
    package var lacksPeople: Bool {
        !knowsPeople && (people.isEmpty || sources.values.contains { $0.schema == .people })
    }
    /// Every file that was read, by path.
    package var files: [Plan.Input] = []

    package init() {}

    /// The calendar that promises are counted by; every day of the working week where none is stated.
    package var calendar: Calendar? {
        (city?.calendar?.value).flatMap { calendars[$0] }
    }

    package func subscription(_ path: String) -> Subscription? {
        var (low, high) = (0, subscriptions.count)
        while low < high {
            let middle = (low + high) / 2
            if subscriptions[middle].path.precedesByBytes(path) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        guard low < subscriptions.count, subscriptions[low].path.hasSameBytes(as: path) else {
            return nil
        }
        return subscriptions[low]
    }
}
