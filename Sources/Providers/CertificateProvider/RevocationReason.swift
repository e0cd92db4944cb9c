// SPDX-License-Identifier: Apache-2.0

/// Why a certificate was revoked: the CRLReason of RFC 5280, section 5.3.1, as far as the index may say it.
/// Burnham itself writes `cessationOfOperation` and `superseded`; the others are for a person who revokes by
/// a line in the index.
enum RevocationReason: String, CaseIterable {
    case unspecified, keyCompromise, affiliationChanged, superseded, cessationOfOperation
    case privilegeWithdrawn

    /// The enumerated value of the standard.
    var code: Int {
        switch self {
        case .unspecified: 0
        case .keyCompromise: 1
        case .affiliationChanged: 3
        case .superseded: 4
        case .cessationOfOperation: 5
        case .privilegeWithdrawn: 9
        }
    }
}
