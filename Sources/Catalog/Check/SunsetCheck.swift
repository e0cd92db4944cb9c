// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// A deprecated service takes no new subscription after its sunset, and new is what has no recorded row. Where
/// no store was asked, it is said once for each service, for those that may be new.
enum SunsetCheck {
    static func diagnostics(_ gathering: CatalogGathering, _ request: LoadRequest) -> [Diagnostic] {
        let closed = gathering.catalog.services.filter {
            $0.value.sunset(before: request.today) != nil
        }
        guard !closed.isEmpty else { return [] }
        let asking = gathering.allSubscriptions.filter { closed[$0.service.value] != nil }
        guard let recorded = request.recorded else {
            let counts = Dictionary(grouping: asking, by: \.service.value).mapValues(\.count)
            return counts.compactMap { id, count in
                closed[id].flatMap { warning($0, asking: count, request.today) }
            }
        }
        return asking.filter { !recorded.contains($0.path) }.compactMap { subscription in
            closed[subscription.service.value].flatMap {
                warning(subscription, $0, request.today)
            }
        }
    }

    private static func warning(
        _ service: Service, asking count: Int, _ today: CalendarDate
    ) -> Diagnostic? {
        service.sunset(before: today).map { sunset in
            let those = count == 1 ? "1 subscription asks" : "\(count) subscriptions ask"
            return Diagnostic(
                .afterSunset, "\(service.closing(sunset)), and \(those) for it",
                at: service.head.place(sunset.span), severity: .warning,
                help: service.successorHelp
            ).noting("what is recorded stays; `burnham plan` names those that it leaves out")
        }
    }

    private static func warning(
        _ subscription: Subscription, _ service: Service, _ today: CalendarDate
    ) -> Diagnostic? {
        service.sunset(before: today).map { sunset in
            Diagnostic(
                .afterSunset, service.closing(sunset),
                at: subscription.head.place(subscription.service.span), severity: .warning,
                help: service.successorHelp
            ).relating(service.head.place(sunset.span), "its sunset")
        }
    }
}

extension Service {
    /// The sunset of a deprecated service where it is over.
    func sunset(before today: CalendarDate) -> Located<CalendarDate>? {
        guard lifecycle.state == .deprecated, let sunset = lifecycle.sunset, sunset.value < today
        else { return nil }
        return sunset
    }

    fileprivate func closing(_ sunset: Located<CalendarDate>) -> String {
        "service `\(head.id.value)` takes no new subscription since \(sunset.value)"
    }

    var successorHelp: String? {
        lifecycle.successor.map { "its successor is `\($0.value)`" }
    }
}
