// SPDX-License-Identifier: Apache-2.0

import Values

/// One pass of a schema over an instance. It either only decides, and stops at the first violation,
/// or collects all of them. Depth and steps are limited, so that no schema and instance run for ever.
struct Evaluation {
    /// Why a pass was given up; the instance then counts as not valid.
    enum Halt {
        case depth
        case steps
    }

    /// A level takes up to 800 bytes of stack, and the smallest that a thread of the program has is 512 KiB.
    static let depthMax = 512
    static let stepsMax = 2_000_000

    let program: SchemaProgram
    /// The resources that were entered on the way, the dynamic scope of core, section 7.1.
    var scope: [Int] = []
    var halt: Halt?
    /// A pattern was given up on; the instance then counts as not valid.
    var isBeyondPatternLimit = false
    /// The name of a member is being checked, not its value.
    var isNaming = false
    var isCollecting: Bool
    var path: [PathStep] = []
    var violations: [SchemaViolation] = []
    /// What the instance as a whole is called in messages.
    let subject: String
    private var depth = 0
    private var stepsLeft = Self.stepsMax
    private let usesDynamicScope: Bool

    init(_ program: SchemaProgram, isCollecting: Bool, subject: String) {
        self.program = program
        self.isCollecting = isCollecting
        self.subject = subject
        usesDynamicScope = !program.dynamicAnchors.isEmpty
    }

    /// Whether `value` follows the schema. `evaluated` takes the places in `value` that were looked at.
    mutating func check(
        _ node: SchemaNode.Number, _ value: Value, _ evaluated: EvaluatedPlaces? = nil
    ) -> Bool {
        guard enter() else { return false }
        defer { depth -= 1 }
        guard usesDynamicScope, scope.last != program.nodes[node].place.resource else {
            return checkKeywords(node, value, evaluated)
        }
        scope.append(program.nodes[node].place.resource)
        defer { scope.removeLast() }
        return checkKeywords(node, value, evaluated)
    }

    /// The same without messages.
    mutating func decide(
        _ node: SchemaNode.Number, _ value: Value, _ evaluated: EvaluatedPlaces? = nil
    ) -> Bool {
        let wasCollecting = isCollecting
        isCollecting = false
        defer { isCollecting = wasCollecting }
        return check(node, value, evaluated)
    }

    private mutating func enter() -> Bool {
        guard halt == nil else { return false }
        depth += 1
        stepsLeft -= 1
        if depth > Self.depthMax { halt = .depth }
        if stepsLeft < 0 { halt = .steps }
        if halt != nil { depth -= 1 }
        return halt == nil
    }

    private mutating func checkKeywords(
        _ node: SchemaNode.Number, _ value: Value, _ outer: EvaluatedPlaces?
    ) -> Bool {
        if let verdict = program.nodes[node].verdict {
            return verdict || fail(node, program.keyword(of: node), Message.notAllowed)
        }
        let types = program.nodes[node].types
        if types != .any, !types.isSuperset(of: TypeSet(of: value)) {
            return fail(node, "type") { .type($0, types, value) }
        }
        var isValid = checkChoices(node, value)
        guard isValid || isCollecting else { return false }
        let evaluated = places(node, value, outer)
        isValid = checkByKind(node, value, evaluated) && isValid
        guard isValid || isCollecting else { return false }
        if program.nodes[node].inPlace != nil {
            // Where no alternative fits, nobody can say which members were meant.
            guard checkInPlace(node, value, evaluated) else { return false }
        }
        guard let evaluated else { return isValid }
        isValid = checkUnevaluated(node, value, evaluated) && isValid
        if let outer, outer !== evaluated { outer.formUnion(evaluated) }
        return isValid
    }

    /// A schema that asks what was looked at asks about itself only, not about its cousins.
    private func places(
        _ node: SchemaNode.Number, _ value: Value, _ outer: EvaluatedPlaces?
    ) -> EvaluatedPlaces? {
        switch value {
        case .object(let fields) where program.nodes[node].unevaluatedProperties != nil:
            EvaluatedPlaces(count: fields.count)
        case .list(let items) where program.nodes[node].unevaluatedItems != nil:
            EvaluatedPlaces(count: items.count)
        default: outer
        }
    }

    private mutating func checkByKind(
        _ node: SchemaNode.Number, _ value: Value, _ evaluated: EvaluatedPlaces?
    ) -> Bool {
        switch value {
        case .string(let text):
            program.nodes[node].text == nil || checkText(node, text)
        case .int, .double:
            program.nodes[node].number == nil || checkNumber(node, value)
        case .object(let fields):
            program.nodes[node].object == nil || checkObject(node, fields, evaluated)
        case .list(let items):
            program.nodes[node].list == nil || checkList(node, items, evaluated)
        case .null, .bool: true
        }
    }
}
