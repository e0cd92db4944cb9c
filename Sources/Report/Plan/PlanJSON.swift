// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import Values

/// A plan as JSON for programs, in the form of `docs/reference/plan.schema.json`: one change a line. It is
/// not the plan's own canonical form, from which alone an apply can be made. No secret is in it.
package enum PlanJSON {
    package static let formatVersion: Int64 = 1

    package static func render(_ plan: Plan, planID: String) -> String {
        var json = JSONText()
        json.punctuate("{")
        for (name, value) in members(of: plan, planID: planID) {
            json.writeMember(name, value)
            json.punctuate(",\n")
        }
        json.punctuate("\"changes\":[")
        for (place, change) in plan.changes.enumerated() {
            json.punctuate(place == 0 ? "\n" : ",\n")
            json.write(value(of: change))
        }
        json.punctuate("]}\n")
        return json.text
    }

    private static func members(of plan: Plan, planID: String) -> [(String, Value)] {
        [
            ("format_version", .int(formatVersion)), ("plan_id", .string(planID)),
            ("environment", .string(plan.environment)),
            ("departments", plan.basis.departments.map { .list($0.map(Value.string)) } ?? .null),
            ("now", .string(plan.basis.now.description)),
            ("valid_until", .string(plan.basis.validUntil.description)),
            (
                "inputs",
                .list(
                    plan.basis.inputs.map {
                        ["path": .string($0.path), "digest": .string($0.digest.hex)]
                    })
            ),
            ("summary", summary(of: plan)),
            ("exceeded", .list(plan.exceeded.map(value))),
            ("failures", .list(plan.failures.map(value))),
            ("refusals", .list(plan.refusals.map(Value.string))),
            ("notes", .list(plan.notes.map(Value.string))),
        ]
    }

    /// A number for every kind, none left out, and how many of them are somebody else's doing.
    private static func summary(of plan: Plan) -> Value {
        let counts = PlanCounts(plan)
        var summary = Fields(
            ChangeKind.allCases.map { ($0.rawValue, Value.int(Int64(counts[$0]))) })
        summary["drift"] = .int(Int64(counts.drift))
        return .object(summary)
    }

    private static func value(_ budget: ExceededBudget) -> Value {
        [
            "allowed": .int(Int64(budget.allowed)), "count": .int(Int64(budget.count)),
            "kind": .string(budget.kind.rawValue), "name": .string(budget.name),
            "scope": .string(budget.scope.rawValue),
        ]
    }

    private static func value(_ failure: Plan.TargetFailure) -> Value {
        [
            "kind": .string(failure.failure.kind.rawValue), "target": .string(failure.target),
            "words": .string(failure.failure.words),
        ]
    }

    // MARK: Changes

    /// Members in the order of their names: sorting them is then quick.
    private static func value(of change: Change) -> Value {
        var pairs: [(String, Value)] = [
            ("address", .string(change.address.text)),
            ("attributes", .list(change.attributes.map { value(of: $0, kind: change.kind) })),
            ("drift", .bool(change.isDrift)),
        ]
        if let address = change.formerAddress {
            pairs.append(("former_address", .string(address.text)))
        }
        if let identity = change.object.formerIdentity {
            pairs.append(("former_identity", .string(identity)))
        }
        pairs.append(("identity", .string(change.object.identity)))
        pairs.append(("kind", .string(change.kind.rawValue)))
        if let reason = change.reason { pairs.append(("reason", .string(reason))) }
        pairs.append(("target", .string(change.object.target)))
        pairs.append(("type", .string(change.object.type)))
        return .object(Fields(pairs))
    }

    /// What is not yet known has a null `after` and `after_unknown`; of a secret nothing is shown.
    private static func value(of attribute: AttributeChange, kind: ChangeKind) -> Value {
        let isHidden = attribute.hidesValue
        let isUnknown: Bool
        if case .pending? = attribute.after { isUnknown = true } else { isUnknown = false }
        let before = kind == .create || isHidden ? nil : attribute.before
        return [
            "after": isHidden ? .null : attribute.after?.known ?? .null,
            "after_unknown": .bool(isUnknown && !isHidden),
            "before": before ?? .null,
            "forces_replace": .bool(attribute.forcesReplace && attribute.differs),
            "name": .string(attribute.name),
            "recorded": isHidden ? .null : attribute.recorded ?? .null,
            "sensitive": .bool(isHidden),
        ]
    }
}

extension AttributeChange {
    /// Whether no view may show its values.
    var hidesValue: Bool {
        if case .secret? = after { return true }
        return isSensitive
    }
}
