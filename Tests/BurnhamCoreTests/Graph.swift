// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// Changes as an order sees them: addresses, kinds and what they depend on.
enum Graph {
    static func change(
        _ kind: ChangeKind, _ address: String, after dependencies: [String] = [],
        formerly: String? = nil
    ) -> Change {
        let address = Address(address)
        let origin = Origin(
            department: String(address.department), subscription: String(address.subscription),
            service: "things", tier: "small", template: "things", sourceFile: "catalog/x.yaml")
        var change = Change(
            address: address, kind: kind,
            object: Change.Object(
                type: Thing.type.name, typeVersion: 1, target: "things", identity: address.text,
                uid: nil, precondition: .absent),
            attributes: [
                AttributeChange(
                    name: "size", recorded: 1, before: 1, after: .known(2), traits: .differs)
            ],
            keeping: Change.Keeping(
                dependsOn: dependencies.map { Address($0) }, isProtected: false,
                onRemoval: .delete, suspendedAt: nil, origin: origin))
        change.object.formerIdentity = formerly
        return change
    }

    /// The steps in order, each as `action resource`, with `former` for the one that takes the old object away.
    static func order(
        _ changes: [Change], recorded: [String: [String]] = [:]
    ) throws(StepOrder.Cycle) -> [String] {
        let sorted = changes.sorted { $0.address < $1.address }
        var edges = StepOrder.Edges()
        for (address, dependencies) in recorded {
            edges.recordedDependsOn[Address(address)] = dependencies.map { Address($0) }
        }
        return try StepOrder.steps(of: sorted, edges: edges).map { step in
            let resource = sorted[step.change].address.text.split(separator: "/").last ?? ""
            return "\(step.action.rawValue) \(resource)\(step.isOnFormer ? " former" : "")"
        }
    }
}
