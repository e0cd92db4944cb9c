// SPDX-License-Identifier: Apache-2.0

/// Turns a checked expression into closures: names become places in the frame, calls their overloads,
/// and parts that depend on nothing their value. It reports nothing: what can't be evaluated fails
/// when it is.
struct Compiler {
    let checked: Checked

    /// What a constant part may cost while it is compiled; a dearer one is left to the evaluation.
    private static let foldingCostMax = 10_000

    func compile(_ expression: Expression) -> Code {
        let range = expression.range
        switch expression.kind {
        case .literal(let value): return Code(constant: value)
        case .name: return name(expression)
        case .select: return select(expression)
        case .presence(let select): return presence(select, range)
        case .index(let operand, let index, let isOptional):
            return self.index(operand, index, isOptional: isOptional, range)
        case .call(let call): return self.call(expression, call)
        case .unary(let sign, let operand): return unary(sign, operand, range)
        case .binary(let binary): return self.binary(expression, binary)
        case .logical(let isAnd, let operands): return logical(isAnd: isAnd, operands)
        case .conditional(let condition, let first, let second):
            return conditional(condition, first, second)
        case .list(let elements): return list(elements)
        case .map(let entries): return map(entries, range)
        case .message: return failure(expression)
        case .comprehension(let macro): return comprehension(expression, macro)
        case .bind(let bind): return self.bind(expression, bind)
        case .optionalMap(let map): return optionalMap(expression, map)
        }
    }

    func resolution(_ expression: Expression) -> Resolution? {
        checked.resolutions[expression.id]
    }

    func type(_ expression: Expression) -> CELType { checked.types[expression.id] }

    /// Runs what depends on nothing now. A failure is kept for the evaluation, which may ignore it.
    func folded(_ code: Code, over parts: [Code]) -> Code {
        guard parts.allSatisfy({ $0.constant != nil }) else { return code }
        var frame = Frame(
            variables: [], locals: [], budget: CELBudget(Self.foldingCostMax))
        guard let value = try? code.step(&frame) else { return code }
        return Code(constant: value)
    }

    func failure(_ expression: Expression) -> Code {
        guard case .failure(let kind) = resolution(expression) else {
            preconditionFailure("a part without resolution; this is a bug in burnham")
        }
        let error = CELError(kind, at: expression.range)
        return Code(weight: 1) { _ throws(CELError) in throw error }
    }
}

/// Names.
extension Compiler {
    private func name(_ expression: Expression) -> Code {
        resolved(expression) ?? failure(expression)
    }

    /// A name, or a select that is the dotted name of a variable.
    func resolved(_ expression: Expression) -> Code? {
        switch resolution(expression) {
        case .variable(let slot):
            let error = CELError(
                .noSuchVariable(expression.qualifiedName ?? ""), at: expression.range)
            return Code(weight: 1) { frame throws(CELError) in
                guard slot.index < frame.variables.count,
                    let value = frame.variables[slot.index]
                else { throw error }
                return value
            }
        case .local(let index):
            return Code(weight: 1) { frame throws(CELError) in
                switch frame.locals[index] {
                case .value(let value): return value
                case .failure(let error): throw error
                case .empty:
                    preconditionFailure(
                        "a macro's variable without value; this is a bug in burnham")
                }
            }
        case .type(let type): return Code(constant: .type(type))
        case .call, .failure, nil: return nil
        }
    }
}
