// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import CEL
import Values

/// What rules see, for the reference page: variables and the fields of their objects, with types, and functions.
package enum PolicyReference {
    package struct Entry: Sendable {
        package let name: String
        package let type: String
        package let isOptional: Bool
    }

    /// In the order in which they are declared.
    package static func variables(of subject: PolicyRule.Subject) -> [Entry] {
        PolicyVariable.all(of: subject).map {
            Entry(
                name: $0.rawValue, type: PolicyTypes.type(of: $0).description, isOptional: false)
        }
    }

    /// Every object type that a variable leads to, by name, with its fields.
    package static let objects: [(name: String, fields: [Entry])] = {
        var found: [String: CELObjectType] = [:]
        for variable in PolicyVariable.allCases {
            collect(PolicyTypes.type(of: variable), into: &found)
        }
        return found.values.sorted { $0.name.precedesByBytes($1.name) }.map { object in
            let names = object.fieldNames.sorted { $0.precedesByBytes($1) }
            let fields = names.compactMap { name in
                object.field(name).map {
                    Entry(name: name, type: $0.type.description, isOptional: $0.isOptional)
                }
            }
            return (object.name, fields)
        }
    }()

    package static var functions: [String] { PolicyFunctions.all.map(\.description) }

    private static func collect(_ type: CELType, into found: inout [String: CELObjectType]) {
        switch type {
        case .object(let object):
            guard found.updateValue(object, forKey: object.name) == nil else { return }
            for name in object.fieldNames {
                if let field = object.field(name) { collect(field.type, into: &found) }
            }
        case .list(let element), .map(_, let element): collect(element, into: &found)
        default: break
        }
    }
}
