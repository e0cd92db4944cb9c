// SPDX-License-Identifier: Apache-2.0

import CLibPQ
import ParallelWork

/// The rows that answer a question, in libpq's memory, which nothing changes. Freed with the last owner.
final class Rows: @unchecked Sendable {
    private let result: OpaquePointer
    let count: Int

    /// Takes the result over.
    init(taking result: OpaquePointer) {
        self.result = result
        count = Int(PQntuples(result))
    }

    deinit { PQclear(result) }

    /// Something of each row, made on all cores where there are many.
    func map<Result: Sendable>(_ make: @Sendable (Rows, Int) -> Result) -> [Result] {
        SlicedWork.map(Array(0..<count), sliceCountMin: 512) { rows in rows.map { make(self, $0) } }
    }

    /// Nil for SQL's null.
    func text(_ row: Int, _ column: Int) -> String? {
        PQgetisnull(result, Int32(row), Int32(column)) == 0
            ? String(decoding: bytes(row, column), as: UTF8.self) : nil
    }

    func comment(_ row: Int, _ column: Int) -> ObjectComment {
        ObjectComment(bytes: bytes(row, column))
    }

    /// Valid as long as the rows are; empty for SQL's null.
    private func bytes(_ row: Int, _ column: Int) -> UnsafeRawBufferPointer {
        let (row, column) = (Int32(row), Int32(column))
        return UnsafeRawBufferPointer(
            start: PQgetvalue(result, row, column), count: Int(PQgetlength(result, row, column)))
    }

    func bool(_ row: Int, _ column: Int) -> Bool {
        PQgetvalue(result, Int32(row), Int32(column))?.pointee == CChar(UInt8(ascii: "t"))
    }

    func int(_ row: Int, _ column: Int) -> Int64? { text(row, column).flatMap { Int64($0) } }
}
