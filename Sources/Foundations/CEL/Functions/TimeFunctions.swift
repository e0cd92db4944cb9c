// SPDX-License-Identifier: Apache-2.0

/// Fields of timestamps and durations. Months and days of month and year count from 0, `getDate`
/// from 1, weekdays from Sunday.
enum TimeFunctions {
    static let all: [CELOverload] =
        fields.flatMap { name, body in [utc(name, body), zoned(name, body)] }
        + [
            duration("getHours") { $0.seconds / 3600 },
            duration("getMinutes") { $0.seconds / 60 },
            duration("getSeconds") { $0.seconds },
            duration("getMilliseconds") { Int64($0.nanoseconds / 1_000_000) },
        ]

    private typealias Field = @Sendable (CivilTime, CELTimestamp) -> Int

    private static let fields: [(String, Field)] = [
        ("getFullYear", { date, _ in date.year }),
        ("getMonth", { date, _ in date.month - 1 }),
        ("getDate", { date, _ in date.day }),
        ("getDayOfMonth", { date, _ in date.day - 1 }),
        ("getDayOfWeek", { date, _ in date.weekday }),
        ("getDayOfYear", { date, _ in date.dayOfYear }),
        ("getHours", { date, _ in date.hour }),
        ("getMinutes", { date, _ in date.minute }),
        ("getSeconds", { date, _ in date.second }),
        ("getMilliseconds", { _, time in Int(time.nanoseconds / 1_000_000) }),
    ]

    private static func utc(_ name: String, _ body: @escaping Field) -> CELOverload {
        .member(.timestamp, name, .int) { value, _ throws(CELError) in
            guard case .timestamp(let time) = value else { throw CELError.mismatch(name, value) }
            return .int(Int64(body(CivilTime(seconds: time.seconds), time)))
        }
    }

    private static func zoned(_ name: String, _ body: @escaping Field) -> CELOverload {
        .member(.timestamp, name, .string, .int) { value, zone, _ throws(CELError) in
            guard case .timestamp(let time) = value, case .string(let zone) = zone else {
                throw CELError.mismatch(name, value, zone)
            }
            guard let offset = TimeZoneOffset.seconds(of: zone, at: time.seconds) else {
                throw CELError(.argument(function: name, reason: "no such time zone"))
            }
            return .int(Int64(body(CivilTime(seconds: time.seconds + offset), time)))
        }
    }

    private static func duration(
        _ name: String, _ body: @escaping @Sendable (CELDuration) -> Int64
    ) -> CELOverload {
        .member(.duration, name, .int) { value, _ throws(CELError) in
            guard case .duration(let span) = value else { throw CELError.mismatch(name, value) }
            return .int(body(span))
        }
    }
}
