// SPDX-License-Identifier: Apache-2.0

/// cel-go's "math" extension. `math.greatest` and `math.least` of more than two numbers come from the
/// parser as one list.
enum MathExtension {
    static let all: [CELOverload] =
        extremes("math.greatest", .greater) + extremes("math.least", .less) + rounding + signs
        + bits

    private static let numbers: [CELType] = [.int, .uint, .double]

    private static func extremes(_ name: String, _ wanted: Order) -> [CELOverload] {
        let single = numbers.map { type in
            CELOverload.global(name, type, type) { value, _ throws(CELError) in
                guard value.asDouble != nil else { throw CELError.mismatch(name, value) }
                return value
            }
        }
        let pairs = numbers.flatMap { left in
            numbers.map { right in
                CELOverload.global(name, [left, right], left == right ? left : .dyn) {
                    first, second, _ throws(CELError) in
                    try better(first, second, name, wanted)
                }
            }
        }
        let lists = (numbers + [.dyn]).map { type in
            CELOverload.global(name, .list(type), type) { value, budget throws(CELError) in
                guard case .list(let list) = value else { throw CELError.mismatch(name, value) }
                guard list.count > 0 else {
                    throw CELError(.argument(function: name, reason: "the list is empty"))
                }
                try budget.charge(list.count)
                var best = try better(list[0], list[0], name, wanted)
                for index in 1..<list.count { best = try better(best, list[index], name, wanted) }
                return best
            }
        }
        return single + pairs + lists
    }

    /// Of equal numbers the first.
    private static func better(
        _ first: CELValue, _ second: CELValue, _ name: String, _ wanted: Order
    ) throws(CELError) -> CELValue {
        guard let order = numericOrder(second, first) else {
            throw CELError.mismatch(name, first, second)
        }
        return order == .some(wanted) ? second : first
    }

    private static let rounding: [CELOverload] = [
        double("math.ceil") { .double($0.rounded(.up)) },
        double("math.floor") { .double($0.rounded(.down)) },
        double("math.round") { .double($0.rounded(.toNearestOrAwayFromZero)) },
        double("math.trunc") { .double($0.rounded(.towardZero)) },
        double("math.isNaN", .bool) { .bool($0.isNaN) },
        double("math.isInf", .bool) { .bool($0.isInfinite) },
        double("math.isFinite", .bool) { .bool($0.isFinite) },
    ]

    private static func double(
        _ name: String, _ result: CELType = .double,
        _ body: @escaping @Sendable (Double) -> CELValue
    ) -> CELOverload {
        .global(name, .double, result) { value, _ throws(CELError) in
            guard case .double(let number) = value else { throw CELError.mismatch(name, value) }
            return body(number)
        }
    }

    private static let signs: [CELOverload] = numbers.flatMap { type in
        [
            CELOverload.global("math.abs", type, type) { value, _ throws(CELError) in
                switch value {
                case .int(.min): throw CELError(.overflow)
                case .int(let number): return .int(abs(number))
                case .uint: return value
                case .double(let number): return .double(abs(number))
                default: throw CELError.mismatch("math.abs", value)
                }
            },
            CELOverload.global("math.sign", type, type) { value, _ throws(CELError) in
                switch value {
                case .int(let number): return .int(number.signum())
                case .uint(let number): return .uint(number == 0 ? 0 : 1)
                case .double(let number):
                    return number.isNaN ? value : .double(number < 0 ? -1 : number == 0 ? 0 : 1)
                default: throw CELError.mismatch("math.sign", value)
                }
            },
            CELOverload.global("math.sqrt", type, .double) { value, _ throws(CELError) in
                guard let number = value.asDouble else {
                    throw CELError.mismatch("math.sqrt", value)
                }
                return .double(number.squareRoot())
            },
        ]
    }
}

/// Bits. A shift to the right fills with zeros whatever the sign.
extension MathExtension {
    private static let bits: [CELOverload] =
        combining("math.bitAnd") { $0 & $1 } + combining("math.bitOr") { $0 | $1 }
        + combining("math.bitXor") { $0 ^ $1 }
        + shifting("math.bitShiftLeft") { $0 << $1 } + shifting("math.bitShiftRight") { $0 >> $1 }
        + [CELType.int, .uint].map { type in
            .global("math.bitNot", type, type) { value, _ throws(CELError) in
                switch value {
                case .int(let number): return .int(~number)
                case .uint(let number): return .uint(~number)
                default: throw CELError.mismatch("math.bitNot", value)
                }
            }
        }

    private static func combining(
        _ name: String, _ body: @escaping @Sendable (UInt64, UInt64) -> UInt64
    ) -> [CELOverload] {
        [CELType.int, .uint].map { type in
            .global(name, [type, type], type) { left, right, _ throws(CELError) in
                switch (left, right) {
                case (.int(let left), .int(let right)):
                    return .int(
                        Int64(
                            bitPattern: body(UInt64(bitPattern: left), UInt64(bitPattern: right))))
                case (.uint(let left), .uint(let right)): return .uint(body(left, right))
                default: throw CELError.mismatch(name, left, right)
                }
            }
        }
    }

    private static func shifting(
        _ name: String, _ body: @escaping @Sendable (UInt64, UInt64) -> UInt64
    ) -> [CELOverload] {
        [CELType.int, .uint].map { type in
            .global(name, [type, .int], type) { value, places, _ throws(CELError) in
                guard case .int(let places) = places else {
                    throw CELError.mismatch(name, value, places)
                }
                guard places >= 0 else {
                    throw CELError(.argument(function: name, reason: "the shift is negative"))
                }
                switch value {
                case .int(let number):
                    let bits = body(UInt64(bitPattern: number), UInt64(places))
                    return .int(Int64(bitPattern: bits))
                case .uint(let number): return .uint(body(number, UInt64(places)))
                default: throw CELError.mismatch(name, value, .int(places))
                }
            }
        }
    }
}
