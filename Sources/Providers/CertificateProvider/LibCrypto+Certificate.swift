// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import COpenSSL
import Glibc
import Values

extension LibCrypto {
    /// An X.509 certificate of version 3, signed with ECDSA and SHA-256. It can't be changed.
    final class Certificate {
        let handle: Handle

        /// Signs a certificate that `request` describes for `key`. An authority is signed by its own key:
        /// then `issuer` is nil. In place of a `former` certificate of the same key it keeps that one's
        /// whole subject and key identifier, so that what was signed under it still names its signer.
        init(
            signing request: CertificateRequest, for key: PrivateKey,
            by issuer: (certificate: Certificate, key: PrivateKey)?,
            inPlaceOf former: Certificate? = nil
        ) {
            handle = required(Handle(X509_new(), X509_free), "a certificate")
            let certificate = handle.pointer
            let version3 = 2
            require(X509_set_version(certificate, version3), "a version")
            withInteger(request.serial.bytes) {
                require(X509_set_serialNumber(certificate, $0), "a serial number")
            }
            withTime(request.lifetime.start) {
                require(X509_set1_notBefore(certificate, $0), "a certificate's start")
            }
            withTime(request.lifetime.end) {
                require(X509_set1_notAfter(certificate, $0), "a certificate's end")
            }
            require(X509_set_pubkey(certificate, key.handle.pointer), "a public key")
            setNames(request.subject, former: former, issuer: issuer?.certificate)
            let identifier = former?.keyIdentifier ?? newKeyIdentifier
            addExtensions(request, keyIdentifier: identifier)
            LibCrypto.withAuthorityKeyIdentifier(issuer?.certificate.keyIdentifier ?? identifier) {
                add(NID_authority_key_identifier, $0)
            }
            let signer = issuer?.key ?? key
            require(
                X509_sign(certificate, signer.handle.pointer, EVP_sha256()), "a signature")
        }

        /// Nil for anything but a certificate in PEM (RFC 7468).
        init?(pem: [UInt8]) {
            let pointer = LibCrypto.reading(pem) {
                PEM_read_bio_X509($0, nil, noPassPhrase, nil)
            }
            guard let handle = Handle(pointer, X509_free) else { return nil }
            self.handle = handle
        }

        var pem: [UInt8] { LibCrypto.written { PEM_write_bio_X509($0, handle.pointer) } }

        /// Whether `authority` is named as its issuer and its key made the signature.
        func isSigned(by authority: Certificate) -> Bool {
            let names = X509_NAME_cmp(
                X509_get_issuer_name(handle.pointer),
                X509_get_subject_name(authority.handle.pointer))
            guard names == 0, let key = X509_get0_pubkey(authority.handle.pointer) else {
                return false
            }
            let isVerified = X509_verify(handle.pointer, key) == 1
            if !isVerified { ERR_clear_error() }
            return isVerified
        }
    }
}

// MARK: - Writing

extension LibCrypto.Certificate {
    private func setNames(
        _ subject: CertificateSubject, former: LibCrypto.Certificate?,
        issuer: LibCrypto.Certificate?
    ) {
        let name = LibCrypto.required(X509_NAME_new(), "a name")
        defer { X509_NAME_free(name) }
        if let organization = subject.organization {
            add(organization, NID_organizationName, to: name)
        }
        add(subject.commonName, NID_commonName, to: name)
        let certificate = handle.pointer
        let subjectName = former.map { X509_get_subject_name($0.handle.pointer) } ?? name
        LibCrypto.require(X509_set_subject_name(certificate, subjectName), "a subject")
        let issuerName = issuer.map { X509_get_subject_name($0.handle.pointer) } ?? subjectName
        LibCrypto.require(X509_set_issuer_name(certificate, issuerName), "an issuer")
    }

    private func add(_ text: String, _ attribute: Int32, to name: OpaquePointer) {
        let bytes = Array(text.utf8)
        LibCrypto.require(
            X509_NAME_add_entry_by_NID(
                name, attribute, V_ASN1_UTF8STRING, bytes, Int32(bytes.count), -1, 0),
            "a part of a name")
    }

