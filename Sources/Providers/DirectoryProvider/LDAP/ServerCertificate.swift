// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import COpenSSL
import Glibc

/// The one thing that is looked at in a server's certificate; whether it can be trusted libldap has said before.
enum ServerCertificate {
    /// When a certificate in DER ends (RFC 5280, section 4.1.2.5); nil for what is none.
    static func end(of bytes: [UInt8]) -> Instant? {
        bytes.withUnsafeBufferPointer { buffer in
            var start = buffer.baseAddress
            guard let certificate = d2i_X509(nil, &start, buffer.count) else {
                ERR_clear_error()
                return nil
            }
            defer { X509_free(certificate) }
            var time = tm()
            guard ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &time) == 1 else { return nil }
            return Instant(seconds: Int64(timegm(&time)))
        }
    }
}
