// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values
import YAMLSource

extension DocumentDecoder {
    func subscription(_ head: DocumentHead, _ fields: FieldReader) -> Subscription? {
        let department = fields.id("department")
        let service = fields.id("service")
        let tier = fields.string("tier")
        let parameters = fields.node("parameters")
        let owners = fields.ids("owners")
        let data = dataScope("level", fields)
        let keeping = Subscription.Keeping(
            expires: fields.date("expires"), isProtected: fields.bool("protect") ?? false,
            onRemoval: fields.choice("on_removal"), environments: fields.ids("environments"))
        let links = links(fields)
        let charges = charges(fields)
        guard let department, let service, let tier else { return nil }
        return Subscription(
            head: head, cause: .stated,
            asked: Subscription.Asked(
                department: department, service: service, tier: tier, parameters: parameters,
                owners: owners, data: data),
            keeping: keeping, links: links, charges: charges)
    }

    private func links(_ fields: FieldReader) -> Subscription.Links {
        let uses = fields.entries("uses").compactMap { entry -> (String, Located<String>)? in
            guard let name = Scalars.name(entry.key, "a name in `uses`", sink),
                let path = path(entry.value, "a use")
            else { return nil }
            return (name.value, path)
        }
        return Subscription.Links(
            uses: Fields(uses), sharedWith: fields.ids("shared_with"),
            formerly: fields.list("formerly").compactMap { path($0, "an element of `formerly`") },
            names: fields.node("names"))
    }

    /// `department/subscription`.
    private func path(_ node: YAMLNode, _ name: String) -> Located<String>? {
        guard let text = Scalars.string(node, name, sink) else { return nil }
        guard text.value.isSubscriptionPath else {
            sink.add(.badID, "\(name) is `department/subscription`", at: node.span)
            return nil
        }
        return text
    }

    /// Of a subscription or a department.
    func charges(_ fields: FieldReader) -> [Charge] { fields.list("charge").compactMap(charge) }

    private func charge(_ node: YAMLNode) -> Charge? {
        guard let fields = FieldReader(node, as: .charge, sink) else { return nil }
        let fund = fields.string("fund")
        let account = fields.string("account")?.value
        let grant = fields.string("grant")
        let share = fields.string("share")
        let days = days(fields)
        fields.finish()
        guard let fund, let share else { return nil }
        guard let part = Money(share.value)?.millionths, (1...1_000_000).contains(part) else {
            sink.add(
                .badValue, "`share` is a part of one with up to six places, such as \"0.25\"",
                at: share.span)
            return nil
        }
        return Charge(fund: fund, account: account, grant: grant, share: part, days: days)
    }

    /// `from` and `until`; an end before the beginning is told of.
    func days(_ fields: FieldReader) -> DayRange {
        let from = fields.date("from")
        let until = fields.date("until")
        if let from, let until, until.value < from.value {
            sink.add(
                .badValue, "`until` is before `from`, \(from.value)", at: until.span)
        }
        return DayRange(from: from?.value, until: until?.value)
    }

    func bundle(_ head: DocumentHead, _ fields: FieldReader) -> Bundle? {
        let name = fields.text("name")
        let departments = fields.ids("departments")
        let items = fields.list("services").compactMap(bundleItem)
        guard let name else { return nil }
        return Bundle(head: head, name: name, departments: departments, items: items)
    }

    private func bundleItem(_ node: YAMLNode) -> Bundle.Item? {
        guard let fields = FieldReader(node, as: .bundleItem, sink) else { return nil }
        let service = fields.id("service")
        let tier = fields.string("tier")
        let parameters = fields.node("parameters")
        fields.finish()
        guard let service, let tier else { return nil }
        return Bundle.Item(service: service, tier: tier, parameters: parameters)
    }
}
