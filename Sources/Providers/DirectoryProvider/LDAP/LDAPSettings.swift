// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// The settings of a directory on a server: where it lies and by which schema.
enum LDAPSettings {
    static let schema: Value = [
        "type": "object", "additionalProperties": false, "required": ["base_dn"],
        "properties": [
            "base_dn": DirectorySettings.baseSchema,
            "profile": [
                "enum": ["openldap", "active-directory"], "default": "openldap",
                "description": "the schema that the server follows",
            ],
            "mark_attribute": [
                "type": "string", "pattern": "^[A-Za-z][A-Za-z0-9-]*$",
                "description":
                    "the attribute of units, groups and accounts that says whose they are; `description` where nothing is said, and `adminDescription` at Active Directory",
            ],
        ],
    ]

    static func problems(_ value: Value) -> [AttributeProblem] {
        do throws(DNProblem) {
            let name = try DistinguishedName(value["base_dn"]?.string ?? "")
            if name.parts.isEmpty {
                return [AttributeProblem("base_dn", "the name is empty")]
            }
            return []
        } catch {
            return [
                AttributeProblem(
                    "base_dn", "not a distinguished name: \(error.message)",
                    help: "it is written like `dc=city,dc=example`")
            ]
        }
    }
}
