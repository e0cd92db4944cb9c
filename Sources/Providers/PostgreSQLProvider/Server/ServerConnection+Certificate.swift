// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CLibPQ
import COpenSSL
import Glibc

extension ServerConnection {
    /// When the certificate ends that the server showed; nil without TLS.
    var certificateEnd: Instant? {
        guard let session = PQsslStruct(connection, "OpenSSL"),
            let certificate = SSL_get1_peer_certificate(session).map({ OpaquePointer($0) })
        else { return nil }
        defer { X509_free(certificate) }
        var time = tm()
        guard ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &time) == 1 else { return nil }
        return Instant(seconds: Int64(timegm(&time)))
    }
}
