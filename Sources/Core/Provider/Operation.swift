// SPDX-License-Identifier: Apache-2.0

package import Values

/// One thing that a provider is to do to one object.
package struct Operation: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case create, update, suspend, resume, delete, purge
        /// Puts our mark on an object that is there already (adopt) and reads it back; its attributes stay.
        case mark
        /// Takes our mark off and leaves the object (forget, keep).
        case unmark
    }

    package let kind: Kind
    package let address: Address
    package let type: String
    package let identity: String
    /// What must hold on the target just before the write.
    package let precondition: Precondition
    /// The normalised attributes that the object is to have: for create, update and resume those of
    /// the catalog; for the others those that are recorded.
    package let attributes: Fields<Value>
    /// What was last recorded, for what only the after-image knows; nil for a create.
    package let recorded: Fields<Value>?
    /// Attributes that were stated before and have to be cleared now.
    package let cleared: [String]
    /// Sensitive attributes to deliver, by name.
    package let secrets: Fields<SecretValue>
    package let mark: Mark
    /// Why an object that did not change is updated (`due`, `follows`); a provider renews or rotates then.
    package let dueReason: String?
    package let now: Instant

    package init(
        _ kind: Kind, subject: Subject, precondition: Precondition, content: Content, mark: Mark,
        now: Instant
    ) {
        self.kind = kind
        address = subject.address
        type = subject.type
        identity = subject.identity
        self.precondition = precondition
        attributes = content.attributes
        recorded = content.recorded
        cleared = content.cleared
        secrets = content.secrets
        dueReason = content.dueReason
        self.mark = mark
        self.now = now
    }

    package struct Subject: Sendable {
        package let address: Address
        package let type: String
        package let identity: String

        package init(address: Address, type: String, identity: String) {
            self.address = address
            self.type = type
            self.identity = identity
        }
    }

    package struct Content: Sendable {
        package var attributes: Fields<Value>
        package var recorded: Fields<Value>?
        package var cleared: [String]
        package var secrets: Fields<SecretValue>
        package var dueReason: String?

        package init(
            attributes: Fields<Value>, recorded: Fields<Value>? = nil, cleared: [String] = [],
            secrets: Fields<SecretValue> = [:], dueReason: String? = nil
        ) {
            self.attributes = attributes
            self.recorded = recorded
            self.cleared = cleared
            self.secrets = secrets
            self.dueReason = dueReason
        }
    }
}

/// What must hold on a target just before a write. A provider reads the object again under its lock,
/// asks `accepts`, and answers `stale` where it does not hold.
package enum Precondition: Sendable, Equatable {
    case absent
    /// The digest of the object as planned against.
    case same(Digest)

    package func accepts(_ presence: Presence, of type: ResourceType, settings: Value) -> Bool {
        switch (self, presence) {
        case (.absent, .absent): true
        case (.same(let digest), .present(let object)):
            object.digest(of: type, settings: settings) == digest
        default: false
        }
    }
}

extension ObservedObject {
    /// The digest of what the object is: its normalised attributes, its mark and whether it is suspended.
    /// Secrets are not in it.
    package func digest(of type: ResourceType, settings: Value) -> Digest {
        let normalised = type.functions.normalise(attributes, settings)
        return .canonical([
            .object(normalised), mark.map { .string($0.description) } ?? .null, .bool(isSuspended),
        ])
    }
}

/// What became of an operation.
package enum OperationResult: Sendable {
    /// The object as read back after the write.
    case done(ObservedObject)
    /// The object is gone (delete, purge) or is no longer ours (unmark).
    case gone
    /// The precondition did not hold; nothing was written.
    case stale(Presence)
    case failed(ProviderFailure)
}
