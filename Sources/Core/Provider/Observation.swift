// SPDX-License-Identifier: Apache-2.0

package import Values

/// What the planner asks a target about one object.
package struct ObserveItem: Sendable {
    package let type: String
    package let identity: String
    private let told: Told
    /// The recorded after-image: a suspended share lies where this says.
    package let recorded: Fields<Value>?
    package let isSuspended: Bool
    /// The uid of its row: a provider whose registry knows where the object with this uid lies now finds a
    /// suspended object by it where `recorded` does not say.
    package var uid: String?

    package init(
        type: String, identity: String, attributes: Fields<Value>, recorded: Fields<Value>? = nil,
        isSuspended: Bool = false
    ) {
        self.type = type
        self.identity = identity
        told = .values(attributes)
        self.recorded = recorded
        self.isSuspended = isSuspended
    }

    /// An object that is wanted and of which nothing is recorded.
    package init(desired resource: Resource) {
        type = resource.type
        identity = resource.identity
        told = .desired(resource.attributes)
        recorded = nil
        isSuspended = false
    }

    private enum Told {
        case values(Fields<Value>)
        case desired(Attributes)
    }

    /// Whether it is wanted and nothing is recorded of it.
    package var isWanted: Bool {
        if case .desired = told { true } else { false }
    }

    /// Normalised attributes that tell the object: the desired ones as far as they are known, else the recorded
    /// ones. Most targets look at few of them, so the known ones are sought out when they are asked for.
    package var attributes: Fields<Value> {
        switch told {
        case .values(let values): values
        case .desired(let attributes): attributes.known
        }
    }
}

/// What a target says of one object now. Unreadable is never taken for absent.
package enum Presence: Sendable {
    case absent
    case present(ObservedObject)
    case unreadable(ProviderFailure)

    package var object: ObservedObject? {
        if case .present(let object) = self { object } else { nil }
    }
}

/// An object as read back from its target.
package struct ObservedObject: Sendable {
    /// Every attribute that the target shows, computed ones included, as the provider read them;
    /// whoever compares them normalises them first.
    package var attributes: Fields<Value>
    /// Sensitive attributes that the target lets us read, by name.
    package var secrets: Fields<SecretValue>
    /// The mark that stands on the object, ours or another store's.
    package var mark: Mark?
    package var isSuspended: Bool

    package init(
        attributes: Fields<Value>, secrets: Fields<SecretValue> = [:], mark: Mark? = nil,
        isSuspended: Bool = false
    ) {
        self.attributes = attributes
        self.secrets = secrets
        self.mark = mark
        self.isSuspended = isSuspended
    }
}

/// The answer to a whole list of items.
package struct Observations: Sendable {
    /// One for each item, in the items' order.
    package var presences: [Presence]
    /// Objects that carry a mark of the asked lineage and that no item named.
    package var unasked: [MarkedObject]
    /// What people should know of the target itself: settings that it does not follow. Nothing depends on it.
    package var remarks: [String]

    package init(
        presences: [Presence], unasked: [MarkedObject] = [], remarks: [String] = []
    ) {
        self.presences = presences
        self.unasked = unasked
        self.remarks = remarks
    }
}

package struct MarkedObject: Sendable {
    package let type: String
    package let identity: String
    package let mark: Mark

    package init(type: String, identity: String, mark: Mark) {
        self.type = type
        self.identity = identity
        self.mark = mark
    }
}
