// SPDX-License-Identifier: Apache-2.0

/// Fields, presence and indexes.
extension Compiler {
    private struct Field: Sendable {
        let key: FieldKey
        let range: Range<Int>
    }

    /// A row of plain selects is one step.
    func select(_ expression: Expression) -> Code {
        var fields: [Field] = []
        var operand = expression
        while resolution(operand) == nil, case .select(let select) = operand.kind,
            !select.isOptional
        {
            fields.append(Field(key: FieldKey(select.field), range: select.fieldRange))
            operand = select.operand
        }
        if fields.isEmpty { return resolved(operand) ?? optionalSelect(operand) }
        fields.reverse()
        let base = compile(operand)
        let path = fields
        let code = Code(weight: base.weight + fields.count) { frame throws(CELError) in
            var value = try base.step(&frame)
            for field in path {
                do throws(CELError) {
                    value = try value.selecting(field.key)
                } catch {
                    throw error.located(field.range)
                }
            }
            return value
        }
        return folded(code, over: [base])
    }

    private func optionalSelect(_ expression: Expression) -> Code {
        guard case .select(let select) = expression.kind else { return compile(expression) }
        let operand = compile(select.operand)
        let field = FieldKey(select.field)
        let code = Code(operand) { frame throws(CELError) in
            let value = try operand.step(&frame)
            do throws(CELError) {
                return .optional(try value.find(field))
            } catch {
                throw error.located(select.fieldRange)
            }
        }
        return folded(code, over: [operand])
    }

    func presence(_ select: Expression.Select, _ range: Range<Int>) -> Code {
        let operand = compile(select.operand)
        let field = FieldKey(select.field)
        let code = Code(operand) { frame throws(CELError) in
            let value = try operand.step(&frame)
            do throws(CELError) {
                return .bool(try value.hasField(field))
            } catch {
                throw error.located(range)
            }
        }
        return folded(code, over: [operand])
    }

    func index(
        _ operand: Expression, _ index: Expression, isOptional: Bool, _ range: Range<Int>
    ) -> Code {
        let (operand, index) = (compile(operand), compile(index))
        let code = Code(operand, index) { frame throws(CELError) in
            let value = try operand.step(&frame)
            let key = try index.step(&frame)
            do throws(CELError) {
                if isOptional { return .optional(try value.find(at: key)) }
                return try value.element(at: key)
            } catch {
                throw error.located(range)
            }
        }
        return folded(code, over: [operand, index])
    }
}
