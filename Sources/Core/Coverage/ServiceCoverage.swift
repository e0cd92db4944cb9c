// SPDX-License-Identifier: Apache-2.0

import Values

/// Which departments have a service, and which lack one that every department is to have.
package struct ServiceCoverage: Sendable, Equatable {
    package let service: String
    package let isBaseline: Bool
    /// How many subscriptions to it each department has, by the department's id; none with nought.
    package let counts: [String: Int]
    /// Departments without it, sorted.
    package let lacking: [String]

    package var hasGap: Bool { isBaseline && !lacking.isEmpty }

    /// Of every service that is not retired, by id, over the departments that go on. `isThere` says whether a
    /// subscription is in use.
    package static func all(
        of catalog: Catalog, departments: [String], isThere: (Subscription) -> Bool
    ) -> [ServiceCoverage] {
        var counts: [String: [String: Int]] = [:]
        for subscription in catalog.subscriptions where isThere(subscription) {
            counts[subscription.service.value, default: [:]][
                subscription.department.value, default: 0] += 1
        }
        let services = catalog.services.values.filter { $0.lifecycle.state != .retired }
        return services.sorted { $0.head.id.value.precedesByBytes($1.head.id.value) }.map {
            let id = $0.head.id.value
            let having = (counts[id] ?? [:]).filter { departments.contains($0.key) }
            return ServiceCoverage(
                service: id, isBaseline: $0.baseline != nil, counts: having,
                lacking: departments.filter { having[$0] == nil })
        }
    }
}

/// What lies in a ward on a day.
package struct WardCoverage: Sendable, Equatable {
    /// Nil for facilities that lie in none on that day.
    package let ward: String?
    package let facilities: [String]
    /// Who works there, sorted.
    package let departments: [String]
    /// The services that at least one of them has.
    package let services: Int

    /// By the ward's number. Ward maps are redrawn: the day decides.
    package static func all(
        of catalog: Catalog, on day: CalendarDate, services: [ServiceCoverage],
        departments: Set<String>
    ) -> [WardCoverage] {
        let looked = catalog.facilities.values.filter { facility in
            facility.departments.contains { departments.contains($0.value) }
        }
        let byWard = Dictionary(grouping: looked) { $0.ward(on: day) }
        return byWard.map { ward, facilities in
            let departments = Set(facilities.flatMap { $0.departments.map(\.value) })
                .intersection(departments)
            return WardCoverage(
                ward: ward,
                facilities: facilities.map(\.head.id.value).sorted { $0.precedesByBytes($1) },
                departments: departments.sorted { $0.precedesByBytes($1) },
                services: services.count { service in
                    departments.contains { service.counts[$0] != nil }
                })
        }.sorted { Self.order($0.ward) < Self.order($1.ward) }
    }

    private static func order(_ ward: String?) -> (Int, String) {
        guard let ward else { return (.max, "") }
        return (Int(ward) ?? .max - 1, ward)
    }
}

extension Facility {
    /// Nil where it lies in none that day.
    package func ward(on day: CalendarDate) -> String? {
        wards.first { DayRange(from: $0.from, until: $0.until).contains(day) }?.name
    }
}
