// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// `directory.account`: a person's or a service's account, an inetOrgPerson and shadowAccount. Suspended
/// it has `shadowExpire: 1` (RFC 2307), a day long past. It holds no password.
enum DirectoryAccount {
    static let mapping = AttributeMapping([
        ("department", .departmentNumber), ("description", .description),
        ("display_name", .displayName), ("dn", nil), ("employee_number", .employeeNumber),
        ("employee_type", .employeeType), ("given_name", .givenName), ("mail", .mail),
        ("surname", .surname), ("title", .title), ("uid", nil), ("unit", nil),
    ])

    static let type = ResourceType(
        name: "directory.account", summary: "an account of a person or a service",
        attributes: attributes,
        removal: ResourceType.RemovalRules(.suspend, canSuspend: true),
        relations: ResourceType.Relations(referenceKey: "uid"),
        functions: ResourceType.Functions(
            identity: { attributes, _ in DNPart.text("uid", attributes["uid"]?.string ?? "") },
            normalise: normalise, derive: derive, problems: problems))

    private static let attributes: [AttributeSchema] = [
        AttributeSchema(
            "uid", schema: DirectoryText.nameSchema, [.required, .identity],
            summary: "the name to log in with, one of its kind below the base"),
        text("given_name", "the first name"),
        AttributeSchema(
            "surname", schema: ["type": "string", "minLength": 1], [.required],
            summary: "the family name; of a service account what it is for"),
        text("display_name", "the whole name as people see it"),
        text("mail", "the mail address"),
        text("employee_type", "employee, contractor, vendor, elected, board, intern or service"),
        text("employee_number", "the number that the HR system gave"),
        text("department", "the department's id or number"),
        text("title", "the job title"),
        AttributeSchema(
            "unit", schema: DirectoryText.unitSchema,
            defaultValue: .string(DirectorySettings.accountsUnit),
            summary: "the units that it lies in, from the base down"),
        text("description", "what else there is to say"),
        AttributeSchema(
            "dn", .derived, schema: DirectoryText.schema, summary: "the distinguished name"),
    ]

    private static func text(_ name: String, _ summary: String) -> AttributeSchema {
        AttributeSchema(name, schema: DirectoryText.schema, summary: summary)
    }

    private static func normalise(_ attributes: Fields<Value>, _: Value) -> Fields<Value> {
        DirectoryText.withCanonicalDN(
            DirectoryText.normalised(
                attributes, names: ["uid"], paths: ["unit"], texts: mapping.textNames))
    }

    private static func derive(_ attributes: Fields<Value>, _ settings: Value) -> Fields<Value> {
        guard let key = key(attributes, DirectorySettings(settings)) else { return attributes }
        var result = attributes
        result["dn"] = .string(key.text)
        return result
    }

    private static func problems(_ attributes: Fields<Value>, _: Value) -> [AttributeProblem] {
        var problems =
            DirectoryText.nameProblems(attributes, "uid")
            + DirectoryText.pathProblems(attributes, "unit")
            + DirectoryText.textProblems(attributes, mapping.textNames)
        if attributes["mail"]?.string?.utf8.contains(where: { $0 >= 0x80 }) == true {
            problems.append(
                AttributeProblem("mail", "the address has a character that is not ASCII"))
        }
        return problems
    }

    static func key(_ attributes: Fields<Value>, _ settings: DirectorySettings) -> DNKey? {
        if let name = attributes["dn"]?.string { return DNKey(canonical: name) }
        guard let uid = attributes["uid"]?.string else { return nil }
        return settings.unitKey(unit(attributes)).child("uid", uid)
    }

    static func unit(_ attributes: Fields<Value>) -> String {
        attributes["unit"]?.string ?? DirectorySettings.accountsUnit
    }

    /// The schema of a person asks for a `cn`, which the catalog does not state.
    static func commonName(_ attributes: Fields<Value>) -> String {
        if let name = attributes["display_name"]?.string { return name }
        let names = ["given_name", "surname"].compactMap { attributes[$0]?.string }
        return names.joined(separator: " ")
    }
}
