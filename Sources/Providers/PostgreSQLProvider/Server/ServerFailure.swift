// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CLibPQ

/// What the server's refusals mean, by SQLSTATE (appendix A of PostgreSQL's manual) and never by text.
extension ProviderFailure {
    /// Of a result that is an error.
    init(result: OpaquePointer) {
        func field(_ code: UnicodeScalar) -> String? {
            PQresultErrorField(result, Int32(code.value)).map { String(cString: $0) }
        }
        let words = [field("M"), field("D")].compactMap(\.self).joined(separator: ": ")
        self.init(
            state: field("C") ?? "", words: words.isEmpty ? "an error without words" : words,
            help: field("H"))
    }

    /// Of a connection that did not come about. libpq gives no code then; its verbose form of a server's message
    /// has one: `FATAL:  28P01: words`, and a line that begins with `LOCATION`. Without a code nobody answered,
    /// or the other side could not prove who it is.
    init(refusedConnection text: String) {
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("LOCATION:") }
        let words = lines.joined(separator: "; ")
        guard let coded = Self.coded(words) else {
            self.init(.unreachable, words, isTransient: true)
            return
        }
        self.init(state: coded.state, words: coded.words, help: nil)
    }

    /// The code of a verbose message, and the message without it.
    private static func coded(_ words: String) -> (state: String, words: String)? {
        let bytes = Array(words.utf8)
        func isCode(_ byte: UInt8) -> Bool {
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
        }
        let places = bytes.indices.dropLast(9).first { place in
            bytes[place...].starts(with: ":  ".utf8)
                && bytes[(place + 8)...].starts(with: ": ".utf8)
                && bytes[(place + 3)..<(place + 8)].allSatisfy(isCode)
        }
        guard let place = places else { return nil }
        return (
            String(decoding: bytes[(place + 3)..<(place + 8)], as: UTF8.self),
            String(decoding: bytes[..<(place + 2)] + bytes[(place + 9)...], as: UTF8.self)
        )
    }

    private init(state: String, words: String, help: String?) {
        let (kind, isTransient) = Self.meaning(of: state)
        self.init(kind, words, help: help, isTransient: isTransient)
    }

    private static func meaning(of state: String) -> (kind: Kind, isTransient: Bool) {
        switch state {
        // Rights, and a server or a session that is read-only.
        case "42501", "25006", "28000", "28P01": (.denied, false)
        // The server's or our own limit of time, and waiting for a lock.
        case "57014", "55P03": (.timedOut, true)
        case "57P01", "57P02", "57P03", "57P05", "53300": (.unreachable, true)
        // A deadlock, and a write that another one overtook.
        case "40001", "40P01": (.conflict, true)
        // Something of this name is there, or in use.
        case "42710", "42P04", "42P06", "42P07", "55006": (.conflict, false)
        default: state.hasPrefix("08") ? (.unreachable, true) : (.rejected, false)
        }
    }

    static func timedOut(after seconds: Int, _ what: String) -> ProviderFailure {
        ProviderFailure(
            .timedOut, "the server did not \(what) within \(seconds) s", isTransient: true)
    }
}
