// SPDX-License-Identifier: Apache-2.0

package import Values

/// One evaluation that a program outside asks for, in the notation of the conformance cases, and its answer in the
/// same: `docs/reference/expressions.md` has both forms. What is wrong with a request is an answer, too. Keys that it
/// does not know it passes over, so that a published case can be asked as it stands.
package struct CELRequest {
    let expression: String
    let environment: CELEnvironment
    let bindings: [(name: String, value: CELValue)]
    let isChecking: Bool
    let isExpandingMacros: Bool
    let isCheckOnly: Bool

    package static func answer(to request: Value, limits: CELLimits = CELLimits()) -> Value {
        do throws(Malformed) {
            return try CELRequest(request, limits: limits).answer()
        } catch {
            return ["error": .string(error.message)]
        }
    }

    private func answer() -> Value {
        let result = environment.compile(
            expression, isChecking: isChecking, isExpandingMacros: isExpandingMacros)
        switch result {
        case .failure(let issues):
            return failure(issues.first.message, issues.first.phase, at: issues.first.range)
        case .success(let program):
            return answer(of: program)
        }
    }

    private func answer(of program: CELProgram) -> Value {
        let type = Value.string(CELNotation.written(program.resultType))
        if isCheckOnly { return ["type": type] }
        var activation = CELActivation(environment)
        for (name, value) in bindings { activation[name] = value }
        do throws(CELError) {
            return ["value": try CELNotation.written(program.value(activation)), "type": type]
        } catch {
            return failure(error.message, "eval", at: error.range, type: type)
        }
    }

    /// Lines and columns count from 1, columns in characters.
    private func failure(
        _ message: String, _ phase: String, at range: Range<Int>?, type: Value? = nil
    ) -> Value {
        var answer: Fields<Value> = ["error": .string(message), "phase": .string(phase)]
        answer["type"] = type
        if let range {
            let before = String(
                decoding: expression.utf8.prefix(range.lowerBound), as: UTF8.self)
            let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
            answer["offset"] = .int(Int64(range.lowerBound))
            answer["length"] = .int(Int64(range.count))
            answer["line"] = .int(Int64(lines.count))
            answer["column"] = .int(Int64((lines.last?.count ?? 0) + 1))
        }
        return .object(answer)
    }
}

extension CELIssue {
    /// Limits are those of the parser.
    fileprivate var phase: String {
        switch kind {
        case .parse, .limit: "parse"
        case .check, .pending, .opaque: "check"
        }
    }
}
