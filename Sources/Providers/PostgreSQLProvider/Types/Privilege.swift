// SPDX-License-Identifier: Apache-2.0

import Values

/// What a role may be allowed to do, in the catalog's and in SQL's words.
enum Privilege {
    static let names = [
        "connect", "create", "delete", "execute", "insert", "references", "select", "temporary",
        "trigger", "truncate", "update", "usage",
    ]

    static func word(_ name: String) -> SQL? {
        switch name {
        case "connect": "CONNECT"
        case "create": "CREATE"
        case "delete": "DELETE"
        case "execute": "EXECUTE"
        case "insert": "INSERT"
        case "references": "REFERENCES"
        case "select": "SELECT"
        case "temporary": "TEMPORARY"
        case "trigger": "TRIGGER"
        case "truncate": "TRUNCATE"
        case "update": "UPDATE"
        case "usage": "USAGE"
        default: nil
        }
    }

    static func words(_ privileges: Value) -> [SQL] {
        (privileges.list ?? []).compactMap { $0.string.flatMap(word) }
    }
}
