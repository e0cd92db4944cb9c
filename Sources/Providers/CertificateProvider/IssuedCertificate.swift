// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import TargetFiles
import Values

/// One line of an authority's index: a certificate that was signed, and what became of it. It does not hold
/// the certificate.
struct IssuedCertificate: Equatable {
    enum State: Equatable {
        /// The last one of its name.
        case valid
        /// A later one took its place; it still holds until its end.
        case superseded
        case revoked(at: Instant, RevocationReason)
    }

    var serial: SerialNumber
    var name: String
    var notAfter: Instant
    var state: State
    /// How long before its end the certificate is to be renewed.
    var renewBefore: String?

    var isRevoked: Bool {
        if case .revoked = state { true } else { false }
    }
}

extension IssuedCertificate {
    private static let keys: Set<String> = [
        "name", "not_after", "reason", "renew_before", "revoked_at", "serial", "state",
    ]

    /// Nil for anything but what `value` gives.
    init?(_ value: Value) {
        guard let fields = value.object, Set(fields.keys).isSubset(of: Self.keys),
            let serial = fields["serial"]?.string.flatMap({ SerialNumber(hex: $0) }),
            let name = fields["name"]?.string, AttributeProblems.isFileName(name),
            let notAfter = fields["not_after"]?.string.flatMap({ Instant($0) }),
            let state = Self.state(fields)
        else { return nil }
        let renewBefore = fields["renew_before"]
        guard renewBefore == nil || renewBefore?.string != nil else { return nil }
        self.init(
            serial: serial, name: name, notAfter: notAfter, state: state,
            renewBefore: renewBefore?.string)
    }

    private static func state(_ fields: Fields<Value>) -> State? {
        let revokedAt = fields["revoked_at"]?.string.flatMap { Instant($0) }
        let reason = fields["reason"]?.string.flatMap { RevocationReason(rawValue: $0) }
        let isWithoutBoth = fields["revoked_at"] == nil && fields["reason"] == nil
        switch fields["state"]?.string {
        case "valid" where isWithoutBoth: return .valid
        case "superseded" where isWithoutBoth: return .superseded
        case "revoked":
            guard let revokedAt, let reason else { return nil }
            return .revoked(at: revokedAt, reason)
        default: return nil
        }
    }

    var value: Value {
        var fields: Fields<Value> = [
            "serial": .string(serial.description), "name": .string(name),
            "not_after": .string(notAfter.description),
        ]
        fields["renew_before"] = renewBefore.map { .string($0) }
        switch state {
        case .valid: fields["state"] = "valid"
        case .superseded: fields["state"] = "superseded"
        case .revoked(let time, let reason):
            fields["state"] = "revoked"
            fields["revoked_at"] = .string(time.description)
            fields["reason"] = .string(reason.rawValue)
        }
        return .object(fields)
    }
}