    /// RFC 5280, section 4.2.1. The key usage of an end entity is that of its curve: it signs the
    /// handshake and encrypts nothing.
    private func addExtensions(_ request: CertificateRequest, keyIdentifier: [UInt8]) {
        switch request.purpose {
        case .authority:
            addBasicConstraints(isAuthority: true)
            addKeyUsage(bits: [5, 6])
        case .endEntity(let usage, let names):
            addBasicConstraints(isAuthority: false)
            addKeyUsage(bits: [0])
            addExtendedKeyUsage(usage)
            if !names.isEmpty { addAlternativeNames(names) }
        }
        addSubjectKeyIdentifier(keyIdentifier)
    }

    private func add(_ nid: Int32, _ value: UnsafeMutableRawPointer, isCritical: Bool = false) {
        LibCrypto.require(
            X509_add1_ext_i2d(handle.pointer, nid, value, isCritical ? 1 : 0, 0), "an extension")
    }

    private func addBasicConstraints(isAuthority: Bool) {
        let constraints = LibCrypto.required(BASIC_CONSTRAINTS_new(), "basic constraints")
        defer { BASIC_CONSTRAINTS_free(constraints) }
        if isAuthority {
            constraints.pointee.ca = 0xFF
            constraints.pointee.pathlen = LibCrypto.required(ASN1_INTEGER_new(), "a number")
            LibCrypto.require(ASN1_INTEGER_set(constraints.pointee.pathlen, 0), "a path length")
        }
        add(NID_basic_constraints, constraints, isCritical: true)
    }

    /// `bits` as RFC 5280, section 4.2.1.3, counts them: 0 digitalSignature, 5 keyCertSign, 6 cRLSign.
    private func addKeyUsage(bits: [Int32]) {
        let usage = LibCrypto.required(ASN1_BIT_STRING_new(), "a bit string")
        defer { ASN1_BIT_STRING_free(usage) }
        for bit in bits { LibCrypto.require(ASN1_BIT_STRING_set_bit(usage, bit, 1), "a bit") }
        add(NID_key_usage, usage, isCritical: true)
    }

    private func addExtendedKeyUsage(_ usage: CertificateUsage) {
        let list = LibCrypto.required(OPENSSL_sk_new_null(), "a list")
        defer { OPENSSL_sk_free(list) }
        let purpose = OBJ_nid2obj(usage == .server ? NID_server_auth : NID_client_auth)
        LibCrypto.require(OPENSSL_sk_push(list, UnsafeRawPointer(purpose)), "a usage")
        add(NID_ext_key_usage, UnsafeMutableRawPointer(list))
    }

    private func addAlternativeNames(_ names: [SubjectName]) {
        let list = LibCrypto.required(GENERAL_NAMES_new(), "a list of names")
        defer { GENERAL_NAMES_free(list) }
        for name in names {
            let entry = LibCrypto.required(GENERAL_NAME_new(), "a name")
            switch name {
            case .host(let text):
                let value = LibCrypto.string(Array(text.utf8), type: V_ASN1_IA5STRING)
                GENERAL_NAME_set0_value(entry, GEN_DNS, value)
            case .address(let address):
                let value = LibCrypto.string(address.bytes, type: V_ASN1_OCTET_STRING)
                GENERAL_NAME_set0_value(entry, GEN_IPADD, value)
            }
            LibCrypto.require(OPENSSL_sk_push(list, entry), "a name in a list")
        }
        add(NID_subject_alt_name, UnsafeMutableRawPointer(list))
    }

    private func addSubjectKeyIdentifier(_ identifier: [UInt8]) {
        let value = LibCrypto.string(identifier, type: V_ASN1_OCTET_STRING)
        defer { ASN1_STRING_free(value) }
        add(NID_subject_key_identifier, value)
    }
}

extension LibCrypto.Certificate {
    /// The identifier that the certificate states, whoever made it.
    var keyIdentifier: [UInt8] {
        let stated = X509_get0_subject_key_id(handle.pointer)
        return stated.map { LibCrypto.bytes(of: $0) } ?? newKeyIdentifier
    }

