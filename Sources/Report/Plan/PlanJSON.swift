// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import Values

/// A plan as JSON for programs, in the form of `docs/reference/plan.schema.json`: one change a line. It is
/// not the plan's own canonical form, from which alone an apply can be made. No secret is in it.
package struct PlanJSON {
    package static let formatVersion = 1

    private static let pieceBytes = 65_536

    private var json = JSONText()

    package static func render(
        _ plan: Plan, planID: String?, skipped: [SkippedResources] = [], since: PlanSince? = nil
    ) -> String {
        var bytes: [UInt8] = []
        write(plan, planID: planID, skipped: skipped, since: since) { bytes.append(contentsOf: $0) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The same in pieces, so that a plan of any size is never in memory twice.
    package static func write<Failure: Error>(
        _ plan: Plan, planID: String?, skipped: [SkippedResources] = [], since: PlanSince? = nil,
        to output: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        var view = PlanJSON()
        view.writeHead(plan, planID)
        view.write(skipped)
        if let since { view.write(since, plan) }
        try view.write(plan.changes, to: output)
        try output(view.json.take())
    }

    // MARK: The plan

    private mutating func writeHead(_ plan: Plan, _ planID: String?) {
        json.punctuate("{\"format_version\":")
        json.write(Self.formatVersion)
        json.punctuate(",\n\"plan_id\":")
        json.write(planID.map(Value.string) ?? .null)
        write(",\n\"environment\":", plan.environment)
        json.punctuate(",\n\"departments\":")
        json.write(plan.basis.departments.map { .list($0.map(Value.string)) } ?? .null)
        write(",\n\"now\":", plan.basis.now.description)
        write(",\n\"valid_until\":", plan.basis.validUntil.description)
        json.punctuate(",\n\"inputs\":")
        json.writeList(plan.basis.inputs) {
            $0.write(["path": .string($1.path), "digest": .string($1.digest.hex)])
        }
        writeSummary(PlanCounts(plan))
        json.punctuate(",\n\"checks\":")
        json.write(Self.value(plan.checks))
        json.punctuate(",\n\"costs\":")
        json.writeList(plan.costs.differences) { $0.write($1.value) }
        json.punctuate(",\n\"exceeded\":")
        json.writeList(plan.exceeded) { $0.write(Self.value($1)) }
        json.punctuate(",\n\"failures\":")
        json.writeList(plan.failures) { $0.write(Self.value($1)) }
        json.punctuate(",\n\"refusals\":")
        json.writeList(plan.refusals) { $0.write($1) }
        json.punctuate(",\n\"findings\":")
        json.writeList(plan.findings) { $0.write($1.value) }
        json.punctuate(",\n\"notes\":")
        json.writeList(plan.remarks) { $0.write($1) }
        json.punctuate(",\n\"names\":")
        json.writeList(plan.names) { $0.write($1.value) }
        json.punctuate(",\n\"edits\":")
        json.writeList(plan.edits) { $0.write($1.value) }
    }

    private mutating func write(_ skipped: [SkippedResources]) {
        json.punctuate(",\n\"skipped\":")
        json.writeList(skipped) { $0.write($1.value) }
    }

    private mutating func write(_ since: PlanSince, _ plan: Plan) {
        json.punctuate(",\n\"since\":")
        json.write(["revision": .string(since.revision), "commit": .string(since.commit)])
        json.punctuate(",\n\"guarded\":")
        json.writeList(since.guarded) { $0.write($1) }
        json.punctuate(",\n\"by_department\":")
        json.write(DepartmentSheet.sheet(plan).value)
    }

    /// A number for every kind, none left out, and how many of them are somebody else's doing.
    private mutating func writeSummary(_ counts: PlanCounts) {
        json.punctuate(",\n\"summary\":{\"drift\":")
        json.write(counts.drift)
        for kind in ChangeKind.allCases {
            json.punctuate(",")
            json.write(kind.rawValue)
            json.punctuate(":")
            json.write(counts[kind])
        }
        json.punctuate("}")
    }

    private static func value(_ checks: Plan.Checks) -> Value {
        [
            "checked": .int(Int64(checks.checkedCount)),
            "not_checkable": .int(Int64(checks.openCount)),
            "refused": .int(Int64(checks.refused.count)),
        ]
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

    /// `name` with its punctuation.
    private mutating func write(_ name: StaticString, _ text: String) {
        json.punctuate(name)
        json.write(text)
    }

    // MARK: Changes

    private mutating func write<Failure: Error>(
        _ changes: [Change], to output: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        json.punctuate(",\n\"changes\":[")
        for place in changes.indices {
            json.punctuate(place == 0 ? "\n" : ",\n")
            write(changes[place])
            if json.bytes.count > Self.pieceBytes { try output(json.take()) }
        }
        json.punctuate("]}\n")
    }

    private mutating func write(_ change: borrowing Change) {
        write("{\"address\":", change.address.text)
        write(",\"type\":", change.object.type)
        write(",\"target\":", change.object.target)
        write(",\"identity\":", change.object.identity)
        write(",\"kind\":", change.kind.rawValue)
        json.punctuate(",\"drift\":")
        json.write(change.isDrift)
        if let reason = change.reason { write(",\"reason\":", reason) }
        if let address = change.formerAddress { write(",\"former_address\":", address.text) }
        if let identity = change.object.formerIdentity { write(",\"former_identity\":", identity) }
        json.punctuate(",\"attributes\":[")
        let isCreate = change.kind == .create
        for place in change.attributes.indices {
            if place > 0 { json.punctuate(",") }
            write(change.attributes[place], hidesBefore: isCreate)
        }
        json.punctuate("]}")
    }

    /// What is not yet known has a null `after` and `after_unknown`; of a secret nothing is shown.
    private mutating func write(_ attribute: borrowing AttributeChange, hidesBefore: Bool) {
        let isHidden = attribute.hidesValue
        let isUnknown = !isHidden && attribute.after?.isPending == true
        write("{\"name\":", attribute.name)
        json.punctuate(",\"recorded\":")
        write(isHidden ? nil : attribute.recorded)
        json.punctuate(",\"before\":")
        write(isHidden || hidesBefore ? nil : attribute.before)
        json.punctuate(",\"after\":")
        write(isHidden ? nil : attribute.after?.known)
        json.punctuate(",\"after_unknown\":")
        json.write(isUnknown)
        json.punctuate(",\"sensitive\":")
        json.write(isHidden)
        json.punctuate(",\"forces_replace\":")
        json.write(attribute.forcesReplace && attribute.differs)
        json.punctuate("}")
    }

    private mutating func write(_ value: Value?) {
        if let value { json.write(value) } else { json.punctuate("null") }
    }
}

extension AttributeValue {
    fileprivate var isPending: Bool {
        if case .pending = self { true } else { false }
    }
}

extension AttributeChange {
    /// Whether no view may show its values.
    var hidesValue: Bool {
        if case .secret? = after { return true }
        return isSensitive
    }
}
