// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// What stands in a certificate, as read from it. It does not say whether somebody should believe it.
struct CertificateFacts: Equatable {
    var subject: CertificateSubject
    var serial: SerialNumber
    var lifetime: Lifetime
    /// Subject alternative names of the kinds that Burnham writes, in normal form and order.
    var names: [String]
    /// `server`, `client`, both joined by a comma, or nothing for neither.
    var usage: String
    var isAuthority: Bool
    /// SHA-256 of the DER bytes.
    var fingerprint: Digest
}

/// What stands in a revocation list, as read from it.
struct RevocationListFacts: Equatable {
    var number: Int64?
    var lifetime: Lifetime
    var serials: Set<SerialNumber>
}
