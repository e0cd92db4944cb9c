// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import TargetFiles
import Values

/// Certificates of the city's own authorities, as files in a folder. It talks to no authority outside.
package enum CertificateAuthorityTarget {
    package static let provider = Provider(
        name: "certificate-authority",
        summary: "Certificate authorities, certificates and revocation lists in a folder.",
        types: types,
        settings: .init(
            schema: ["type": "object", "properties": [:], "additionalProperties": false],
            limits: TargetLimits(concurrency: 1, batchSize: 500)),
        makeObserver: { CertificateObserver(place: $0) },
        makePerformer: { CertificatePerformer(place: $0) })

    static let types = [AuthorityType.type, CertificateType.type, RevocationListType.type]
}
