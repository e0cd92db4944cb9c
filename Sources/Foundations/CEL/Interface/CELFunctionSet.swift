// SPDX-License-Identifier: Apache-2.0

import Values

/// The functions an expression may call, by name.
package struct CELFunctionSet: Sendable {
    private var overloads: [String: [CELOverload]] = [:]

    package init(_ overloads: [CELOverload]) {
        for overload in overloads { self.overloads[overload.name, default: []].append(overload) }
    }

    /// Everything cel-spec defines, and the extensions of cel-go for strings, math, optionals, base64,
    /// network addresses; their macros are part of the language.
    package static let standard = CELFunctionSet(
        ConversionFunctions.all + SizeFunctions.all + StringFunctions.all + TimeFunctions.all
            + StringExtension.all + MathExtension.all + OptionalFunctions.all
            + EncoderFunctions.all + NetworkFunctions.all)

    package func adding(_ more: [CELOverload]) -> CELFunctionSet {
        var result = self
        for overload in more { result.overloads[overload.name, default: []].append(overload) }
        return result
    }

    package subscript(_ name: String) -> [CELOverload]? { overloads[name] }

    /// Every overload on a line, in the order of the functions' names.
    package var signatures: [String] {
        overloads.sorted { $0.key.precedesByBytes($1.key) }.flatMap { $0.value.map(\.description) }
    }

    package var names: [String] { Array(overloads.keys) }
}
