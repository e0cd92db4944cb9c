// SPDX-License-Identifier: Apache-2.0

package import Values

/// The `names` that a subscription has to state so that its objects stay what they are when it moves: what
/// each was recorded as, by resource and attribute.
package struct NamesBlock: Sendable, Equatable {
    /// `department/subscription`, as it is called now.
    package let subscription: String
    /// The file in which it stands.
    package let file: String
    /// By `resource` or `resource[key]`.
    package var resources: Fields<Fields<Value>>

    package init(subscription: String, file: String, resources: Fields<Fields<Value>> = [:]) {
        self.subscription = subscription
        self.file = file
        self.resources = resources
    }

    package var value: Value {
        [
            "subscription": .string(subscription), "file": .string(file),
            "resources": .object(resources.mapValues(Value.object)),
        ]
    }

    init?(_ value: Value) {
        guard let subscription = value["subscription"]?.string, let file = value["file"]?.string,
            let resources = value["resources"]?.object?.entries.allOrNothing({ entry in
                entry.value.object.map { (entry.key, $0) }
            })
        else { return nil }
        self.init(
            subscription: subscription, file: file, resources: Fields<Fields<Value>>(resources))
    }
}
