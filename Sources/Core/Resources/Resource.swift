// SPDX-License-Identifier: Apache-2.0

import Values

/// One desired object, as resolved from a subscription through a service's template.
/// It knows nothing of what is recorded or observed. A reference, because it goes through many hands and
/// is never changed.
package final class Resource: Sendable {
    package let address: Address
    package let type: String
    package let target: String
    /// Normalised where known, defaults and derived attributes included.
    package let attributes: Attributes
    /// The input attributes that the catalog states, sorted; defaults and derived ones are not in it.
    package let stated: [String]
    /// What the object is called in its target, as the type's `identity` gives it.
    package let identity: String
    /// Resources that must be there before this one, sorted, each once.
    package let dependsOn: [Address]
    /// Objects that it names and that no resource of the catalog makes: they have to be there already.
    package let outside: [OutsideReference]
    package let onRemoval: Removal
    package let isProtected: Bool
    package let origin: Origin
    /// The addresses at which it may be recorded from before a rename, a transfer or a merger,
    /// the one that counts first.
    package let formerly: [Address]

    package init(
        address: Address, object: Object, content: Content, policy: RemovalPolicy, links: Links,
        origin: Origin
    ) {
        self.address = address
        type = object.type
        target = object.target
        identity = object.identity
        attributes = content.attributes
        stated = content.stated
        dependsOn = links.dependsOn
        outside = links.outside
        formerly = links.formerly
        onRemoval = policy.onRemoval
        isProtected = policy.isProtected
        self.origin = origin
    }

    /// The same resource, made after others and in need of what nobody makes.
    package func linked(dependsOn: [Address], outside: [OutsideReference]) -> Resource {
        Resource(
            address: address, object: Object(type: type, target: target, identity: identity),
            content: Content(attributes: attributes, stated: stated),
            policy: RemovalPolicy(onRemoval: onRemoval, isProtected: isProtected),
            links: Links(dependsOn: dependsOn, outside: outside, formerly: formerly),
            origin: origin)
    }

    /// What it is, and what it is called where.
    package struct Object: Sendable {
        package let type: String
        package let target: String
        package let identity: String

        package init(type: String, target: String, identity: String) {
            self.type = type
            self.target = target
            self.identity = identity
        }
    }

    /// What it is to be, and which of that the catalog says.
    package struct Content: Sendable {
        package let attributes: Attributes
        package let stated: [String]

        package init(attributes: Attributes, stated: [String] = []) {
            self.attributes = attributes
            self.stated = stated
        }
    }

    package struct RemovalPolicy: Sendable {
        package let onRemoval: Removal
        package let isProtected: Bool

        package init(onRemoval: Removal, isProtected: Bool = false) {
            self.onRemoval = onRemoval
            self.isProtected = isProtected
        }
    }

    package struct Links: Sendable {
        package let dependsOn: [Address]
        package let outside: [OutsideReference]
        package let formerly: [Address]

        package init(
            dependsOn: [Address] = [], outside: [OutsideReference] = [], formerly: [Address] = []
        ) {
            self.dependsOn = dependsOn
            self.outside = outside
            self.formerly = formerly
        }
    }
}

/// An attribute that names an object which the catalog does not make.
package struct OutsideReference: Sendable, Equatable {
    package let attribute: String
    package let type: String
    /// The value of the other type's `referenceKey`.
    package let name: String

    package init(attribute: String, type: String, name: String) {
        self.attribute = attribute
        self.type = type
        self.name = name
    }
}

/// What happens to an object when the catalog no longer asks for it.
package enum Removal: String, Sendable, CaseIterable {
    case suspend, delete, keep
}

/// Which words of the catalog a resource comes from. A reference, because resource, row and change all keep
/// it, and never changed.
package final class Origin: Sendable, Equatable {
    package let department: String
    package let subscription: String
    package let service: String
    package let tier: String
    package let template: String
    /// The file of the subscription, relative to its root, or of the baseline service or bundle.
    package let sourceFile: String
    /// What the subscription costs and takes; nil for what is free and takes nothing.
    package let terms: Terms?

    package init(
        department: String, subscription: String, service: String, tier: String, template: String,
        sourceFile: String
    ) {
        self.department = department
        self.subscription = subscription
        self.service = service
        self.tier = tier
        self.template = template
        self.sourceFile = sourceFile
        terms = nil
    }

    /// The same words with what was agreed on.
    package init(_ words: Origin, terms: Terms?) {
        department = words.department
        subscription = words.subscription
        service = words.service
        tier = words.tier
        template = words.template
        sourceFile = words.sourceFile
        self.terms = terms
    }

    package static func == (left: Origin, right: Origin) -> Bool {
        left === right
            || left.department == right.department && left.subscription == right.subscription
                && left.service == right.service && left.tier == right.tier
                && left.template == right.template && left.sourceFile == right.sourceFile
                && left.terms == right.terms
    }
}
