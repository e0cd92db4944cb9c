// SPDX-License-Identifier: Apache-2.0

import Glibc

/// An address of version 4 or 6, as a certificate holds it: four or sixteen bytes in network order.
struct IPAddress: Hashable {
    let bytes: [UInt8]

    /// Nil unless there are four or sixteen bytes.
    init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// Reads a dotted quad, or the forms of RFC 4291, section 2.2.
    init?(_ text: String) {
        guard !text.utf8.contains(0) else { return nil }
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, text, &bytes) == 1 {
            self.bytes = Array(bytes.prefix(4))
        } else if inet_pton(AF_INET6, text, &bytes) == 1 {
            self.bytes = bytes
        } else {
            return nil
        }
    }

    /// The form of RFC 5952 for version 6.
    var text: String {
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        let length = 46
        return String(unsafeUninitializedCapacity: length) { buffer in
            buffer.withMemoryRebound(to: CChar.self) { characters in
                guard let start = characters.baseAddress,
                    inet_ntop(family, bytes, start, socklen_t(length)) != nil
                else { preconditionFailure("an address has no text; this is a bug in burnham") }
                return strlen(start)
            }
        }
    }
}
