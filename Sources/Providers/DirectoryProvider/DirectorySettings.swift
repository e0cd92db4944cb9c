// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// A directory target's settings: where in the tree everything lies. They are checked before by
/// `problems`; this reads them without complaint.
struct DirectorySettings: Sendable {
    static let accountsUnit = "people"
    static let groupsUnit = "groups"

    let base: DNKey
    let organization: String
    let profile: DirectoryProfile
    /// What a suspended account has; a server may know more ways than a file.
    var lock: AccountLock

    init(_ value: Value) {
        let text = value["base_dn"]?.string ?? ""
        base = (try? DNKey(text)) ?? DNKey(canonical: text)
        organization = value["organization"]?.string ?? ""
        profile = value["profile"]?.string.flatMap { DirectoryProfile(rawValue: $0) } ?? .openLDAP
        lock = profile.lock
    }

    static let baseSchema: Value = [
        "type": "string", "minLength": 1,
        "description": "the entry below which all others lie, `dc=city,dc=example`",
    ]

    static let schema: Value = [
        "type": "object", "additionalProperties": false,
        "required": ["base_dn", "organization"],
        "properties": [
            "base_dn": baseSchema,
            "organization": [
                "type": "string", "minLength": 1,
                "description": "the organisation's name, written into that entry",
            ],
        ],
    ]

    static func problems(_ value: Value) -> [AttributeProblem] {
        var problems: [AttributeProblem] = []
        do throws(DNProblem) {
            let name = try DistinguishedName(value["base_dn"]?.string ?? "")
            _ = try DNKey(name.description)
            if name.parts.first?.count != 1 || BaseEntry(DirectorySettings(value)) == nil {
                problems.append(
                    AttributeProblem(
                        "base_dn", "the first part is not one of `dc=`, `o=` and `ou=`"))
            }
        } catch {
            problems.append(
                AttributeProblem(
                    "base_dn", "not a distinguished name: \(error.message)",
                    help: "it is written like `dc=city,dc=example`"))
        }
        if let organization = value["organization"]?.string, organization.utf8.contains(0) {
            problems.append(AttributeProblem("organization", "a NUL character stands in it"))
        }
        return problems
    }

    /// The key of the unit at a path like `people/vendors`; the base itself for an empty path.
    func unitKey(_ path: String) -> DNKey {
        UnitPath(path).segments.reduce(base) { $0.child("ou", $1) }
    }

    /// Stands in groups that have no member, where the schema asks for one. It names no entry.
    var placeholder: DNKey? { profile == .openLDAP ? base.child("cn", "nobody") : nil }
}

/// The entry that the base names, as it is made when the file does not have it.
struct BaseEntry {
    let attributes: [(StaticString, String)]

    /// Nil for a base whose first part is of another type.
    init?(_ settings: DirectorySettings) {
        let part = settings.base.firstPart
        let value = DNPart.value(of: part)
        if part.hasPrefix("dc=") {
            attributes = [
                ("objectClass", "top"), ("objectClass", "dcObject"),
                ("objectClass", "organization"), ("dc", value), ("o", settings.organization),
            ]
        } else if part.hasPrefix("o=") {
            // The organisation's name may be the base's own in other letters.
            let isSame = DNPart.prepared(settings.organization) == value
            var entry: [(StaticString, String)] = [
                ("objectClass", "top"), ("objectClass", "organization"),
            ]
            if !isSame { entry.append(("o", value)) }
            entry.append(("o", settings.organization))
            attributes = entry
        } else if part.hasPrefix("ou=") {
            attributes = [
                ("objectClass", "top"), ("objectClass", "organizationalUnit"), ("ou", value),
            ]
        } else {
            return nil
        }
    }
}
