// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import DurableFiles
import TargetFiles

/// An authority as its files show it. It judges itself in words; it changes nothing.
struct AuthorityPicture {
    let places: AuthorityPlaces
    let certificate: LibCrypto.Certificate
    let facts: CertificateFacts
    let key: KeyPicture
    /// Whether `ca.pem` holds this certificate and nothing else.
    let isAlone: Bool
    let isSelfSigned: Bool

    var name: String { places.authority }

    /// `sound`, or what is wrong with it.
    var condition: String {
        if !facts.isAuthority { return "it is the certificate of no authority" }
        if let fault = key.fault(for: certificate) ?? key.wrongMode { return fault }
        return isAlone ? Condition.sound : "its file holds other text too"
    }

    /// Fails where it can't sign.
    func signingKey() throws(ProviderFailure) -> LibCrypto.PrivateKey {
        guard facts.isAuthority else {
            throw ProviderFailure(
                .rejected, "`\(places.authorityCertificate)` is the certificate of no authority")
        }
        guard case .there(let key, _) = key, key.belongs(to: certificate) else {
            throw ProviderFailure(
                .rejected,
                "authority `\(name)` can't sign: \(condition)",
                help: "`\(places.authorityKey)` has to be restored from a backup")
        }
        return key
    }
}

/// A key's file. It does not show the key.
enum KeyPicture {
    case missing
    case notAKey
    case there(LibCrypto.PrivateKey, mode: UInt32)

    init(_ file: StagedFolder.File?) {
        guard let file else {
            self = .missing
            return
        }
        let key = LibCrypto.PrivateKey(pem: SecretValue(file.bytes))
        self = key.map { .there($0, mode: file.mode) } ?? .notAKey
    }

    /// Nil for the right key, whoever may read it.
    func fault(for certificate: LibCrypto.Certificate) -> String? {
        switch self {
        case .missing: "its key is missing"
        case .notAKey: "its key can't be read as one for P-256"
        case .there(let key, _):
            key.belongs(to: certificate) ? nil : "its key belongs to another certificate"
        }
    }

    /// Nil for a key that only its owner may read.
    var wrongMode: String? {
        guard case .there(_, let mode) = self, mode != AuthorityPlaces.secretMode else {
            return nil
        }
        return "its key has mode \(Condition.octal(mode))"
    }
}

/// The words of the derived attribute `condition`: what no other attribute can say of an object.
enum Condition {
    static let sound = "sound"

    static func octal(_ mode: UInt32) -> String {
        let digits = String(mode, radix: 8)
        return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
}
