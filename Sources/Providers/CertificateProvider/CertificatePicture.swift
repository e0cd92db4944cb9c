// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import TargetFiles

/// A certificate of an authority as its files and the index show it. It judges itself in words; it changes
/// nothing.
struct CertificatePicture {
    let name: String
    let certificate: LibCrypto.Certificate
    let facts: CertificateFacts
    let key: KeyPicture
    let isAlone: Bool
    /// Whether the authority's key signed it.
    let isOurs: Bool
    /// The index's line of its serial number.
    let row: IssuedCertificate?

    /// `sound`, or what is wrong with it.
    func condition(authority: String) -> String {
        fault(authority: authority) ?? key.wrongMode ?? Condition.sound
    }

    /// What only another certificate can mend; nil for nothing.
    func fault(authority: String) -> String? {
        if !isOurs { return "it was not issued by `\(authority)`" }
        guard let row else { return "it is not in the index of `\(authority)`" }
        if row.isRevoked { return "it is revoked" }
        if row.name != name { return "it was issued as `\(row.name)`" }
        if row.state == .superseded { return "a later one was issued" }
        return key.fault(for: certificate) ?? (isAlone ? nil : "its file holds other text too")
    }
}
