// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// What stands beside a token in a file of its own: how it was asked for, when it was made, and the digest
/// by which a value changed past it is told. The value itself is not in it.
struct TokenRecord: Equatable {
    var order: TokenOrder
    var rotatedAt: Instant
    var digest: Digest

    func isOf(_ value: [UInt8]) -> Bool { Digest.sha256(value) == digest }

    var overlapEnd: Instant { rotatedAt.advanced(bySeconds: order.overlap.seconds) }

    func rotationDue(_ order: TokenOrder) -> Instant? {
        order.rotateEvery.map { rotatedAt.advanced(bySeconds: $0.seconds) }
    }
}

extension TokenRecord {
    private static let keys: Set<String> = [
        "alphabet", "length", "overlap", "rotate_every", "rotated_at", "sha256",
    ]

    /// Fails for anything but what `bytes` gives.
    init(bytes: [UInt8], path: String) throws(ProviderFailure) {
        guard let fields = (try? JSONParser.parse(bytes))?.object,
            Set(fields.keys).isSubset(of: Self.keys),
            let rotatedAt = fields["rotated_at"]?.string.flatMap({ Instant($0) }),
            let digest = fields["sha256"]?.string.flatMap({ Digest(hex: $0) }),
            let order = try? TokenOrder(fields)
        else {
            throw ProviderFailure(
                .rejected, "`\(path)` is no record of a token",
                help:
                    "without the file the next apply makes a new token; the former one stays for the overlap"
            )
        }
        self.init(order: order, rotatedAt: rotatedAt, digest: digest)
    }

    var bytes: [UInt8] {
        var fields = order.attributes
        fields["rotated_at"] = .string(rotatedAt.description)
        fields["sha256"] = .string(digest.hex)
        return CanonicalJSON.bytes(of: .object(fields)) + [UInt8(ascii: "\n")]
    }
}
