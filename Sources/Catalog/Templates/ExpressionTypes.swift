// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CEL
import Values

/// The types of the variables that expressions see, made from the schemas of services and resource types. It
/// holds no values.
enum ExpressionTypes {
    /// What every expression sees: who, where, at which tier, with which parameters.
    static func subscriptionDeclarations(parameters: CELType) -> [CELDeclaration] {
        [
            CELDeclaration("city", city), CELDeclaration("environment", environment),
            CELDeclaration("department", department), CELDeclaration("subscription", subscription),
            CELDeclaration("service", service), CELDeclaration("tier", tier),
            CELDeclaration("parameters", parameters), CELDeclaration("uses", .map(.string, .dyn)),
            CELDeclaration("people", .map(.string, person)),
            CELDeclaration("facilities", .map(.string, .dyn)),
        ]
    }

    static func templateDeclarations(parameters: CELType, resources: CELType) -> [CELDeclaration] {
        subscriptionDeclarations(parameters: parameters) + [
            CELDeclaration("resources", resources), CELDeclaration("each", each),
        ]
    }

    static let city = object(
        "city", ["id": .string, "name": .string, "domain": .string, "time_zone": .string])
    static let environment = object("environment", ["id": .string])
    static let department = object(
        "department",
        [
            "id": .string, "number": .string, "name": .string, "independence": .string,
            "contact": .string, "liaisons": .list(.string), "units": .list(.string),
        ])
    private static let data = object("data", ["level": .string, "regimes": .list(.string)])
    static let subscriptionFields: [String: CELField] = [
        "id": CELField(.string), "path": CELField(.string), "owners": CELField(.list(.string)),
        "data": CELField(data), "expires": CELField(.string, isOptional: true),
        "shared_with": CELField(.list(.string)),
    ]
    private static let subscription = CELType.object("subscription", fields: subscriptionFields)
    static let serviceFields: [String: CELField] = [
        "id": CELField(.string), "name": CELField(.string), "category": CELField(.string),
        "owner": CELField(.string),
    ]
    private static let service = CELType.object("service", fields: serviceFields)
    private static let tier = object("tier", ["id": .string])
    private static let each = object("each", ["key": .string, "value": .dyn])
    static let person = CELType.object(
        "person",
        fields: [
            "id": CELField(.string), "type": CELField(.string), "status": CELField(.string),
            "department": CELField(.string), "given_name": CELField(.string, isOptional: true),
            "surname": CELField(.string, isOptional: true),
            "display_name": CELField(.string, isOptional: true),
            "mail": CELField(.string, isOptional: true),
            "title": CELField(.string, isOptional: true),
            "unit": CELField(.string, isOptional: true),
            "facility": CELField(.string, isOptional: true),
            "sponsor": CELField(.string, isOptional: true),
            "ends": CELField(.string, isOptional: true),
            "clearances": CELField(.list(.string)),
        ])

    private static func object(_ name: String, _ fields: [String: CELType]) -> CELType {
        .object(name, fields: fields.mapValues { CELField($0) })
    }

    // MARK: From schemas

    /// How the names of the types of parameters begin.
    static let parametersOf = "parameters of"

    /// An object with the schema's properties. What is neither required nor has a default may be absent.
    static func parameters(of owner: String, schema: Value) -> CELType {
        let properties = schema["properties"]?.object ?? [:]
        let required = Set((schema["required"]?.list ?? []).compactMap(\.string))
        var fields: [String: CELField] = [:]
        for (name, property) in properties {
            let isThere = required.contains(name) || property["default"] != nil
            fields[name] = CELField(type(of: property), isOptional: !isThere)
        }
        return .object("\(parametersOf) \(owner)", fields: fields)
    }

    static func type(of schema: Value) -> CELType {
        switch schema["type"]?.string {
        case "string": .string
        case "integer": .int
        case "number": .double
        case "boolean": .bool
        case "array": .list(schema["items"].map(type) ?? .dyn)
        case "object": .map(.string, .dyn)
        default: schema["enum"]?.list?.allSatisfy({ $0.string != nil }) ?? false ? .string : .dyn
        }
    }

    /// The attributes of a resource, called `path` in messages: `stated` are those that it surely states.
    static func attributes(
        of type: ResourceType, at path: String, stated: Set<String>
    ) -> CELType {
        var fields: [String: CELField] = [:]
        for attribute in type.attributes {
            let plain = Self.type(of: attribute.schema)
            let seen: CELType =
                if attribute.isSensitive {
                    .opaque("\(path).\(attribute.name)")
                } else if attribute.role == .computed {
                    .pending(plain)
                } else {
                    plain
                }
            let isThere =
                attribute.role != .input || stated.contains(attribute.name)
                || attribute.defaultValue != nil
            fields[attribute.name] = CELField(seen, isOptional: !isThere)
        }
        return .object(path, fields: fields)
    }
}