    /// RFC 7093, section 2, method 1: the first 160 bits of the SHA-256 of the public key.
    private var newKeyIdentifier: [UInt8] {
        var digest = [UInt8](repeating: 0, count: Digest.byteCount)
        LibCrypto.require(
            X509_pubkey_digest(handle.pointer, EVP_sha256(), &digest, nil), "a key's digest")
        return Array(digest.prefix(20))
    }
}

// MARK: - Reading

extension LibCrypto.Certificate {
    /// Nil where a part that every certificate has can't be read: a serial number beyond the standard's
    /// twenty bytes, a time that is none.
    var facts: CertificateFacts? {
        let certificate = handle.pointer
        guard let serial = LibCrypto.serial(X509_get0_serialNumber(certificate)),
            let start = LibCrypto.instant(X509_get0_notBefore(certificate)),
            let end = LibCrypto.instant(X509_get0_notAfter(certificate)),
            let fingerprint = fingerprint
        else { return nil }
        return CertificateFacts(
            subject: CertificateSubject(
                commonName: part(NID_commonName) ?? "", organization: part(NID_organizationName)),
            serial: serial, lifetime: Lifetime(start: start, end: end), names: names,
            usage: usage, isAuthority: X509_check_ca(certificate) == 1, fingerprint: fingerprint)
    }

    private var fingerprint: Digest? {
        var bytes = [UInt8](repeating: 0, count: Digest.byteCount)
        let isDone = X509_digest(handle.pointer, EVP_sha256(), &bytes, nil) == 1
        return isDone ? Digest(bytes: bytes) : nil
    }

    /// The first part of the subject of this kind, as UTF-8.
    private func part(_ attribute: Int32) -> String? {
        let subject = X509_get_subject_name(handle.pointer)
        let index = X509_NAME_get_index_by_NID(subject, attribute, -1)
        guard index >= 0,
            let value = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, index))
        else { return nil }
        var bytes: UnsafeMutablePointer<UInt8>?
        let count = ASN1_STRING_to_UTF8(&bytes, value)
        guard count >= 0, let bytes else {
            ERR_clear_error()
            return nil
        }
        defer { CRYPTO_free(bytes, nil, 0) }
        return String(
            decoding: UnsafeBufferPointer(start: bytes, count: Int(count)), as: UTF8.self)
    }

    private var names: [String] {
        let found = X509_get_ext_d2i(handle.pointer, NID_subject_alt_name, nil, nil)
        guard let found else {
            ERR_clear_error()
            return []
        }
        let list = OpaquePointer(found)
        defer { GENERAL_NAMES_free(list) }
        let texts = (0..<OPENSSL_sk_num(list)).map { index in
            let entry = OPENSSL_sk_value(list, index)
            return Self.text(of: entry?.assumingMemoryBound(to: GENERAL_NAME.self))
        }
        return SubjectName.normalised(texts)
    }

    private static func text(of name: UnsafeMutablePointer<GENERAL_NAME>?) -> String {
        var kind: Int32 = 0
        guard let value = GENERAL_NAME_get0_value(name, &kind) else { return "?" }
        let bytes = LibCrypto.bytes(of: value.assumingMemoryBound(to: ASN1_STRING.self), kind)
        switch kind {
        case GEN_DNS: return String(decoding: bytes, as: UTF8.self)
        case GEN_IPADD: return IPAddress(bytes: bytes)?.text ?? "?"
        default: return "?"
        }
    }

    private var usage: String {
        let bits = X509_get_extended_key_usage(handle.pointer)
        guard bits != UInt32.max else { return "any" }
        let usages: [(UInt32, CertificateUsage)] = [
            (UInt32(XKU_SSL_SERVER), .server), (UInt32(XKU_SSL_CLIENT), .client),
        ]
        return usages.filter { bits & $0.0 != 0 }.map(\.1.rawValue).joined(separator: ",")
    }
}
