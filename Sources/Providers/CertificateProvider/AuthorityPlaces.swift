// SPDX-License-Identifier: Apache-2.0

import DurableFiles
import TargetFiles

/// Where the files of one authority lie below the target's folder, with which modes, and in which order a
/// batch writes them. It reads nothing.
///
/// The order makes every state that a crash can leave one that `find` sees and the next operation mends:
///
/// - A certificate's row is in the index before the certificate or its key is anywhere, so nothing is ever
///   signed that the index does not know. A crash after the row leaves a certificate that nobody has; its
///   row is superseded by the next issue.
/// - Key and certificate are written together, the key published first. A crash between them leaves a key
///   of another certificate, which the condition says; the next update issues again. At a first issue it
///   leaves a key alone, which counts as absent; the next create replaces it.
/// - A revocation is in the index first, then the certificate's copy is kept aside, then the key goes, then
///   the certificate. A crash in between leaves a certificate with the condition `revoked`; the next delete
///   goes on. The list is signed from the index and written after it.
/// - An authority's key comes before its certificate and a create takes a key that is there: no crash
///   and no lost `ca.pem` makes a second key for one authority.
///
/// Marks stand before creates and go after deletes, as `TargetBatch` does it.
struct AuthorityPlaces {
    enum Phase: Int {
        case authorityKey, index, copies, certificates, lists, removedKeys
        case removedCertificates
    }

    static let secretMode: UInt32 = 0o600
    static let publicMode: UInt32 = 0o644
    static let indexMode: UInt32 = 0o640

    let authority: String

    /// Nil for a name that is no file's name.
    init?(_ authority: String) {
        guard AttributeProblems.isFileName(authority) else { return nil }
        self.authority = authority
    }

    var authorityCertificate: RelativePath { path("ca.pem") }
    var authorityKey: RelativePath { path("ca.key") }
    var index: RelativePath { path("index") }
    var list: RelativePath { path("crl.pem") }

    func certificate(_ name: String) -> RelativePath { path("certs/\(name).pem") }
    func key(_ name: String) -> RelativePath { path("keys/\(name).key") }
    func revoked(_ serial: SerialNumber) -> RelativePath { path("revoked/\(serial).pem") }
    func retiredCertificate(_ serial: SerialNumber) -> RelativePath {
        path("retired/\(serial).pem")
    }
    func retiredKey(_ serial: SerialNumber) -> RelativePath { path("retired/\(serial).key") }

    /// The mode of a folder below the target's, by its path.
    static func folderMode(_ path: String) -> UInt32 {
        path.hasSuffix("/keys") || path.hasSuffix("/retired") ? 0o700 : 0o755
    }

    private func path(_ tail: String) -> RelativePath {
        do throws(FileFailure) {
            return try RelativePath("\(authority)/\(tail)")
        } catch {
            preconditionFailure("`\(tail)` is no path; this is a bug in burnham")
        }
    }
}
