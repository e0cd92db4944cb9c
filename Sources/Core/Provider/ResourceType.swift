// SPDX-License-Identifier: Apache-2.0

package import Values

/// One type of object that a provider manages, as a value: what its attributes are, what makes two forms
/// of it the same, what its objects are called. All its functions are pure. A reference, because every
/// resource is looked at through its type, and never changed.
package final class ResourceType: Sendable {
    package let name: String
    /// Raised when the meaning of an attribute changes; recorded with every row.
    package let version: Int
    package let summary: String
    package let attributes: [AttributeSchema]
    package let removal: RemovalRules
    /// Types whose suspend, delete or replace adds an update of an object of this type that depends on
    /// them to the same plan, after them.
    package let follows: Set<String>
    /// The identity attribute by whose value other types' `references` name an object of this type.
    package let referenceKey: String?
    /// Types that share a claim space can't have two objects of one identity in one target.
    package let claimSpace: String
    package let functions: Functions

    private let positions: Fields<Int>

    package init(
        name: String, version: Int = 1, summary: String, attributes: [AttributeSchema],
        removal: RemovalRules, relations: Relations = Relations(), functions: Functions
    ) {
        self.name = name
        self.version = version
        self.summary = summary
        self.attributes = attributes
        self.removal = removal
        follows = relations.follows
        referenceKey = relations.referenceKey
        claimSpace = relations.claimSpace ?? name
        self.functions = functions
        positions = Fields(attributes.enumerated().map { ($1.name, $0) })
    }

    package func attribute(_ name: String) -> AttributeSchema? {
        positions[name].map { attributes[$0] }
    }

    /// Whether two objects of different identities can't be there at once.
    package func isInTheWay(_ identity: String, _ other: String) -> Bool {
        guard let room = functions.room(identity), let otherRoom = functions.room(other) else {
            return false
        }
        return room.excludes(otherRoom)
    }

    package struct RemovalRules: Sendable {
        package let standard: Removal
        /// Whether the provider can suspend and resume objects of this type.
        package let canSuspend: Bool
        package let holdsData: Bool

        package init(_ standard: Removal, canSuspend: Bool = false, holdsData: Bool = false) {
            self.standard = standard
            self.canSuspend = canSuspend
            self.holdsData = holdsData
        }
    }

    package struct Relations: Sendable {
        package let referenceKey: String?
        package let claimSpace: String?
        package let follows: Set<String>

        package init(
            referenceKey: String? = nil, claimSpace: String? = nil, follows: Set<String> = []
        ) {
            self.referenceKey = referenceKey
            self.claimSpace = claimSpace
            self.follows = follows
        }
    }

    /// Pure functions over a type's attributes. `settings` is the target's settings object, with its
    /// defaults filled in. Attributes that are not yet known are missing from what they are given.
    package struct Functions: Sendable {
        package typealias Rewrite = @Sendable (Fields<Value>, _ settings: Value) -> Fields<Value>

        /// What the object is called in its target, from its normalised identity attributes.
        package let identity: @Sendable (Fields<Value>, _ settings: Value) -> String
        /// One form for all that means the same (case of DNs, order of sets, joined texts, a server's own
        /// forms). Applied to desired and observed before they are compared or digested. Idempotent.
        package let normalise: Rewrite
        /// Adds the derived attributes.
        package let derive: Rewrite
        /// What the schema can't say: names that are too long, values that no server takes.
        package let problems: @Sendable (Fields<Value>, _ settings: Value) -> [AttributeProblem]
        /// A reason that makes an unchanged object an update now: a renewal, a rotation.
        package let due:
            @Sendable (_ recorded: Fields<Value>, _ observed: Fields<Value>, Instant) -> String?

        /// Why what depends on an object of this type has to wait; nil once it need not. It is asked with
        /// the observed attributes, and with nil for an object that is still to be created.
        package let waiting: @Sendable (Fields<Value>?) -> Wait?
        /// Where objects of other identities may be in the way, from an identity: an alias of the DNS tolerates
        /// no other record of its name. Nil for what is only in the way of its own identity.
        package let room: @Sendable (_ identity: String) -> Room?

        package init(
            identity: @escaping @Sendable (Fields<Value>, Value) -> String,
            normalise: @escaping Rewrite = { attributes, _ in attributes },
            derive: @escaping Rewrite = { attributes, _ in attributes },
            problems: @escaping @Sendable (Fields<Value>, Value) -> [AttributeProblem] = { _, _ in
                []
            },
            due: @escaping @Sendable (Fields<Value>, Fields<Value>, Instant) -> String? = {
                _, _, _ in nil
            },
            waiting: @escaping @Sendable (Fields<Value>?) -> Wait? = { _ in nil },
            room: @escaping @Sendable (String) -> Room? = { _ in nil }
        ) {
            self.identity = identity
            self.normalise = normalise
            self.derive = derive
            self.problems = problems
            self.due = due
            self.waiting = waiting
            self.room = room
        }
    }
}

/// Why what depends on an object has to wait, in words that a liaison reads.
package struct Wait: Sendable, Equatable {
    package let reason: String
    /// What ends it where nobody is at it any more; nil where somebody is.
    package let lift: String?

    package init(_ reason: String, lift: String? = nil) {
        self.reason = reason
        self.lift = lift
    }

    package var words: String { lift.map { "\(reason); \($0)" } ?? reason }
}

/// A place that several objects of a claim space may share, unless one of them stands alone.
package struct Room: Sendable, Hashable {
    package let name: String
    package let isAlone: Bool

    package init(_ name: String, isAlone: Bool) {
        self.name = name
        self.isAlone = isAlone
    }

    package func excludes(_ other: Room) -> Bool {
        name == other.name && (isAlone || other.isAlone)
    }
}

/// Something about an attribute that its schema can't say. `message` is in the style of diagnostics.
package struct AttributeProblem: Sendable, Equatable {
    package let attribute: String
    package let message: String
    package let help: String?

    package init(_ attribute: String, _ message: String, help: String? = nil) {
        self.attribute = attribute
        self.message = message
        self.help = help
    }
}
