// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import COpenSSL
import Values

/// What a new revocation list is to say. It does not hold who signs it.
struct RevocationListRequest: Equatable {
    var number: Int64
    var lifetime: Lifetime
    var entries: [Entry]

    struct Entry: Equatable {
        let serial: SerialNumber
        let revokedAt: Instant
        let reason: RevocationReason
    }
}

extension LibCrypto {
    /// A complete revocation list of version 2 (RFC 5280, section 5), signed with ECDSA and SHA-256.
    final class RevocationList {
        let handle: Handle

        init(
            signing request: RevocationListRequest,
            by issuer: (certificate: Certificate, key: PrivateKey)
        ) {
            handle = required(Handle(X509_CRL_new(), X509_CRL_free), "a revocation list")
            let list = handle.pointer
            let version2 = 1
            require(X509_CRL_set_version(list, version2), "a version")
            let name = X509_get_subject_name(issuer.certificate.handle.pointer)
            require(X509_CRL_set_issuer_name(list, name), "an issuer")
            withTime(request.lifetime.start) {
                require(X509_CRL_set1_lastUpdate(list, $0), "a list's start")
            }
            withTime(request.lifetime.end) {
                require(X509_CRL_set1_nextUpdate(list, $0), "a list's end")
            }
            for entry in request.entries { add(entry) }
            addExtensions(number: request.number, issuer: issuer.certificate)
            require(X509_CRL_sort(list), "an order")
            require(X509_CRL_sign(list, issuer.key.handle.pointer, EVP_sha256()), "a signature")
        }

        /// Nil for anything but a revocation list in PEM (RFC 7468).
        init?(pem: [UInt8]) {
            let pointer = LibCrypto.reading(pem) {
                PEM_read_bio_X509_CRL($0, nil, noPassPhrase, nil)
            }
            guard let handle = Handle(pointer, X509_CRL_free) else { return nil }
            self.handle = handle
        }

        var pem: [UInt8] { LibCrypto.written { PEM_write_bio_X509_CRL($0, handle.pointer) } }

        func isSigned(by authority: Certificate) -> Bool {
            let names = X509_NAME_cmp(
                X509_CRL_get_issuer(handle.pointer),
                X509_get_subject_name(authority.handle.pointer))
            guard names == 0, let key = X509_get0_pubkey(authority.handle.pointer) else {
                return false
            }
            let isVerified = X509_CRL_verify(handle.pointer, key) == 1
            if !isVerified { ERR_clear_error() }
            return isVerified
        }

        /// Nil where a part that every list of Burnham's has can't be read.
        var facts: RevocationListFacts? {
            guard let start = LibCrypto.instant(X509_CRL_get0_lastUpdate(handle.pointer)),
                let end = LibCrypto.instant(X509_CRL_get0_nextUpdate(handle.pointer))
            else { return nil }
            return RevocationListFacts(
                number: number, lifetime: Lifetime(start: start, end: end), serials: serials)
        }
    }
}

extension LibCrypto.RevocationList {
    private func add(_ entry: RevocationListRequest.Entry) {
        let revoked = LibCrypto.required(X509_REVOKED_new(), "an entry")
        LibCrypto.withInteger(entry.serial.bytes) {
            LibCrypto.require(X509_REVOKED_set_serialNumber(revoked, $0), "a serial number")
        }
        LibCrypto.withTime(entry.revokedAt) {
            LibCrypto.require(X509_REVOKED_set_revocationDate(revoked, $0), "a date")
        }
        // RFC 5280, section 5.3.1: absent rather than `unspecified`.
        if entry.reason != .unspecified { add(entry.reason, to: revoked) }
        LibCrypto.require(X509_CRL_add0_revoked(handle.pointer, revoked), "an entry in a list")
    }

    private func add(_ reason: RevocationReason, to revoked: OpaquePointer) {
        let code = LibCrypto.required(ASN1_ENUMERATED_new(), "a reason")
        defer { ASN1_ENUMERATED_free(code) }
        LibCrypto.require(ASN1_ENUMERATED_set(code, reason.code), "a reason")
        LibCrypto.require(
            X509_REVOKED_add1_ext_i2d(revoked, NID_crl_reason, code, 0, 0), "a reason")
    }

    private func addExtensions(number: Int64, issuer: LibCrypto.Certificate) {
        let list = handle.pointer
        LibCrypto.withAuthorityKeyIdentifier(issuer.keyIdentifier) {
            LibCrypto.require(
                X509_CRL_add1_ext_i2d(list, NID_authority_key_identifier, $0, 0, 0),
                "an extension")
        }
        let value = LibCrypto.required(ASN1_INTEGER_new(), "a number")
        defer { ASN1_INTEGER_free(value) }
        LibCrypto.require(ASN1_INTEGER_set_int64(value, number), "a number")
        LibCrypto.require(X509_CRL_add1_ext_i2d(list, NID_crl_number, value, 0, 0), "a number")
    }

    private var number: Int64? {
        let found = X509_CRL_get_ext_d2i(handle.pointer, NID_crl_number, nil, nil)
        guard let found else {
            ERR_clear_error()
            return nil
        }
        let value = found.assumingMemoryBound(to: ASN1_INTEGER.self)
        defer { ASN1_INTEGER_free(value) }
        var number: Int64 = 0
        guard ASN1_INTEGER_get_int64(&number, value) == 1 else {
            ERR_clear_error()
            return nil
        }
        return number
    }

    private var serials: Set<SerialNumber> {
        guard let list = X509_CRL_get_REVOKED(handle.pointer) else { return [] }
        let serials = (0..<OPENSSL_sk_num(list)).compactMap { index in
            OPENSSL_sk_value(list, index).flatMap {
                LibCrypto.serial(X509_REVOKED_get0_serialNumber(OpaquePointer($0)))
            }
        }
        return Set(serials)
    }
}
