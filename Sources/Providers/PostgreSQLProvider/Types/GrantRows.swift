// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// All privileges of a database's roles on what grants are on, as one question answers them, put together to
/// grants. It leaves out what everybody has and what owners have by themselves.
struct GrantRows {
    /// Rows: what it is on, the schema, the role, the creator of default privileges, the privileges that all objects have,
    /// whether others are on some of them, and whether all may be granted on. A row without a role says that
    /// there are objects.
    static let query: SQL = """
        WITH objects AS ( \
        SELECT CASE WHEN relkind = 'S' THEN 'sequences' ELSE 'tables' END AS "on", relnamespace AS schema, \
        relowner AS owner, coalesce(relacl, acldefault(CASE WHEN relkind = 'S' THEN 's' ELSE 'r' END::"char", relowner)) AS acl \
        FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S') \
        UNION ALL SELECT 'routines', pronamespace, proowner, coalesce(proacl, acldefault('f', proowner)) FROM pg_proc \
        ), own AS (SELECT objects.*, nspname FROM objects JOIN pg_namespace n ON n.oid = schema \
        WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' \
        ), totals AS (SELECT "on", nspname, count(*) AS n FROM own GROUP BY 1, 2 \
        ), each AS (SELECT "on", nspname, a.grantee, lower(a.privilege_type) AS privilege, count(*) AS n, \
        bool_and(a.is_grantable) AS grantable FROM own, aclexplode(acl) a WHERE a.grantee <> 0 GROUP BY 1, 2, 3, 4 \
        ), simple AS (SELECT 'schema' AS "on", nspname, nspowner AS owner, nspacl AS acl FROM pg_namespace \
        WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' \
        UNION ALL SELECT 'database', NULL, datdba, datacl FROM pg_database WHERE datname = current_database() \
        ), found AS (SELECT "on", nspname, NULL::oid AS grantee, NULL::oid AS creator, NULL::text[] AS privileges, \
        false AS uneven, false AS grantable FROM totals \
        UNION ALL SELECT "on", nspname, grantee, NULL, \
        array_agg(privilege) FILTER (WHERE each.n = totals.n), \
        bool_or(each.n <> totals.n), bool_and(grantable) FROM each JOIN totals USING ("on", nspname) GROUP BY 1, 2, 3 \
        UNION ALL SELECT "on", nspname, a.grantee, NULL, array_agg(lower(a.privilege_type)), \
        false, bool_and(a.is_grantable) FROM simple, aclexplode(acl) a \
        WHERE a.grantee <> 0 AND a.grantee <> owner GROUP BY 1, 2, 3 \
        UNION ALL SELECT CASE defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' ELSE 'routines' END, \
        nspname, a.grantee, defaclrole, array_agg(lower(a.privilege_type)), false, bool_and(a.is_grantable) \
        FROM pg_default_acl JOIN pg_namespace n ON n.oid = defaclnamespace, aclexplode(defaclacl) a \
        WHERE defaclobjtype IN ('r', 'S', 'f') AND a.grantee <> 0 GROUP BY 1, 2, 3, 4) \
        SELECT current_database(), "on", nspname, pg_get_userbyid(grantee), pg_get_userbyid(creator), \
        coalesce(privileges, '{}')::text, uneven, grantable FROM found
        """

    private var grants: [ByteText: Grant] = [:]
    private var collections: Set<ByteText> = []

    private struct Grant {
        var names: [String]
        /// Of the objects that are there; nil where there are none or the role has nothing on any.
        var onObjects: [String]?
        var byCreator: [(creator: String, privileges: [String])] = []
        var isUneven = false
        var isGrantable = true
    }

    init(_ rows: Rows) {
        for row in 0..<rows.count { add(rows, row) }
    }

    private mutating func add(_ rows: Rows, _ row: Int) {
        let names = (0..<4).map { rows.text(row, $0) ?? "" }
        guard rows.text(row, 3) != nil else {
            collections.insert(ByteText(PartsOfIdentity.text(Array(names.prefix(3)))))
            return
        }
        let privileges = ServerArray.words(rows.text(row, 5) ?? "")
        var grant =
            grants[ByteText(PartsOfIdentity.text(names))] ?? Grant(names: names)
        if let creator = rows.text(row, 4) {
            grant.byCreator.append((creator, privileges))
        } else {
            grant.onObjects = privileges
        }
        grant.isUneven = grant.isUneven || rows.bool(row, 6)
        grant.isGrantable = grant.isGrantable && rows.bool(row, 7)
        grants[ByteText(PartsOfIdentity.text(names))] = grant
    }

    var objects: [ServerObject] { grants.map { object($0.key.text, $0.value) } }

    private func object(_ identity: String, _ grant: Grant) -> ServerObject {
        let isSome = collections.contains(
            ByteText(PartsOfIdentity.text(Array(grant.names.prefix(3)))))
        var sets = grant.byCreator.map(\.privileges)
        if isSome || grant.onObjects != nil { sets.append(grant.onObjects ?? []) }
        let everywhere = sets.dropFirst().reduce(sets.first ?? []) { all, more in
            all.filter { more.contains($0) }
        }
        let isUneven = grant.isUneven || sets.contains { $0.count != everywhere.count }
        var attributes: Fields<Value> = [
            "database": .string(grant.names[0]), "on": .string(grant.names[1]),
            "role": .string(grant.names[3]),
            "privileges": ServerText.sorted(everywhere.map { .string($0) }),
            "grant_option": .bool(grant.isGrantable),
            "creators": ServerText.sorted(grant.byCreator.map { .string($0.creator) }),
            "condition": .string(isUneven ? GrantType.uneven : GrantType.sound),
        ]
        if grant.names[1] != GrantObject.database.rawValue {
            attributes["schema"] = .string(grant.names[2])
        }
        return ServerObject(identity: identity, name: identity, attributes: attributes)
    }
}
