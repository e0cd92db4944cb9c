// SPDX-License-Identifier: Apache-2.0

/// Finds what names and calls refer to, the type of every part, and what is wrong with it (cel-spec,
/// "Gradual Type Checking"). Where checking is off it still resolves names, and leaves what does not
/// fit to the evaluation. It evaluates nothing.
struct Checker {
    struct Local {
        let name: String
        let index: Int
        let type: CELType
    }

    let environment: CELEnvironment
    let source: [UInt8]
    let isChecking: Bool
    var substitution = TypeSubstitution()
    var issues: [CELIssue] = []
    var locals: [Local] = []
    var guards = Guards()
    private(set) var types: [CELType]
    private var resolutions: [Resolution?]
    private var localStarts: [Int]
    private var localCount = 0
    private var references: [CELSelectPath] = []
    private var unguardedOptionalSelects: [CELSelectPath] = []
    private var selectedFields: [CELFieldSelect] = []

    init(_ environment: CELEnvironment, source: [UInt8], nodeCount: Int, isChecking: Bool) {
        self.environment = environment
        self.source = source
        self.isChecking = isChecking
        types = Array(repeating: .dyn, count: nodeCount)
        resolutions = Array(repeating: nil, count: nodeCount)
        localStarts = Array(repeating: 0, count: nodeCount)
    }

    static func check(
        _ root: Expression, _ environment: CELEnvironment, source: [UInt8], nodeCount: Int,
        expecting: CELType?, isChecking: Bool
    ) throws(CELIssues) -> Checked {
        var checker = Checker(
            environment, source: source, nodeCount: nodeCount, isChecking: isChecking)
        let type = checker.check(root)
        if let expecting, !checker.substitution.assign(type.settled, to: expecting) {
            let found = checker.substitution.resolve(type, unknownBecomesDyn: true)
            checker.report("the expression gives \(found), not \(expecting)", at: root.range)
        }
        guard checker.issues.isEmpty || !isChecking else { throw CELIssues(checker.issues) }
        return checker.checked(root)
    }

    private func checked(_ root: Expression) -> Checked {
        Checked(
            root: root,
            types: types.map { substitution.resolve($0, unknownBecomesDyn: true) },
            resolutions: resolutions, localStarts: localStarts, localCount: localCount,
            references: references, unguardedOptionalSelects: unguardedOptionalSelects,
            selectedFields: selectedFields)
    }
}

/// Notes.
extension Checker {
    mutating func report(
        _ message: String, at range: Range<Int>, _ kind: CELIssue.Kind = .check,
        suggestion: String? = nil
    ) {
        issues.append(CELIssue(kind, message, at: range, suggestion: suggestion))
    }

    mutating func resolve(_ expression: Expression, to resolution: Resolution) {
        resolutions[expression.id] = resolution
    }

    /// A path of the environment's that ends here.
    mutating func note(_ path: RootedPath) {
        if path.local == nil { references.append(path.path) }
    }

    mutating func note(selected name: String, of type: CELType, at range: Range<Int>) {
        let object: String? = if case .object(let object) = type { object.name } else { nil }
        selectedFields.append(CELFieldSelect(name: name, object: object, range: range))
    }

    mutating func note(unguarded path: CELSelectPath) { unguardedOptionalSelects.append(path) }

    /// Declares a macro's variables while its body is checked. Every macro has places of its own in
    /// the frame, so that a bound value can be computed late.
    mutating func withLocals<Result>(
        _ variables: [(Variable, CELType)], of expression: Expression,
        _ body: (inout Checker) -> Result
    ) -> Result {
        localStarts[expression.id] = localCount
        for (variable, type) in variables {
            locals.append(Local(name: variable.name, index: localCount, type: type))
            localCount += 1
        }
        defer { locals.removeLast(variables.count) }
        return body(&self)
    }

    func local(_ name: String) -> Local? { locals.last { $0.name == name } }

    func text(_ range: Range<Int>) -> String { String(decoding: source[range], as: UTF8.self) }
}

/// The walk.
extension Checker {
    /// Checks a part that nothing is selected from: where it is a path of its own, it is a reference.
    mutating func check(_ expression: Expression) -> CELType {
        let (type, path) = checkPath(expression)
        if let path { note(path) }
        return type
    }

    /// Checks a part and says what is known of its type then. The part comes first: what it teaches
    /// belongs to the answer.
    mutating func resolved(_ expression: Expression) -> CELType {
        let type = check(expression)
        return substitution.resolve(type)
    }

    mutating func checkPath(_ expression: Expression) -> (type: CELType, path: RootedPath?) {
        let (type, path) = typed(expression)
        types[expression.id] = type
        return (type, path)
    }

    private mutating func typed(_ expression: Expression) -> (type: CELType, path: RootedPath?) {
        switch expression.kind {
        case .name(let name, let isAbsolute):
            return checkName(expression, name, isAbsolute: isAbsolute)
        case .select(let select): return checkSelect(expression, select)
        case .index(let operand, let index, let isOptional):
            return checkIndex(expression, operand, index, isOptional: isOptional)
        default: return (valueType(expression), nil)
        }
    }

    private mutating func valueType(_ expression: Expression) -> CELType {
        switch expression.kind {
        case .literal(let value): return value.runtimeType
        case .presence(let select): return checkPresence(expression, select)
        case .call(let call): return checkCall(expression, call)
        case .unary(let sign, let operand):
            return checkOperator(sign.rawValue, sign.overloads, [operand], at: expression.range)
        case .binary(let binary): return checkBinary(binary)
        case .logical(let isAnd, let operands): return checkLogical(isAnd: isAnd, operands)
        case .conditional(let condition, let first, let second):
            return checkConditional(condition, first, second)
        case .list(let elements): return checkList(elements)
        case .map(let entries): return checkMap(entries)
        case .message(let name, let range, let values):
            return checkMessage(expression, name, range, values)
        case .comprehension(let comprehension):
            return checkComprehension(expression, comprehension)
        case .bind(let bind): return checkBind(expression, bind)
        case .optionalMap(let map): return checkOptionalMap(expression, map)
        case .name, .select, .index:
            preconditionFailure("a path checked as a value; this is a bug in burnham")
        }
    }
}
