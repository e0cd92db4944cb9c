// SPDX-License-Identifier: Apache-2.0

import GRDB

/// The tables of a store, version 1. Plain types, keys and references only, so that PostgreSQL can hold
/// the same tables (`BLOB` is `bytea` there, `INTEGER` is `bigint`; what follows a table's last bracket is SQLite's). It says nothing of what stands in the bytes.
enum StoreSchema {
    static let version = 1
    /// `BRNM`: tells a store from any other SQLite database.
    static let applicationID = 0x42_52_4E_4D
    static let pageSize = 8192

    /// In the order of creation.
    static let statements = [
        store, entries, parts, subtrees, recorded, uids, intents, runs, runsByPlan, touches,
        leases,
    ]

    /// A table that is a projection of the ledger, which a rebuild makes anew.
    struct Table {
        let name: String
        /// The SQL of a text that names a row to people.
        let key: String
        let statement: String
    }

    static let projections = [
        Table(name: "recorded", key: "address", statement: recorded),
        Table(name: "uids", key: "uid", statement: uids),
        Table(name: "intents", key: "step", statement: intents),
        Table(name: "runs", key: "run", statement: runs),
        Table(name: "touches", key: "address || ' in entry ' || entry", statement: touches),
    ]

    /// One row. Size, root hash and frontier of the ledger's tree, changed with every append in its own
    /// transaction; `token` is the last fencing token given.
    private static let store = """
        CREATE TABLE store (
            one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
            lineage TEXT NOT NULL,
            size INTEGER NOT NULL,
            root BLOB NOT NULL,
            frontier BLOB NOT NULL,
            token INTEGER NOT NULL
        ) STRICT
        """

    /// The ledger: an entry's leaf (canonical JSON of day, kind, version and the parts' commitments) and
    /// its RFC 6962 leaf hash. Append-only; nothing here is ever changed.
    private static let entries = """
        CREATE TABLE entries (
            entry INTEGER NOT NULL PRIMARY KEY,
            leaf BLOB NOT NULL,
            hash BLOB NOT NULL
        ) STRICT
        """

    /// What the entries say, a column a part. A column holds exactly the bytes that its commitment is the
    /// digest of: salt, name, a zero byte, canonical JSON. Null: the entry has no such part, or it is erased.
    private static let parts = """
        CREATE TABLE parts (
            entry INTEGER NOT NULL PRIMARY KEY REFERENCES entries (entry),
            run BLOB,
            state BLOB,
            what BLOB,
            place BLOB,
            who BLOB,
            why BLOB
        ) STRICT
        """

    /// Hashes of full subtrees at every eighth level (of 256, 65,536, ... leaves), so that a head, a proof
    /// or a tile of any size needs few leaves.
    private static let subtrees = """
        CREATE TABLE subtrees (
            level INTEGER NOT NULL,
            position INTEGER NOT NULL,
            hash BLOB NOT NULL,
            PRIMARY KEY (level, position)
        ) STRICT, WITHOUT ROWID
        """

    /// Recorded rows as canonical JSON, with the entry that each was last written by.
    private static let recorded = """
        CREATE TABLE recorded (
            address TEXT NOT NULL PRIMARY KEY,
            entry INTEGER NOT NULL REFERENCES entries (entry),
            value BLOB NOT NULL
        ) STRICT
        """

    /// Every uid ever given, with the address and the entry that it was last recorded at.
    private static let uids = """
        CREATE TABLE uids (
            uid TEXT NOT NULL PRIMARY KEY,
            address TEXT NOT NULL,
            entry INTEGER NOT NULL REFERENCES entries (entry)
        ) STRICT, WITHOUT ROWID
        """

    /// Steps that were begun and have no outcome yet. What they meant to do is the entry's `state`.
    private static let intents = """
        CREATE TABLE intents (
            step TEXT NOT NULL PRIMARY KEY,
            run TEXT NOT NULL,
            address TEXT NOT NULL,
            entry INTEGER NOT NULL REFERENCES entries (entry)
        ) STRICT, WITHOUT ROWID
        """

    /// Runs, with the entries that began and ended them.
    private static let runs = """
        CREATE TABLE runs (
            run TEXT NOT NULL PRIMARY KEY,
            plan TEXT NOT NULL,
            started INTEGER NOT NULL REFERENCES entries (entry),
            ended INTEGER REFERENCES entries (entry)
        ) STRICT
        """

    private static let runsByPlan = "CREATE INDEX runs_by_plan ON runs (plan)"

    /// Which entries are about which address.
    private static let touches = """
        CREATE TABLE touches (
            address TEXT NOT NULL,
            entry INTEGER NOT NULL REFERENCES entries (entry),
            PRIMARY KEY (address, entry)
        ) STRICT, WITHOUT ROWID
        """

    /// Leases, a row a scope; the rows of one lease share its token. Times are milliseconds since 1970.
    private static let leases = """
        CREATE TABLE leases (
            scope TEXT NOT NULL PRIMARY KEY,
            holder TEXT NOT NULL,
            token INTEGER NOT NULL,
            lifetime INTEGER NOT NULL,
            expires INTEGER NOT NULL
        ) STRICT
        """
}
