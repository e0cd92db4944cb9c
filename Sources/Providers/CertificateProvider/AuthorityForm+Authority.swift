// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import TargetFiles
import Values

/// `certificate.authority`: read, created, signed again with the same key, laid aside.
extension AuthorityForm {
    mutating func authorityObject(_ name: String) throws(ProviderFailure) -> ObservedObject? {
        guard let authority = try authority(name) else { return nil }
        let facts = authority.facts
        var attributes: Fields<Value> = [
            "name": .string(name), "common_name": .string(facts.subject.commonName),
            "valid_for": .string(facts.lifetime.promised),
            "certificate_path": .string(authority.places.authorityCertificate.text),
            "condition": .string(authority.condition),
            "not_after": .string(facts.lifetime.end.description),
            "fingerprint": .string(facts.fingerprint.hex),
            "certificate": .string(String(decoding: authority.certificate.pem, as: UTF8.self)),
        ]
        attributes["organization"] = facts.subject.organization.map { .string($0) }
        return ObservedObject(attributes: attributes)
    }

    mutating func applyToAuthority(
        _ operation: Operation, _ position: Int
    ) throws(ProviderFailure) {
        switch operation.kind {
        case .create: try createAuthority(operation, position)
        case .delete: try removeAuthority(operation, position)
        default: try updateAuthority(operation, position)
        }
        readAgain(operation.identity)
    }

    private mutating func createAuthority(
        _ operation: Operation, _ position: Int
    ) throws(ProviderFailure) {
        guard let places = AuthorityPlaces(operation.identity) else {
            throw ProviderFailure(
                .rejected, "an authority can't be called `\(operation.identity)`")
        }
        let order = try AuthorityOrder(operation.attributes)
        try readIndex(places)
        let kept = try existingKey(places)
        let key = kept ?? LibCrypto.PrivateKey.generate()
        let hasIndex = try file(places.index, limit: Self.indexBytesMax) != nil
        let certificate = try authorityCertificate(order, key, operation.now, inPlaceOf: nil)
        stage(
            places.authorityCertificate, certificate.pem, mode: AuthorityPlaces.publicMode,
            .certificates, position)
        if kept == nil {
            stage(
                places.authorityKey, key.pem.bytes, mode: AuthorityPlaces.secretMode,
                .authorityKey, position)
        }
        if !hasIndex { changeIndex(of: places.authority, position) { _ in } }
    }

    /// A key without a certificate is what a crash or a lost file leaves: what it signed still holds.
    private func existingKey(
        _ places: AuthorityPlaces
    ) throws(ProviderFailure) -> LibCrypto.PrivateKey? {
        guard let file = try file(places.authorityKey) else { return nil }
        guard let key = LibCrypto.PrivateKey(pem: SecretValue(file.bytes)) else {
            throw ProviderFailure(
                .conflict, "`\(places.authorityKey)` is there and is no key for P-256",
                help: "the file has to be moved away")
        }
        return key
    }

    private func authorityCertificate(
        _ order: AuthorityOrder, _ key: LibCrypto.PrivateKey, _ now: Instant,
        inPlaceOf former: LibCrypto.Certificate?
    ) throws(ProviderFailure) -> LibCrypto.Certificate {
        let lifetime = try Lifetime(writableFrom: now, for: order.validFor)
        let request = CertificateRequest(
            subject: order.subject, serial: .random(), lifetime: lifetime, purpose: .authority)
        return LibCrypto.Certificate(signing: request, for: key, by: nil, inPlaceOf: former)
    }

    /// Signed again by its own key, under its own name: what it signed before stays signed by it.
    private mutating func updateAuthority(
        _ operation: Operation, _ position: Int
    ) throws(ProviderFailure) {
        let name = operation.identity
        guard let authority = try authority(name) else { throw Self.missing(authority: name) }
        let order = try AuthorityOrder(operation.attributes)
        let key = try authority.signingKey()
        let places = authority.places
        let isSame =
            authority.facts.lifetime.promised == Span.normalText(seconds: order.validFor.seconds)
        if !isSame || !authority.isAlone {
            try refuseResigning(authority, order, operation)
            let certificate = try authorityCertificate(
                order, key, operation.now, inPlaceOf: authority.certificate)
            stage(
                places.authorityCertificate, certificate.pem, mode: AuthorityPlaces.publicMode,
                .certificates, position)
        }
        if authority.key.wrongMode != nil {
            stage(
                places.authorityKey, key.pem.bytes, mode: AuthorityPlaces.secretMode,
                .authorityKey, position)
        }
    }

    private func refuseResigning(
        _ authority: AuthorityPicture, _ order: AuthorityOrder, _ operation: Operation
    ) throws(ProviderFailure) {
        let name = authority.name
        guard authority.isSelfSigned else {
            throw ProviderFailure(
                .rejected, "the certificate of `\(name)` was signed by another authority",
                help: "that authority has to renew it")
        }
        guard order.matches(authority.facts.subject) else {
            throw ProviderFailure(.rejected, "the subject of authority `\(name)` can't be changed")
        }
        let end = operation.now.advanced(bySeconds: order.validFor.seconds)
        let last = indexes[name]?.rows.lazy.filter { !$0.isRevoked }.map(\.notAfter).max()
        if let last, last > end {
            throw ProviderFailure(
                .rejected,
                "a certificate of authority `\(name)` holds until \(last), longer than it then would"
            )
        }
    }

    /// The certificate and its key are laid aside, never destroyed: whoever was given a certificate may still
    /// ask for them.
    private mutating func removeAuthority(
        _ operation: Operation, _ position: Int
    ) throws(ProviderFailure) {
        guard let authority = try authority(operation.identity) else { return }
        let places = authority.places
        let holding = indexes[authority.name]?.rows.count {
            !$0.isRevoked && $0.notAfter > operation.now
        }
        if let holding, holding > 0 {
            let words =
                holding == 1
                ? "a certificate of authority `\(authority.name)` still holds"
                : "\(holding) certificates of authority `\(authority.name)` still hold"
            throw ProviderFailure(
                .conflict, words,
                help: "they have to be removed, and so revoked, first")
        }
        let serial = authority.facts.serial
        stage(
            places.retiredCertificate(serial), authority.certificate.pem,
            mode: AuthorityPlaces.publicMode, .copies, position)
        if let key = try file(places.authorityKey) {
            stage(
                places.retiredKey(serial), key.bytes, mode: AuthorityPlaces.secretMode, .copies,
                position)
            stageRemoval(of: places.authorityKey, .removedKeys, position)
        }
        stageRemoval(of: places.authorityCertificate, .removedCertificates, position)
    }

    static func missing(authority: String) -> ProviderFailure {
        ProviderFailure(.rejected, "authority `\(authority)` is not in this target")
    }
}

/// What the catalog asks of an authority.
struct AuthorityOrder {
    let subject: CertificateSubject
    let validFor: Span

    init(_ attributes: Fields<Value>) throws(ProviderFailure) {
        subject = CertificateSubject(
            commonName: try attributes.text("common_name"),
            organization: attributes["organization"]?.string)
        validFor = try attributes.span("valid_for")
    }

    /// An organization that the catalog does not state is left as it is.
    func matches(_ other: CertificateSubject) -> Bool {
        subject.commonName.hasSameBytes(as: other.commonName)
            && (subject.organization == nil || subject.organization == other.organization)
    }
}
