// SPDX-License-Identifier: Apache-2.0

import CLibPQ

/// The rows that answer a question, in libpq's memory. Freed with the last owner.
final class Rows {
    private let result: OpaquePointer
    let count: Int

    /// Takes the result over.
    init(taking result: OpaquePointer) {
        self.result = result
        count = Int(PQntuples(result))
    }

    deinit { PQclear(result) }

    /// Nil for SQL's null.
    func text(_ row: Int, _ column: Int) -> String? {
        let (row, column) = (Int32(row), Int32(column))
        guard PQgetisnull(result, row, column) == 0 else { return nil }
        let count = Int(PQgetlength(result, row, column))
        return String(
            decoding: UnsafeRawBufferPointer(start: PQgetvalue(result, row, column), count: count),
            as: UTF8.self)
    }

    func bool(_ row: Int, _ column: Int) -> Bool {
        PQgetvalue(result, Int32(row), Int32(column))?.pointee == CChar(UInt8(ascii: "t"))
    }

    func int(_ row: Int, _ column: Int) -> Int64? { text(row, column).flatMap { Int64($0) } }
}
