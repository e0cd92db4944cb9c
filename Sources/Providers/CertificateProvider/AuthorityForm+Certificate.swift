// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import TargetFiles
import Values

/// `certificate.x509`: read, issued, renewed, revoked.
///
/// The names, the usage and the authority of a certificate can't be changed: the engine replaces it, and
/// the delete that begins a replace revokes the old one. A renewal, another `valid_for` and the mending of
/// what was changed by hand issue a new certificate with a new key and serial number; the one before
/// is superseded, holds until its end and keeps its line in the index.
extension AuthorityForm {
    mutating func certificateObject(
        _ item: ObserveItem
    ) throws(ProviderFailure) -> ObservedObject? {
        guard AttributeProblems.isFileName(item.identity),
            let authority = try authority(of: item.identity, item),
            let found = try certificate(item.identity, of: authority)
        else { return nil }
        let facts = found.facts
        let places = authority.places
        var attributes: Fields<Value> = [
            "name": .string(item.identity), "authority": .string(authority.name),
            "common_name": .string(facts.subject.commonName),
            "dns_names": .list(facts.names.map { .string($0) }),
            "usage": .string(facts.usage), "valid_for": .string(facts.lifetime.promised),
            "certificate_path": .string(places.certificate(item.identity).text),
            "key_path": .string(places.key(item.identity).text),
            "condition": .string(found.condition(authority: authority.name)),
            "serial": .string(facts.serial.description),
            "not_before": .string(facts.lifetime.start.description),
            "not_after": .string(facts.lifetime.end.description),
            "fingerprint": .string(facts.fingerprint.hex),
        ]
        attributes["renew_before"] = found.row?.renewBefore.map { .string($0) }
        return ObservedObject(attributes: attributes)
    }

    /// The authority in whose folder a certificate of this name lies: the one that is asked for, the one
    /// that is recorded, any other. Nil where there is no such certificate.
    private mutating func authority(
        of name: String, _ item: ObserveItem
    ) throws(ProviderFailure) -> AuthorityPicture? {
        let asked = [item.attributes["authority"]?.string, item.recorded?["authority"]?.string]
        for authority in asked.compactMap({ $0 }) {
            if let found = try holder(authority, of: name) { return found }
        }
        for authority in try authorityNames() {
            if let found = try holder(authority, of: name) { return found }
        }
        return nil
    }

    private mutating func holder(
        _ authority: String, of name: String
    ) throws(ProviderFailure) -> AuthorityPicture? {
        guard let places = AuthorityPlaces(authority) else { return nil }
        let path = places.certificate(name)
        let isThere = try asTarget { () throws(FileFailure) in try folder.isThere(path) }
        guard isThere else { return nil }
        guard let found = try self.authority(authority) else {
            throw unreadable(
                places.authorityCertificate, "is missing, and certificates of it are there")
        }
        return found
    }

    private func certificate(
        _ name: String, of authority: AuthorityPicture
    ) throws(ProviderFailure) -> CertificatePicture? {
        let path = authority.places.certificate(name)
        guard let file = try file(path) else { return nil }
        guard let certificate = LibCrypto.Certificate(pem: file.bytes),
            let facts = certificate.facts
        else { throw unreadable(path, "is no certificate in PEM") }
        return CertificatePicture(
            name: name, certificate: certificate, facts: facts,
            key: KeyPicture(try self.file(authority.places.key(name))),
            isAlone: file.bytes == certificate.pem,
            isOurs: certificate.isSigned(by: authority.certificate),
            row: indexes[authority.name]?[facts.serial])
    }
}

// MARK: - Operations

extension AuthorityForm {
    mutating func applyToCertificate(
        _ operation: Operation, _ position: Int
    ) throws(ProviderFailure) {
        let name = operation.identity
        if operation.kind == .create {
            let order = try CertificateOrder(operation.attributes)
            guard let authority = try authority(order.authority) else {
                throw Self.missing(authority: order.authority)
            }
            try refuseForeignKey(name, authority)
            return try issue(order, name, authority, operation, position)
        }
        let item = ObserveItem(
            type: operation.type, identity: name, attributes: operation.attributes,
            recorded: operation.recorded)
        guard let authority = try authority(of: name, item),
            let found = try certificate(name, of: authority)
        else { return }
        if operation.kind == .delete {
            revoke(found, authority, operation, position)
        } else {
            try update(found, authority, operation, position)
        }
    }

