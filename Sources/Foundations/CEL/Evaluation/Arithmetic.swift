// SPDX-License-Identifier: Apache-2.0

/// The arithmetic operators. Integers fail where the result leaves their range; doubles do not.
enum Arithmetic {
    static func add(
        _ left: CELValue, _ right: CELValue, _ budget: inout CELBudget
    ) throws(CELError) -> CELValue {
        switch (left, right) {
        case (.int(let left), .int(let right)):
            return try checked(left.addingReportingOverflow(right), CELValue.int)
        case (.string(let left), .string(let right)):
            try budget.charge(bytes: left.utf8.count + right.utf8.count)
            return .string(left + right)
        case (.uint(let left), .uint(let right)):
            return try checked(left.addingReportingOverflow(right), CELValue.uint)
        case (.double(let left), .double(let right)): return .double(left + right)
        case (.list(let left), .list(let right)):
            try budget.charge(left.count + right.count)
            return .list(left.items + right.items)
        case (.bytes(let left), .bytes(let right)):
            try budget.charge(bytes: left.count + right.count)
            return .bytes(left + right)
        case (.timestamp(let time), .duration(let span)),
            (.duration(let span), .timestamp(let time)):
            return try shifted(time, seconds: span.seconds, nanoseconds: span.nanoseconds)
        case (.duration(let left), .duration(let right)):
            guard let left = left.wholeNanoseconds, let right = right.wholeNanoseconds else {
                throw CELError(.overflow)
            }
            return try checked(left.addingReportingOverflow(right)) {
                .duration(CELDuration(nanoseconds: $0))
            }
        default: throw CELError.mismatch("+", left, right)
        }
    }

    static func subtract(_ left: CELValue, _ right: CELValue) throws(CELError) -> CELValue {
        switch (left, right) {
        case (.int(let left), .int(let right)):
            return try checked(left.subtractingReportingOverflow(right), CELValue.int)
        case (.uint(let left), .uint(let right)):
            return try checked(left.subtractingReportingOverflow(right), CELValue.uint)
        case (.double(let left), .double(let right)): return .double(left - right)
        case (.timestamp(let time), .duration(let span)):
            return try shifted(time, seconds: -span.seconds, nanoseconds: -span.nanoseconds)
        case (.timestamp(let left), .timestamp(let right)): return try difference(left, right)
        case (.duration(let left), .duration(let right)):
            guard let left = left.wholeNanoseconds, let right = right.wholeNanoseconds else {
                throw CELError(.overflow)
            }
            return try checked(left.subtractingReportingOverflow(right)) {
                .duration(CELDuration(nanoseconds: $0))
            }
        default: throw CELError.mismatch("-", left, right)
        }
    }

    static func multiply(_ left: CELValue, _ right: CELValue) throws(CELError) -> CELValue {
        switch (left, right) {
        case (.int(let left), .int(let right)):
            return try checked(left.multipliedReportingOverflow(by: right), CELValue.int)
        case (.uint(let left), .uint(let right)):
            return try checked(left.multipliedReportingOverflow(by: right), CELValue.uint)
        case (.double(let left), .double(let right)): return .double(left * right)
        default: throw CELError.mismatch("*", left, right)
        }
    }

    static func divide(_ left: CELValue, _ right: CELValue) throws(CELError) -> CELValue {
        switch (left, right) {
        case (.int(_), .int(0)), (.uint(_), .uint(0)): throw CELError(.divisionByZero)
        case (.int(let left), .int(let right)):
            return try checked(left.dividedReportingOverflow(by: right), CELValue.int)
        case (.uint(let left), .uint(let right)): return .uint(left / right)
        case (.double(let left), .double(let right)): return .double(left / right)
        default: throw CELError.mismatch("/", left, right)
        }
    }

    /// Of the sign of the dividend.
    static func remainder(_ left: CELValue, _ right: CELValue) throws(CELError) -> CELValue {
        switch (left, right) {
        case (.int(_), .int(0)), (.uint(_), .uint(0)): throw CELError(.divisionByZero)
        case (.int(let left), .int(let right)):
            return try checked(left.remainderReportingOverflow(dividingBy: right), CELValue.int)
        case (.uint(let left), .uint(let right)): return .uint(left % right)
        default: throw CELError.mismatch("%", left, right)
        }
    }

    static func negate(_ value: CELValue) throws(CELError) -> CELValue {
        switch value {
        case .int(let number):
            return try checked(Int64(0).subtractingReportingOverflow(number), CELValue.int)
        case .double(let number): return .double(-number)
        default: throw CELError.mismatch("-", value)
        }
    }

    private static func checked<Number>(
        _ result: (partialValue: Number, overflow: Bool), _ wrap: (Number) -> CELValue
    ) throws(CELError) -> CELValue {
        if result.overflow { throw CELError(.overflow) }
        return wrap(result.partialValue)
    }

    /// The seconds of any timestamp and duration add up within 64 bits.
    private static func shifted(
        _ time: CELTimestamp, seconds: Int64, nanoseconds: Int32
    ) throws(CELError) -> CELValue {
        var sum = time.seconds + seconds
        var fraction = time.nanoseconds + nanoseconds
        if fraction < 0 {
            fraction += 1_000_000_000
            sum -= 1
        } else if fraction >= 1_000_000_000 {
            fraction -= 1_000_000_000
            sum += 1
        }
        guard let result = CELTimestamp(seconds: sum, nanoseconds: fraction) else {
            throw CELError(.overflow)
        }
        return .timestamp(result)
    }

    private static func difference(
        _ left: CELTimestamp, _ right: CELTimestamp
    ) throws(CELError) -> CELValue {
        let (product, isTooLarge) = (left.seconds - right.seconds)
            .multipliedReportingOverflow(by: 1_000_000_000)
        let fraction = Int64(left.nanoseconds) - Int64(right.nanoseconds)
        let (sum, isSumTooLarge) = product.addingReportingOverflow(fraction)
        guard !isTooLarge, !isSumTooLarge else { throw CELError(.overflow) }
        return .duration(CELDuration(nanoseconds: sum))
    }
}
