// SPDX-License-Identifier: Apache-2.0

package import Values

/// What the catalog says about one attribute of a resource: a value, a value that is known only when
/// another resource has been applied, or a secret. It never holds a secret's bytes.
package enum AttributeValue: Sendable, Equatable {
    case known(Value)
    case pending(PendingValue)
    case secret(SecretSource)

    package var known: Value? {
        if case .known(let value) = self { value } else { nil }
    }
}

/// The attributes that the catalog states for a resource, with the defaults and derived ones.
package typealias Attributes = Fields<AttributeValue>

extension Fields where Element == AttributeValue {
    /// Those attributes whose values are known before the apply.
    package var known: Fields<Values.Value> {
        var known: [Fields<Values.Value>.Entry] = []
        known.reserveCapacity(count)
        for entry in entries {
            if case .known(let value) = entry.value { known.append((entry.key, value)) }
        }
        return Fields<Values.Value>(entries: known)
    }
}

/// Where a secret comes from. Two attributes with the same source hold the same secret.
package indirect enum SecretSource: Sendable, Hashable {
    /// A sensitive attribute of another resource.
    case attribute(Address, name: String)
}

/// A value with parts that are known only when other resources have been applied.
package indirect enum PendingValue: Sendable, Equatable {
    case known(Value)
    /// One reference alone keeps the attribute's type, several parts make a text.
    case parts([PendingPart])
    case list([PendingValue])
    case object(Fields<PendingValue>)
}

package enum PendingPart: Sendable, Equatable {
    case text(String)
    case attribute(Address, name: String)
}

extension PendingValue {
    /// The value with every reference looked up; nil while one is still unknown.
    package func filled(_ lookUp: (Address, String) -> Value?) -> Value? {
        switch self {
        case .known(let value):
            return value
        case .parts(let parts):
            return Self.joined(parts, lookUp)
        case .list(let items):
            let values = items.compactMap { $0.filled(lookUp) }
            return values.count == items.count ? .list(values) : nil
        case .object(let fields):
            let values = fields.compactMap { entry in
                entry.value.filled(lookUp).map { (entry.key, $0) }
            }
            return values.count == fields.count ? .object(Fields<Value>(values)) : nil
        }
    }

    private static func joined(
        _ parts: [PendingPart], _ lookUp: (Address, String) -> Value?
    ) -> Value? {
        if parts.count == 1, case .attribute(let address, let name) = parts[0] {
            return lookUp(address, name)
        }
        var text = ""
        for part in parts {
            switch part {
            case .text(let piece): text += piece
            case .attribute(let address, let name):
                guard let value = lookUp(address, name), let piece = value.textForJoining else {
                    return nil
                }
                text += piece
            }
        }
        return .string(text)
    }

    /// Every attribute that this value waits for.
    package var references: [(address: Address, name: String)] {
        switch self {
        case .known: []
        case .parts(let parts):
            parts.compactMap {
                if case .attribute(let address, let name) = $0 { (address, name) } else { nil }
            }
        case .list(let items): items.flatMap(\.references)
        case .object(let fields): fields.flatMap(\.value.references)
        }
    }
}

extension Value {
    /// The text of a scalar inside `"text ${expression}"`; nil for what can't stand in a text.
    package var textForJoining: String? {
        switch self {
        case .string(let text): text
        case .int(let number): number.description
        case .bool(let flag): flag.description
        case .null, .double, .list, .object: nil
        }
    }
}
