// SPDX-License-Identifier: Apache-2.0

import Values

/// The difference for one address, complete: enough to show it, to apply it and to record it.
package struct Change: Sendable, Equatable {
    package var address: Address
    package var kind: ChangeKind
    /// Whether what makes the difference, or a part of it, is somebody else's doing.
    package var isDrift: Bool
    /// Whether an earlier run began it: a `recover` that needs no step, because an apply settles what was left
    /// open before its first step, or a `delete` that takes away the former object of a replace.
    package var isBegun: Bool
    package var object: Object
    package var attributes: [AttributeChange]
    /// Why: the file that was removed, a renewal that is due, what it waits for, what stands in the way.
    package var reason: String?
    /// The address before a move.
    package var formerAddress: Address?
    package var keeping: Keeping

    package init(
        address: Address, kind: ChangeKind, object: Object, attributes: [AttributeChange] = [],
        keeping: Keeping
    ) {
        self.address = address
        self.kind = kind
        isDrift = false
        isBegun = false
        self.object = object
        self.attributes = attributes
        self.keeping = keeping
    }

    /// Which object on which target.
    package struct Object: Sendable, Equatable {
        package var type: String
        package var typeVersion: Int
        package var target: String
        package var identity: String
        /// The identity and target of the object that a replace takes away.
        package var formerIdentity: String?
        package var formerTarget: String?
        /// Whether the object that a replace takes away has to go before the new one can be made.
        package var formerGoesFirst = false
        /// The uid on its mark; nil for what gets one at its creation.
        package var uid: String?
        /// What the object must be just before the write.
        package var precondition: Precondition

        /// Whether a replace makes the new object beside the former one.
        package var newGoesFirst: Bool { formerIdentity != nil && !formerGoesFirst }

        package init(
            type: String, typeVersion: Int, target: String, identity: String, uid: String?,
            precondition: Precondition
        ) {
            self.type = type
            self.typeVersion = typeVersion
            self.target = target
            self.identity = identity
            self.uid = uid
            self.precondition = precondition
        }
    }

    /// What is recorded beside the attributes.
    package struct Keeping: Sendable, Equatable {
        package var dependsOn: [Address]
        package var isProtected: Bool
        package var onRemoval: Removal
        package var suspendedAt: Instant?
        package var origin: Origin
        package var stated: [String]
        /// The entry that the row was last written by; nil where none is recorded. Another one at apply
        /// makes the plan stale.
        package var rowEntry: Int?

        package init(
            dependsOn: [Address], isProtected: Bool, onRemoval: Removal, suspendedAt: Instant?,
            origin: Origin
        ) {
            self.dependsOn = dependsOn
            self.isProtected = isProtected
            self.onRemoval = onRemoval
            self.suspendedAt = suspendedAt
            self.origin = origin
            stated = []
        }
    }

    /// What the catalog wants the object to be.
    package var desired: Attributes {
        Attributes(
            attributes.lazy.filter { !$0.isComputed }.compactMap { change in
                change.after.map { (change.name, $0) }
            })
    }

    /// Attributes that were stated before and have to be cleared.
    package var cleared: [String] {
        attributes.filter { $0.after == nil && $0.differs && !$0.isComputed }.map(\.name)
    }
}
