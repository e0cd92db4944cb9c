// SPDX-License-Identifier: Apache-2.0

/// Why an evaluation gave no value. A class, so that throwing it moves one pointer; made only where
/// something failed. Of the data it names map keys and types; secrets are never among them.
package final class CELError: Error {
    package enum Kind: Sendable, Equatable {
        case noSuchVariable(String)
        case noSuchFunction(String)
        case noSuchKey(String)
        case noSuchField(String)
        case noMatchingOverload(function: String, arguments: [String])
        case indexOutOfBounds
        case divisionByZero
        case overflow
        case duplicateKey
        case unsupportedKey(String)
        case absentOptional
        /// A text that does not convert, with the type it should become.
        case unconvertible(to: String)
        /// An argument of the right type and a value the function does not take.
        case argument(function: String, reason: String)
        case pattern(String)
        case costLimit
        case depthLimit
        /// An operation on a value that is known only later, with its name.
        case pending(String)
        /// An operation on a secret, with its name.
        case opaque(String)
    }

    package let kind: Kind
    /// Bytes from the start of the expression; nil until the failing part is known.
    package let range: Range<Int>?

    package init(_ kind: Kind, at range: Range<Int>? = nil) {
        self.kind = kind
        self.range = range
    }

    func located(_ range: Range<Int>) -> CELError {
        self.range == nil ? CELError(kind, at: range) : self
    }

    /// No overload takes these arguments; where one of them is pending or opaque, that is the reason.
    static func mismatch(_ function: String, _ arguments: CELValue...) -> CELError {
        mismatch(
            .noMatchingOverload(function: function, arguments: arguments.map(\.runtimeType.name)),
            arguments)
    }

    static func mismatch(_ kind: Kind, _ arguments: [CELValue]) -> CELError {
        for argument in arguments {
            switch argument {
            case .opaque(let reference): return CELError(.opaque(reference.name))
            case .pending(let reference): return CELError(.pending(reference.name))
            default: continue
            }
        }
        return CELError(kind)
    }
}

extension CELError: CustomStringConvertible {
    package var description: String { message }

    package var message: String {
        switch kind {
        case .noSuchVariable(let name): "no value is bound to `\(name)`"
        case .noSuchFunction(let name): "no function is named `\(name)`"
        case .noSuchKey(let key): "the map has no key `\(key)`"
        case .noSuchField(let name): "the value has no field `\(name)`"
        case .noMatchingOverload(let function, let arguments):
            "`\(function)` does not take (\(arguments.joined(separator: ", ")))"
        case .indexOutOfBounds: "the index is outside the list"
        case .divisionByZero: "division by zero"
        case .overflow: "the result is outside the range of its type"
        case .duplicateKey: "a key stands twice in one map"
        case .unsupportedKey(let type): "a value of type \(type) can't be a map key"
        case .absentOptional: "the optional holds no value"
        case .unconvertible(let type): "the value does not convert to \(type)"
        case .argument(let function, let reason): "`\(function)`: \(reason)"
        case .pattern(let reason): "the pattern can't be used: \(reason)"
        case .costLimit: "the evaluation costs more than its limit"
        case .depthLimit: "the values are nested deeper than the limit"
        case .pending(let name): "`\(name)` is known only later and may only be passed on whole"
        case .opaque(let name): "`\(name)` is secret and may only be passed on whole"
        }
    }
}
