// SPDX-License-Identifier: Apache-2.0

package import Values
package import YAMLSource

/// A department's use of a service at a tier with parameters. It never changes once made; as a class it is passed
/// on and sorted without copying its fields, which a catalog has a hundred thousand of.
package final class Subscription: Sendable {
    /// Why there is one: somebody asked, the city gives it, or nobody has it and a service shows it.
    package enum Cause: Sendable, Equatable {
        case stated
        case baseline
        case bundle(String)
        case example
    }

    package let head: DocumentHead
    /// `department/subscription`.
    package let path: String
    package let cause: Cause
    package let department: Located<String>
    package let service: Located<String>
    package let tier: Located<String>
    package let parameters: YAMLNode?
    /// People by id.
    package let owners: [Located<String>]
    package let data: DataScope?
    package let keeping: Keeping
    package let links: Links
    package let charges: [Charge]

    package init(
        head: DocumentHead, cause: Cause, asked: Asked, keeping: Keeping, links: Links,
        charges: [Charge]
    ) {
        self.head = head
        path = "\(asked.department.value)/\(head.id.value)"
        self.cause = cause
        department = asked.department
        service = asked.service
        tier = asked.tier
        parameters = asked.parameters
        owners = asked.owners
        data = asked.data
        self.keeping = keeping
        self.links = links
        self.charges = charges
    }

    /// What is asked for, by whom and for which data.
    package struct Asked: Sendable {
        package let department: Located<String>
        package let service: Located<String>
        package let tier: Located<String>
        package let parameters: YAMLNode?
        package let owners: [Located<String>]
        package let data: DataScope?

        package init(
            department: Located<String>, service: Located<String>, tier: Located<String>,
            parameters: YAMLNode?, owners: [Located<String>], data: DataScope?
        ) {
            self.department = department
            self.service = service
            self.tier = tier
            self.parameters = parameters
            self.owners = owners
            self.data = data
        }
    }

    /// How long and how firmly it is kept.
    package struct Keeping: Sendable {
        /// The last valid day, in the city's zone.
        package let expires: Located<CalendarDate>?
        package let isProtected: Bool
        package let onRemoval: Removal?
        /// Empty for every environment.
        package let environments: [Located<String>]

        package init(
            expires: Located<CalendarDate>? = nil, isProtected: Bool = false,
            onRemoval: Removal? = nil, environments: [Located<String>] = []
        ) {
            self.expires = expires
            self.isProtected = isProtected
            self.onRemoval = onRemoval
            self.environments = environments
        }
    }

    /// How it is tied to others and to its own past.
    package struct Links: Sendable {
        /// `department/subscription` by local name.
        package let uses: Fields<Located<String>>
        package let sharedWith: [Located<String>]
        /// `department/subscription`, the latest first.
        package let formerly: [Located<String>]
        /// Attribute overrides by resource of the template.
        package let names: YAMLNode?

        package init(
            uses: Fields<Located<String>> = [:], sharedWith: [Located<String>] = [],
            formerly: [Located<String>] = [], names: YAMLNode? = nil
        ) {
            self.uses = uses
            self.sharedWith = sharedWith
            self.formerly = formerly
            self.names = names
        }

        /// What `names` says of one attribute; of `resource[key]` before `resource`.
        package func name(of attribute: String, at address: Address) -> YAMLNode? {
            let resource = String(address.resource)
            return [resource, String(resource.prefix { $0 != "[" })].lazy.compactMap {
                names?.child($0)?.child(attribute)
            }.first
        }
    }

}

/// Who pays which part of what a subscription costs, or of all that a department has.
package struct Charge: Sendable {
    package let fund: Located<String>
    package let account: String?
    package let grant: Located<String>?
    /// In millionths of the whole.
    package let share: Int64
    /// The days on which it pays.
    package let days: DayRange

    package init(
        fund: Located<String>, account: String?, grant: Located<String>?, share: Int64,
        days: DayRange
    ) {
        self.fund = fund
        self.account = account
        self.grant = grant
        self.share = share
        self.days = days
    }
}

/// Several services that departments of some sort all get.
package struct Bundle: Sendable {
    package let head: DocumentHead
    package let name: LocalizedText
    /// Empty for every department.
    package let departments: [Located<String>]
    package let items: [Item]

    package init(
        head: DocumentHead, name: LocalizedText, departments: [Located<String>], items: [Item]
    ) {
        self.head = head
        self.name = name
        self.departments = departments
        self.items = items
    }

    package struct Item: Sendable {
        package let service: Located<String>
        package let tier: Located<String>
        package let parameters: YAMLNode?

        package init(service: Located<String>, tier: Located<String>, parameters: YAMLNode?) {
            self.service = service
            self.tier = tier
            self.parameters = parameters
        }
    }
}

/// How a service becomes resources. Its expressions are texts here; the resolver compiles them. It never changes
/// once made.
package final class Template: Sendable {
    package let head: DocumentHead
    package let resources: [TemplateResource]
    package let outputs: [Output]

    package init(head: DocumentHead, resources: [TemplateResource], outputs: [Output]) {
        self.head = head
        self.resources = resources
        self.outputs = outputs
    }

    package struct Output: Sendable {
        package let name: Located<String>
        package let value: YAMLNode
        package let help: LocalizedText?

        package init(name: Located<String>, value: YAMLNode, help: LocalizedText?) {
            self.name = name
            self.value = value
            self.help = help
        }
    }
}

package struct TemplateResource: Sendable {
    package let name: Located<String>
    package let type: Located<String>
    /// CEL: whether there is one at all.
    package let condition: Located<String>?
    /// CEL: a map or a list of texts; one resource for each key.
    package let forEach: Located<String>?
    package let attributes: YAMLNode?
    /// `attribute: {document: FILE}` renders a file of `templates/files/`.
    package let documents: Fields<Located<String>>
    package let onRemoval: Removal?
    /// Former names of the resource in this template.
    package let formerly: [Located<String>]

    package init(
        name: Located<String>, type: Located<String>, choice: Choice, attributes: YAMLNode?,
        documents: Fields<Located<String>>, keeping: Keeping
    ) {
        self.name = name
        self.type = type
        condition = choice.condition
        forEach = choice.forEach
        self.attributes = attributes
        self.documents = documents
        onRemoval = keeping.onRemoval
        formerly = keeping.formerly
    }

    package struct Choice: Sendable {
        package let condition: Located<String>?
        package let forEach: Located<String>?

        package init(condition: Located<String>?, forEach: Located<String>?) {
            self.condition = condition
            self.forEach = forEach
        }
    }

    package struct Keeping: Sendable {
        package let onRemoval: Removal?
        package let formerly: [Located<String>]

        package init(onRemoval: Removal?, formerly: [Located<String>]) {
            self.onRemoval = onRemoval
            self.formerly = formerly
        }
    }
}
