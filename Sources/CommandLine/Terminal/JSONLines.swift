// SPDX-License-Identifier: Apache-2.0

import Glibc
import ParallelWork
import Values

/// Answers lines of JSON from standard input with lines of JSON on standard output, in order, on all cores. What was
/// read is answered before more is waited for, so that a program may also ask line by line. A line that is no JSON
/// has an error for its answer.
enum JSONLines {
    static func answer(on console: Console, _ answer: @Sendable (Value) -> Value) {
        var unfinished: [UInt8] = []
        while let piece = nextPiece() {
            guard let end = piece.lastIndex(of: newline) else {
                unfinished += piece
                continue
            }
            write(answers(to: unfinished + piece[..<end], answer), to: console)
            unfinished = Array(piece[(end + 1)...])
        }
        if !unfinished.isEmpty { write(answers(to: unfinished, answer), to: console) }
    }

    private static let newline = UInt8(ascii: "\n")
    private static let pieceBytesMax = 1 << 20
    /// Below this a second core is not worth its thread.
    private static let sliceCountMin = 32

    private static func answers(
        to text: [UInt8], _ answer: @Sendable (Value) -> Value
    ) -> [[UInt8]] {
        let lines = text.split(separator: newline, omittingEmptySubsequences: false)
        return SlicedWork.map(lines, sliceCountMin: sliceCountMin) { lines in
            lines.map { CanonicalJSON.bytes(of: Self.answer(toLine: $0, answer)) }
        }
    }

    private static func answer(toLine line: ArraySlice<UInt8>, _ answer: (Value) -> Value) -> Value
    {
        do throws(JSONParser.Failure) {
            return answer(try JSONParser.parse(Array(line)))
        } catch {
            return [
                "error": .string(
                    "the line is no JSON: \(error.message) at byte \(error.offset)")
            ]
        }
    }

    private static func write(_ answers: [[UInt8]], to console: Console) {
        var text: [UInt8] = []
        for answer in answers { text += answer + [newline] }
        console.result(String(decoding: text, as: UTF8.self))
    }

    /// Nil at the end, and where nothing can be read.
    private static func nextPiece() -> [UInt8]? {
        let piece = [UInt8](unsafeUninitializedCapacity: pieceBytesMax) { buffer, count in
            repeat {
                count = max(-1, read(STDIN_FILENO, buffer.baseAddress, buffer.count))
            } while count < 0 && errno == EINTR
            count = max(0, count)
        }
        return piece.isEmpty ? nil : piece
    }
}
