// SPDX-License-Identifier: Apache-2.0

/// How much an expression may ask for. Compilation and evaluation recurse over an expression's depth,
/// so `depthMax` also bounds the stack they need.
package struct CELLimits: Sendable {
    /// Levels of nesting in an expression: operators, calls, brackets and parentheses.
    package var depthMax = 100
    /// Bytes of an expression.
    package var sourceBytesMax = 100_000
    /// Units of work in one evaluation: about one for each part of an expression that is evaluated in
    /// a macro, for each element of a list and each 4 to 16 bytes of text that a function reads or
    /// makes. Ten million units are used up in about a second.
    package var costMax = 10_000_000

    package init() {}

    package init(depthMax: Int = 100, sourceBytesMax: Int = 100_000, costMax: Int = 10_000_000) {
        self.depthMax = depthMax
        self.sourceBytesMax = sourceBytesMax
        self.costMax = costMax
    }
}