    /// A key that lies alone is a crash's, where the index says that a certificate of this name was begun.
    private func refuseForeignKey(
        _ name: String, _ authority: AuthorityPicture
    ) throws(ProviderFailure) {
        let path = authority.places.key(name)
        let isThere = try asTarget { () throws(FileFailure) in try folder.isThere(path) }
        let isOurs = indexes[authority.name]?.rows(named: name).isEmpty == false
        if isThere && !isOurs {
            throw ProviderFailure(
                .conflict, "`\(path)` is there and belongs to no certificate of the index",
                help: "the file has to be moved away")
        }
    }

    private mutating func issue(
        _ order: CertificateOrder, _ name: String, _ authority: AuthorityPicture,
        _ operation: Operation, _ position: Int
    ) throws(ProviderFailure) {
        let lifetime = try Lifetime(writableFrom: operation.now, for: order.validFor)
        let last = authority.facts.lifetime.end
        guard lifetime.end <= last else {
            throw ProviderFailure(
                .rejected,
                "authority `\(authority.name)` ends at \(last), before the certificate would",
                help: "a longer `valid_for` of the authority has it signed again")
        }
        let request = CertificateRequest(
            subject: CertificateSubject(commonName: order.commonName), serial: .random(),
            lifetime: lifetime, purpose: .endEntity(order.usage, names: order.names))
        let key = LibCrypto.PrivateKey.generate()
        let certificate = LibCrypto.Certificate(
            signing: request, for: key, by: (authority.certificate, try authority.signingKey()))
        let row = IssuedCertificate(
            serial: request.serial, name: name, notAfter: lifetime.end, state: .valid,
            renewBefore: order.renewBefore)
        changeIndex(of: authority.name, position) { index in
            index.supersede(name: name)
            index.append(row)
        }
        let places = authority.places
        stage(
            places.key(name), key.pem.bytes, mode: AuthorityPlaces.secretMode, .certificates,
            position)
        stage(
            places.certificate(name), certificate.pem, mode: AuthorityPlaces.publicMode,
            .certificates, position)
    }

    private mutating func update(
        _ found: CertificatePicture, _ authority: AuthorityPicture, _ operation: Operation,
        _ position: Int
    ) throws(ProviderFailure) {
        let order = try CertificateOrder(operation.attributes)
        guard order.authority.hasSameBytes(as: authority.name) else {
            throw ProviderFailure(.rejected, "the authority of a certificate can't be changed")
        }
        let places = authority.places
        let isDue =
            operation.dueReason != nil && found.key.wrongMode == nil
            || order.isDue(found.facts, operation.now)
        guard found.fault(authority: authority.name) == nil, order.matches(found.facts), !isDue
        else {
            try issue(order, found.name, authority, operation, position)
            return recordUnlisted(found, authority, position)
        }
        if found.key.wrongMode != nil, let key = try file(places.key(found.name)) {
            stage(
                places.key(found.name), key.bytes, mode: AuthorityPlaces.secretMode, .certificates,
                position)
        }
        if let row = found.row, row.renewBefore != order.renewBefore {
            changeIndex(of: authority.name, position) { index in
                index.change(row.serial) { $0.renewBefore = order.renewBefore }
            }
        }
    }

    /// Something that the authority's key signed past the index gets a line of its own, so that it can be
    /// revoked with the others of its name.
    private mutating func recordUnlisted(
        _ found: CertificatePicture, _ authority: AuthorityPicture, _ position: Int
    ) {
        guard found.isOurs, found.row == nil else { return }
        let row = IssuedCertificate(
            serial: found.facts.serial, name: found.name, notAfter: found.facts.lifetime.end,
            state: .superseded)
        changeIndex(of: authority.name, position) { $0.append(row) }
    }

    /// Everything that still holds under this name is revoked, what earlier renewals left too. The key
    /// is destroyed, the certificate kept aside until its end.
    private mutating func revoke(
        _ found: CertificatePicture, _ authority: AuthorityPicture, _ operation: Operation,
        _ position: Int
    ) {
        recordUnlisted(found, authority, position)
        changeIndex(of: authority.name, position) {
            $0.revoke(name: found.name, at: operation.now, .cessationOfOperation)
        }
        let places = authority.places
        stage(
            places.revoked(found.facts.serial), found.certificate.pem,
            mode: AuthorityPlaces.publicMode, .copies, position)
        stageRemoval(of: places.key(found.name), .removedKeys, position)
        stageRemoval(of: places.certificate(found.name), .removedCertificates, position)
    }
}
