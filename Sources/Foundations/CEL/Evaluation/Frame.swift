// SPDX-License-Identifier: Apache-2.0

/// What one evaluation works on: the variables' values, the macros' variables, and what it may still
/// cost. It lives for one evaluation.
struct Frame {
    enum Local: Sendable {
        case empty
        case value(CELValue)
        /// A bound value that could not be computed: that matters only where it is used.
        case failure(CELError)
    }

    let variables: [CELValue?]
    var locals: [Local]
    var budget: CELBudget
}

/// A compiled part of an expression.
typealias Step = @Sendable (inout Frame) throws(CELError) -> CELValue

/// A compiled part with what is known of it before it runs.
struct Code: Sendable {
    let step: Step
    /// Its value, where that depends on nothing.
    let constant: CELValue?
    /// Parts that run when it runs once.
    let weight: Int

    init(constant: CELValue) {
        self.constant = constant
        weight = 0
        step = { _ throws(CELError) in constant }
    }

    init(weight: Int, _ step: @escaping Step) {
        self.step = step
        self.weight = weight
        constant = nil
    }

    init(_ parts: Code..., step: @escaping Step) {
        self.init(weight: parts.reduce(1) { $0 + $1.weight }, step)
    }
}
