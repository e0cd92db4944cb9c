// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CEL

/// What rules may call beside the language's own functions.
enum PolicyFunctions {
    static let all: [CELOverload] = [
        .global("days", [.string, .string], .int) { from, to, _ throws(CELError) in
            let (first, last) = (try day(from), try day(to))
            return .int(last.daysSinceEpoch - first.daysSinceEpoch)
        },
        .global("level", .string, .int) { name, _ throws(CELError) in
            guard case .string(let text) = name else { throw CELError.mismatch("level", [name]) }
            guard let level = DataLevel(name: text) else {
                let names = DataLevel.allCases.map(\.name).joined(separator: ", ")
                throw CELError(.argument(function: "level", reason: "a level is one of \(names)"))
            }
            return .int(Int64(level.rawValue))
        },
    ]

    private static func day(_ value: CELValue) throws(CELError) -> CalendarDate {
        guard case .string(let text) = value else { throw CELError.mismatch("days", [value]) }
        guard let day = CalendarDate(text) else {
            throw CELError(.argument(function: "days", reason: "a day is `YYYY-MM-DD`"))
        }
        return day
    }
}

extension CELError {
    /// A value of another type than the function takes, or one that may only be passed on whole.
    fileprivate static func mismatch(_ function: String, _ arguments: [CELValue]) -> CELError {
        for argument in arguments {
            switch argument {
            case .opaque(let reference): return CELError(.opaque(reference.name))
            case .pending(let reference): return CELError(.pending(reference.name))
            default: continue
            }
        }
        return CELError(
            .noMatchingOverload(function: function, arguments: arguments.map(\.runtimeType.name)))
    }
}
