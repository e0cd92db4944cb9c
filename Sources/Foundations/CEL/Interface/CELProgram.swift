// SPDX-License-Identifier: Apache-2.0

/// A compiled expression: made once, evaluated many times, from any thread. It keeps nothing of an
/// evaluation.
package struct CELProgram: Sendable {
    package let source: String
    /// What it gives, as far as that is known before evaluation.
    package let resultType: CELType
    /// Every use of a variable, in the order they stand; macros' own variables are not among them.
    package let references: [CELSelectPath]
    /// Selects of fields that may be absent where no `has()` says they are present.
    package let unguardedOptionalSelects: [CELSelectPath]
    /// Fields that are selected by name, also from values that no variable leads to.
    package let selectedFields: [CELFieldSelect]
    /// Its value, where it depends on nothing.
    package let constant: CELValue?
    private let code: Code
    private let localCount: Int
    private let costMax: Int

    init(_ source: String, _ checked: Checked, limits: CELLimits) {
        self.source = source
        resultType = checked.types[checked.root.id]
        references = checked.references
        unguardedOptionalSelects = checked.unguardedOptionalSelects
        selectedFields = checked.selectedFields
        code = Compiler(checked: checked).compile(checked.root)
        constant = code.constant
        localCount = checked.localCount
        costMax = limits.costMax
    }

    /// `activation` is one of the environment the program was compiled in, or of an extension of it.
    package func evaluate(_ activation: CELActivation) -> Result<CELValue, CELError> {
        do throws(CELError) {
            return .success(try value(activation))
        } catch {
            return .failure(error)
        }
    }

    package func value(_ activation: CELActivation) throws(CELError) -> CELValue {
        var cost = 0
        return try value(activation, cost: &cost)
    }

    /// The same, adding to `cost` the units of work that it took.
    package func value(
        _ activation: CELActivation, cost: inout Int
    ) throws(CELError) -> CELValue {
        if let constant { return constant }
        var frame = Frame(
            variables: activation.values,
            locals: localCount == 0 ? [] : Array(repeating: .empty, count: localCount),
            budget: CELBudget(costMax))
        defer { cost += costMax - frame.budget.left }
        let value = try code.step(&frame)
        // A logical operator may have swallowed the failure, but the limit holds all the same.
        guard !frame.budget.isSpent else { throw CELError(.costLimit) }
        return value
    }
}

extension CELEnvironment {
    /// Parses, checks and compiles. With `expecting`, an expression that gives something else is an
    /// error; `isChecking: false` leaves all errors of type to the evaluation.
    package func compile(
        _ source: String, expecting: CELType? = nil, isChecking: Bool = true,
        isExpandingMacros: Bool = true
    ) -> Result<CELProgram, CELIssues> {
        do throws(CELIssues) {
            let parsed = try parse(source, isExpandingMacros: isExpandingMacros)
            let checked = try Checker.check(
                parsed.root, self, source: Array(source.utf8), nodeCount: parsed.nodeCount,
                expecting: expecting, isChecking: isChecking)
            return .success(CELProgram(source, checked, limits: limits))
        } catch {
            return .failure(error)
        }
    }

    private func parse(
        _ source: String, isExpandingMacros: Bool
    ) throws(CELIssues) -> (root: Expression, nodeCount: Int) {
        do throws(SyntaxFailure) {
            return try Parser.parse(source, limits: limits, isExpandingMacros: isExpandingMacros)
        } catch {
            throw CELIssues([error.issue])
        }
    }
}
