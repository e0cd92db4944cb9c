// SPDX-License-Identifier: Apache-2.0

/// `format` of cel-go's "strings" extension: `%s %d %f %e %b %o %x %X %%`, a precision for `%f` and
/// `%e`. Arguments left over are ignored.
struct StringFormat {
    private static let precisionMax = 1000

    private let arguments: CELList
    private var used = 0
    private var result = ""

    static func format(
        _ pattern: String, _ arguments: CELList, _ budget: inout CELBudget
    ) throws(CELError) -> String {
        var format = StringFormat(arguments: arguments)
        var rest = Substring(pattern)
        while let percent = rest.utf8.firstIndex(of: UInt8(ascii: "%")) {
            format.result += rest[..<percent]
            rest = rest[rest.utf8.index(after: percent)...]
            try format.clause(&rest, &budget)
        }
        format.result += rest
        try budget.charge(bytes: format.result.utf8.count)
        return format.result
    }

    private init(arguments: CELList) { self.arguments = arguments }

    private mutating func clause(
        _ rest: inout Substring, _ budget: inout CELBudget
    ) throws(CELError) {
        if rest.utf8.first == UInt8(ascii: "%") {
            result += "%"
            rest = rest.dropFirst()
            return
        }
        let precision = try Self.precision(&rest)
        guard let verb = rest.unicodeScalars.popFirst() else {
            throw Self.failure("the format ends after `%`")
        }
        guard used < arguments.count else { throw Self.failure("a clause has no argument") }
        let argument = arguments[used]
        used += 1
        switch verb {
        case "s":
            var text = ValueText(budget)
            try text.write(argument)
            budget = text.budget
            result += text.result
        case "d": result += try Self.decimal(argument)
        case "f": result += try Self.fraction(argument, precision, isScientific: false)
        case "e": result += try Self.fraction(argument, precision, isScientific: true)
        case "b": result += try Self.digits(argument, radix: 2)
        case "o": result += try Self.digits(argument, radix: 8)
        case "x", "X":
            let text = try Self.hexadecimal(argument)
            result += verb == "X" ? text.uppercased() : text
        default: throw Self.failure("no clause is written `%\(verb)`")
        }
    }

    private static func failure(_ reason: String) -> CELError {
        CELError(.argument(function: "format", reason: reason))
    }

    private static func mismatch(_ clause: String, _ value: CELValue) -> CELError {
        CELError.mismatch("format %\(clause)", value)
    }

    private static func precision(_ rest: inout Substring) throws(CELError) -> Int {
        guard rest.utf8.first == UInt8(ascii: ".") else { return 6 }
        rest = rest.dropFirst()
        let digits = rest.prefix { ("0"..."9").contains($0) }
        rest = rest.dropFirst(digits.count)
        guard let precision = Int(digits), precision <= precisionMax else {
            throw failure("a precision is a number up to \(precisionMax)")
        }
        return precision
    }

    private static func decimal(_ value: CELValue) throws(CELError) -> String {
        switch value {
        case .int(let number): return String(number)
        case .uint(let number): return String(number)
        case .double(let number):
            return DoubleText.special(number)
                ?? CText.format(number, precision: 6, isScientific: false)
        default: throw mismatch("d", value)
        }
    }

    private static func fraction(
        _ value: CELValue, _ precision: Int, isScientific: Bool
    ) throws(CELError) -> String {
        switch value {
        case .string("NaN"): return "NaN"
        case .string("Infinity"): return "Infinity"
        case .string("-Infinity"): return "-Infinity"
        default: break
        }
        guard let number = value.asDouble else { throw mismatch(isScientific ? "e" : "f", value) }
        return DoubleText.special(number)
            ?? CText.format(number, precision: precision, isScientific: isScientific)
    }

    private static func digits(_ value: CELValue, radix: Int) throws(CELError) -> String {
        switch value {
        case .int(let number): return String(number, radix: radix)
        case .uint(let number): return String(number, radix: radix)
        case .bool(let flag) where radix == 2: return flag ? "1" : "0"
        default: throw mismatch(radix == 2 ? "b" : "o", value)
        }
    }

    private static func hexadecimal(_ value: CELValue) throws(CELError) -> String {
        let bytes: [UInt8]
        switch value {
        case .int(let number): return String(number, radix: 16)
        case .uint(let number): return String(number, radix: 16)
        case .string(let text): bytes = Array(text.utf8)
        case .bytes(let content): bytes = content
        default: throw mismatch("x", value)
        }
        return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
