// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CEL
import Values

extension CELValue {
    /// A resource's attributes as expressions see them: what only its target gives is pending, secrets are opaque.
    static func attributes(of resource: Resource, _ type: ResourceType) -> CELValue {
        var fields: [(String, CELValue)] = resource.attributes.map {
            ($0.key, CELValue($0.value, named: "resources.\($0.key)"))
        }
        for attribute in type.attributes where attribute.role == .computed {
            let name = "\(resource.address).\(attribute.name)"
            if attribute.isSensitive {
                let source = SecretSource.attribute(resource.address, name: attribute.name)
                fields.append((attribute.name, .opaque(CELReference(name: name, payload: source))))
            } else {
                let pending = PendingValue.parts([
                    .attribute(resource.address, name: attribute.name)
                ])
                fields.append(
                    (attribute.name, .pending(CELReference(name: name, payload: pending))))
            }
        }
        return .map(Fields<CELValue>(fields))
    }

    init(_ value: AttributeValue, named name: String) {
        switch value {
        case .known(let value): self.init(value)
        case .pending(let pending): self = .pending(CELReference(name: name, payload: pending))
        case .secret(let source): self = .opaque(CELReference(name: name, payload: source))
        }
    }
}
