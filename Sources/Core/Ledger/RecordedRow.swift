// SPDX-License-Identifier: Apache-2.0

package import Values

/// What the store last knew of one resource: the after-image of its latest outcome. It is a projection of
/// the ledger, never written by itself. No secret is in it, only fingerprints.
package struct RecordedRow: Sendable, Equatable {
    package var address: Address
    /// 128 random bits in hex, given at creation; part of the mark on the target.
    package var uid: String
    package var type: String
    package var typeVersion: Int
    package var target: String
    package var identity: String
    /// Normalised attributes as read back, computed ones included.
    package var attributes: Fields<Value>
    /// The input attributes that the catalog stated, sorted: one that is no longer stated is cleared once.
    package var stated: [String]
    /// Fingerprints of sensitive attributes by name.
    package var fingerprints: Fields<String>
    package var dependsOn: [Address]
    package var isProtected: Bool
    package var onRemoval: Removal
    /// When it was suspended; nil for what is in use.
    package var suspendedAt: Instant?
    package var origin: Origin
    /// `ObservedObject.digest` of the after-image.
    package var observedDigest: Digest

    package init(subject: Subject, image: Image, keeping: Keeping, origin: Origin) {
        address = subject.address
        uid = subject.uid
        type = subject.type
        typeVersion = subject.typeVersion
        target = subject.target
        identity = subject.identity
        attributes = image.attributes
        stated = image.stated
        fingerprints = image.fingerprints
        observedDigest = image.observedDigest
        dependsOn = keeping.dependsOn
        isProtected = keeping.isProtected
        onRemoval = keeping.onRemoval
        suspendedAt = keeping.suspendedAt
        self.origin = origin
    }

    /// Which object the row is about.
    package struct Subject: Sendable {
        package let address: Address
        package let uid: String
        package let type: String
        package let typeVersion: Int
        package let target: String
        package let identity: String

        package init(
            address: Address, uid: String, type: String, typeVersion: Int, target: String,
            identity: String
        ) {
            self.address = address
            self.uid = uid
            self.type = type
            self.typeVersion = typeVersion
            self.target = target
            self.identity = identity
        }
    }

    /// What the object was when it was last read back.
    package struct Image: Sendable {
        package let attributes: Fields<Value>
        package let stated: [String]
        package let fingerprints: Fields<String>
        package let observedDigest: Digest

        package init(
            attributes: Fields<Value>, stated: [String], fingerprints: Fields<String>,
            observedDigest: Digest
        ) {
            self.attributes = attributes
            self.stated = stated
            self.fingerprints = fingerprints
            self.observedDigest = observedDigest
        }
    }

    /// How it is kept and what becomes of it.
    package struct Keeping: Sendable {
        package let dependsOn: [Address]
        package let isProtected: Bool
        package let onRemoval: Removal
        package let suspendedAt: Instant?

        package init(
            dependsOn: [Address], isProtected: Bool, onRemoval: Removal, suspendedAt: Instant?
        ) {
            self.dependsOn = dependsOn
            self.isProtected = isProtected
            self.onRemoval = onRemoval
            self.suspendedAt = suspendedAt
        }
    }
}
