// SPDX-License-Identifier: Apache-2.0

import GRDB
import GRDBSQLite

/// One prepared statement, bound and stepped straight through SQLite's C interface: GRDB's own rows and
/// arguments cost several times the work of a small statement. The connection caches it; it is for the
/// connection's thread only and must not be kept beyond the access that made it.
struct SQLCall {
    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    /// Keeps the C statement alive.
    private let owner: Statement
    private let pointer: OpaquePointer

    init(_ sql: String, on database: Database) throws {
        owner = try database.cachedStatement(sql: sql)
        pointer = owner.sqliteStatement
        reset()
    }

    // MARK: Arguments, counted from 1

    func bind(_ number: Int32, _ value: Int) throws {
        try check(sqlite3_bind_int64(pointer, number, Int64(value)))
    }

    func bind(_ number: Int32, _ value: Int64) throws {
        try check(sqlite3_bind_int64(pointer, number, value))
    }

    func bind(_ number: Int32, _ text: String) throws {
        var text = text
        let code = text.withUTF8 { utf8 in
            utf8.withMemoryRebound(to: CChar.self) {
                sqlite3_bind_text(
                    pointer, number, $0.baseAddress, Int32(clamping: $0.count), Self.transient)
            }
        }
        try check(code)
    }

    func bind(_ number: Int32, _ bytes: ArraySlice<UInt8>) throws {
        try bytes.withUnsafeBytes { try bind(number, bytes: $0) }
    }

    func bind(_ number: Int32, _ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { try bind(number, bytes: $0) }
    }

    /// Copies them. SQLite would take no bytes at no address for null.
    func bind(_ number: Int32, bytes: UnsafeRawBufferPointer) throws {
        guard let start = bytes.baseAddress else {
            return try check(sqlite3_bind_zeroblob(pointer, number, 0))
        }
        try check(
            sqlite3_bind_blob(
                pointer, number, start, Int32(clamping: bytes.count), Self.transient))
    }

    /// Every argument is null.
    func unbindAll() { sqlite3_clear_bindings(pointer) }

    // MARK: Running

    /// Runs a statement that gives no rows.
    func run() throws {
        let code = sqlite3_step(pointer)
        sqlite3_reset(pointer)
        guard code == SQLITE_DONE || code == SQLITE_ROW else { throw failure(code) }
    }

    /// Calls `body` while a row is there; the statement is free again afterwards.
    func forEachRow(_ body: () throws -> Void) throws {
        defer { reset() }
        while try step() { try body() }
    }

    /// What `body` makes of the first row; nil where there is none.
    func firstRow<Result>(_ body: () throws -> Result) throws -> Result? {
        defer { reset() }
        return try step() ? try body() : nil
    }

    /// True where a row is there. Whoever steps by hand resets at the end.
    func step() throws -> Bool {
        let code = sqlite3_step(pointer)
        switch code {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default:
            reset()
            throw failure(code)
        }
    }

    func reset() { sqlite3_reset(pointer) }

    // MARK: Columns, counted from 0

    func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(pointer, column) == SQLITE_NULL
    }

    func int(_ column: Int32) throws -> Int {
        Int(try int64(column))
    }

    func int64(_ column: Int32) throws -> Int64 {
        guard sqlite3_column_type(pointer, column) == SQLITE_INTEGER else {
            throw StoredValueFailure(column: column, expected: "an integer")
        }
        return sqlite3_column_int64(pointer, column)
    }

    func text(_ column: Int32) throws -> String {
        guard let text = try withTextBytes(column, { String(validating: $0, as: UTF8.self) }) else {
            throw StoredValueFailure(column: column, expected: "a text in UTF-8")
        }
        return text
    }

    /// The bytes of a text as they are stored, which may be no UTF-8; they are there only inside `body`.
    func withTextBytes<Result>(
        _ column: Int32, _ body: (UnsafeRawBufferPointer) throws -> Result
    ) throws -> Result {
        guard sqlite3_column_type(pointer, column) == SQLITE_TEXT,
            let start = sqlite3_column_text(pointer, column)
        else { throw StoredValueFailure(column: column, expected: "a text") }
        let count = Int(sqlite3_column_bytes(pointer, column))
        return try body(UnsafeRawBufferPointer(start: start, count: count))
    }

    func bytes(_ column: Int32) throws -> [UInt8] {
        try withBytes(column) { Array($0) }
    }

    /// The bytes are there only inside `body`.
    func withBytes<Result>(
        _ column: Int32, _ body: (UnsafeRawBufferPointer) throws -> Result
    ) throws -> Result {
        guard let result = try withBytesIfAny(column, body) else {
            throw StoredValueFailure(column: column, expected: "bytes")
        }
        return result
    }

    /// As above; nil for null.
    func withBytesIfAny<Result>(
        _ column: Int32, _ body: (UnsafeRawBufferPointer) throws -> Result
    ) throws -> Result? {
        switch sqlite3_column_type(pointer, column) {
        case SQLITE_BLOB: break
        case SQLITE_NULL: return nil
        default: throw StoredValueFailure(column: column, expected: "bytes")
        }
        let start = sqlite3_column_blob(pointer, column)
        let count = Int(sqlite3_column_bytes(pointer, column))
        return try body(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
    }

    // MARK: Failures

    private func check(_ code: Int32) throws {
        guard code == SQLITE_OK else { throw failure(code) }
    }

    private func failure(_ code: Int32) -> DatabaseError {
        let words = sqlite3_db_handle(pointer).map { String(cString: sqlite3_errmsg($0)) }
        return DatabaseError(resultCode: ResultCode(rawValue: code), message: words)
    }
}

/// A column that holds what this program never writes there.
struct StoredValueFailure: Error {
    let column: Int32
    let expected: String
}

extension Database {
    private static let sliceByteCount: Int32 = 1 << 16

    /// The bytes of one column of one row, which must be there, slice by slice: the whole is never in memory.
    func forEachSlice(
        ofColumn column: String, in table: String, row: Int,
        _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        var blob: OpaquePointer?
        defer { sqlite3_blob_close(blob) }
        let opened = sqlite3_blob_open(
            sqliteConnection, "main", table, column, Int64(row), 0, &blob)
        guard opened == SQLITE_OK else { throw blobFailure(opened) }
        let count = sqlite3_blob_bytes(blob)
        let slice = UnsafeMutableRawBufferPointer.allocate(
            byteCount: Int(Self.sliceByteCount), alignment: 8)
        defer { slice.deallocate() }
        for start in stride(from: 0, to: count, by: Int(Self.sliceByteCount)) {
            let size = min(Self.sliceByteCount, count - start)
            let read = sqlite3_blob_read(blob, slice.baseAddress, size, start)
            guard read == SQLITE_OK else { throw blobFailure(read) }
            try body(UnsafeRawBufferPointer(rebasing: slice[..<Int(size)]))
        }
    }

    private func blobFailure(_ code: Int32) -> DatabaseError {
        let words = sqliteConnection.map { String(cString: sqlite3_errmsg($0)) }
        return DatabaseError(resultCode: ResultCode(rawValue: code), message: words)
    }

    /// Leaves the `-wal` and `-shm` files beside the database when the last connection closes, so that
    /// later readers need not create them.
    func keepLogFiles() {
        var isKept: Int32 = 1
        _ = sqlite3_file_control(sqliteConnection, "main", SQLITE_FCNTL_PERSIST_WAL, &isKept)
    }
}
