// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import GRDB
import Values

/// Writes what entries do to the projections' tables: recorded rows, uids, open intents, runs, touches.
/// Appending and rebuilding both go through it. It neither reads nor writes the ledger itself.
struct ProjectionWriter {
    private let record: SQLCall
    private let remove: SQLCall
    private let giveUID: SQLCall
    private let open: SQLCall
    private let settle: SQLCall
    private let start: SQLCall
    private let end: SQLCall
    private let touch: SQLCall

    init(_ database: Database) throws {
        record = try SQLCall(
            """
            INSERT INTO recorded (address, entry, value) VALUES (?, ?, ?)
            ON CONFLICT (address) DO UPDATE SET entry = excluded.entry, value = excluded.value
            """, on: database)
        remove = try SQLCall("DELETE FROM recorded WHERE address = ?", on: database)
        giveUID = try SQLCall(
            """
            INSERT INTO uids (uid, address, entry) VALUES (?, ?, ?)
            ON CONFLICT (uid) DO UPDATE SET address = excluded.address, entry = excluded.entry
            """, on: database)
        open = try SQLCall(
            """
            INSERT INTO intents (step, run, address, entry) VALUES (?, ?, ?, ?)
            ON CONFLICT (step) DO UPDATE
            SET run = excluded.run, address = excluded.address, entry = excluded.entry
            """, on: database)
        settle = try SQLCall("DELETE FROM intents WHERE step = ?", on: database)
        start = try SQLCall(
            "INSERT INTO runs (run, plan, started) VALUES (?, ?, ?) ON CONFLICT (run) DO NOTHING",
            on: database)
        end = try SQLCall("UPDATE runs SET ended = ? WHERE run = ?", on: database)
        touch = try SQLCall(
            "INSERT INTO touches (address, entry) VALUES (?, ?)", on: database)
    }

    func apply(_ change: RecordedChange, entry: Int) throws {
        let projection = change.projection
        try projection.removed.forEach { try remove($0) }
        for (row, bytes) in zip(projection.rows, change.rowBytes) {
            try write(row, bytes, entry)
        }
        if let intent = projection.opened { try write(intent, entry) }
        if let step = projection.settledStep {
            try settle.bind(1, step)
            try settle.run()
        }
        if let (run, plan) = projection.startedRun { try startRun(run, plan, entry) }
        if let run = projection.endedRun { try endRun(run, entry) }
        for address in change.addresses {
            try touch.bind(1, address)
            try touch.bind(2, entry)
            try touch.run()
        }
    }

    private func remove(_ address: Address) throws {
        try remove.bind(1, address.text)
        try remove.run()
    }

    private func write(_ row: RecordedRow, _ bytes: [UInt8], _ entry: Int) throws {
        try record.bind(1, row.address.text)
        try record.bind(2, entry)
        try record.bind(3, bytes)
        try record.run()
        try giveUID.bind(1, row.uid)
        try giveUID.bind(2, row.address.text)
        try giveUID.bind(3, entry)
        try giveUID.run()
    }

    private func write(_ intent: OpenIntent, _ entry: Int) throws {
        try open.bind(1, intent.step)
        try open.bind(2, intent.run)
        try open.bind(3, intent.address.text)
        try open.bind(4, entry)
        try open.run()
    }

    private func startRun(_ run: String, _ plan: String, _ entry: Int) throws {
        try start.bind(1, run)
        try start.bind(2, plan)
        try start.bind(3, entry)
        try start.run()
    }

    private func endRun(_ run: String, _ entry: Int) throws {
        try end.bind(1, entry)
        try end.bind(2, run)
        try end.run()
    }
}
