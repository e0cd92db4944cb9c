// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// `directory.account`: a person's or a service's account, an inetOrgPerson and shadowAccount. Suspended
/// it has `shadowExpire: 1` (RFC 2307), a day long past, in the place of any other one. It holds no password.
enum DirectoryAccount {
    static let mapping = AttributeMapping([
        ("common_name", nil), ("department", .departmentNumber), ("description", .description),
        ("display_name", .displayName), ("dn", nil), ("employee_number", .employeeNumber),
        ("employee_type", .employeeType), ("given_name", .givenName), ("mail", .mail),
        ("surname", .surname), ("title", .title), ("uid", nil), ("unit", nil),
        ("user_principal_name", .userPrincipalName),
    ])

    static let type = ResourceType(
        name: "directory.account", summary: "An account of a person or a service.",
        attributes: attributes,
        removal: ResourceType.RemovalRules(.suspend, canSuspend: true),
        relations: ResourceType.Relations(referenceKey: "uid"),
        functions: ResourceType.Functions(
            identity: { attributes, _ in DNPart.text("uid", attributes["uid"]?.string ?? "") },
            normalise: normalise, derive: derive, problems: problems))

    private static let attributes: [AttributeSchema] = [
        AttributeSchema(
            "uid", schema: DirectoryText.nameSchema, [.required, .identity],
            summary: "The name to log in with, one of its kind below the base."),
        text("given_name", "The first name."),
        AttributeSchema(
            "surname", schema: ["type": "string", "minLength": 1], [.required],
            summary: "The family name; of a service account what it is for."),
        text("display_name", "The whole name as people see it."),
        text("mail", "The mail address."),
        text("employee_type", "Employee, contractor, vendor, elected, board, intern or service."),
        text("employee_number", "The number that the HR system gave."),
        text("department", "The department's id or number."),
        text("title", "The job title."),
        AttributeSchema(
            "unit", schema: DirectoryText.unitSchema,
            defaultValue: .string(DirectorySettings.accountsUnit),
            summary: "The units that it lies in, from the base down."),
        text("description", "What else there is to say."),
        text(
            "common_name",
            "At Active Directory what its entry is called (cn), where that is not the uid."),
        text(
            "user_principal_name",
            "At Active Directory the other name to log in with, `u1@city.example`."),
        AttributeSchema(
            "dn", .derived, schema: DirectoryText.schema, summary: "The distinguished name."),
    ]

    private static func text(_ name: String, _ summary: String) -> AttributeSchema {
        AttributeSchema(name, schema: DirectoryText.schema, summary: summary)
    }

    private static func normalise(_ attributes: Fields<Value>, _: Value) -> Fields<Value> {
        DirectoryText.withCanonicalDN(
            DirectoryText.normalised(
                attributes, names: ["uid"], paths: ["unit"],
                texts: mapping.textNames + ["common_name"]))
    }

    private static func derive(_ attributes: Fields<Value>, _ settings: Value) -> Fields<Value> {
        var result = attributes
        result["dn"] = nil
        if let key = key(result, DirectorySettings(settings)) { result["dn"] = .string(key.text) }
        return result
    }

    private static func problems(
        _ attributes: Fields<Value>, _ settings: Value
    ) -> [AttributeProblem] {
        var problems =
            DirectoryText.nameProblems(attributes, "uid")
            + DirectoryText.pathProblems(attributes, "unit")
            + DirectoryText.textProblems(attributes, mapping.textNames + ["common_name"])
        if attributes["mail"]?.string?.utf8.contains(where: { $0 >= 0x80 }) == true {
            problems.append(
                AttributeProblem("mail", "the address has a character that is not ASCII"))
        }
        return problems + DirectorySettings(settings).profile.problems(of: attributes)
    }

    static func key(_ attributes: Fields<Value>, _ settings: DirectorySettings) -> DNKey? {
        if let name = attributes["dn"]?.string { return DNKey(canonical: name) }
        guard let uid = attributes["uid"]?.string else { return nil }
        let unit = settings.unitKey(unit(attributes))
        return switch settings.profile {
        case .openLDAP: unit.child("uid", uid)
        case .activeDirectory:
            unit.child("cn", attributes["common_name"]?.string ?? uid)
        }
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
