// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// What is created, by subscription: one line for the subscription, its resources beneath.
extension PlanText {
    private struct Group {
        let subscription: Substring
        let origin: Origin
        var places: [Int]

        var serviceWords: String {
            origin.tier.isEmpty ? origin.service : "\(origin.service) \(origin.tier)"
        }
    }

    private struct GroupShape: Hashable {
        let service: String
        let tier: String
    }

    private struct ResourceShape: Hashable {
        let type: String
        let name: Substring
    }

    private static let groupsMost = 3
    private static let resourcesMost = 3

    mutating func writeCreated(_ places: [Int]) {
        let groups = groups(places)
        let folding =
            context.showsAll
            ? Folding(showingAll: groups.count)
            : Folding(
                groups.map { GroupShape(service: $0.origin.service, tier: $0.origin.tier) },
                showing: Self.groupsMost)
        let shown = folding.shown.map { groups[$0] }
        let service = serviceColumn(shown)
        let columns = createdColumns(shown)
        for group in shown { write(group, service, columns) }
        for members in folding.folded { writeFolded(members.map { groups[$0] }, service) }
    }

    /// Changes are sorted by address, so those of one subscription stand together. Within one they stand in
    /// the order in which they are made.
    private func groups(_ places: [Int]) -> [Group] {
        let order = stepOrder()
        var groups = groupsByAddress(places)
        for place in groups.indices where groups[place].places.count > 1 {
            groups[place].places.sort { (order[$0], $0) < (order[$1], $1) }
        }
        return groups
    }

    /// By place of a change, the place of its first step.
    private func stepOrder() -> [Int] {
        var order = [Int](repeating: plan.steps.count, count: plan.changes.count)
        for (place, step) in plan.steps.enumerated().reversed() { order[step.change] = place }
        return order
    }

    private func groupsByAddress(_ places: [Int]) -> [Group] {
        var groups: [Group] = []
        let changes = plan.changes
        for place in places {
            let subscription = AddressParts(changes[place].address).subscription
            if let last = groups.last?.subscription, last.utf8.elementsEqual(subscription.utf8) {
                groups[groups.count - 1].places.append(place)
            } else {
                let origin = changes[place].keeping.origin
                groups.append(Group(subscription: subscription, origin: origin, places: [place]))
            }
        }
        return groups
    }

    // MARK: Layout

    private func serviceColumn(_ groups: [Group]) -> Int {
        guard !buffer.screen.isPlain else { return 0 }
        let most = buffer.screen.width * 2 / 5
        let width = groups.map { min(SafeText.width(of: String($0.subscription)), most) }.max()
        return Self.firstCell + (width ?? 0) + 2
    }

    private func createdColumns(_ groups: [Group]) -> Columns {
        guard !buffer.screen.isPlain else { return Columns() }
        let most = buffer.screen.width / 4
        var (name, type, identity) = (0, 0, 0)
        let changes = plan.changes
        for group in groups {
            for place in group.places {
                let resource = AddressParts(changes[place].address).resource
                name = max(name, min(resource.utf8.count, most))
                type = max(type, min(SafeText.width(of: changes[place].object.type), most))
                let width = SafeText.width(of: changes[place].object.identity)
                identity = max(identity, min(width, most))
            }
        }
        let typeStart = Self.detailIndent + name + 2
        return Columns(
            type: typeStart, identity: typeStart + type + 2,
            rest: typeStart + type + 2 + identity + 2)
    }

    // MARK: Lines

    private mutating func write(_ group: Group, _ service: Int, _ columns: Columns) {
        beginRow(.create)
        buffer.write(String(group.subscription))
        buffer.cell(group.serviceWords, at: service, indent: Self.detailIndent)
        if let newcomer = context.newcomers[String(group.subscription)] { write(newcomer) }
        buffer.line()
        let folding =
            context.showsAll || group.places.count <= Self.resourcesMost + 1
            ? Folding(showingAll: group.places.count)
            : Folding(
                group.places.map { place in
                    let change = plan.changes[place]
                    return ResourceShape(
                        type: change.object.type, name: AddressParts(change.address).resourceName)
                }, showing: Self.resourcesMost)
        for place in folding.shown { writeResource(plan.changes[group.places[place]], columns) }
        for members in folding.folded {
            let first = plan.changes[group.places[members[0]]]
            buffer.space(Self.detailIndent)
            buffer.write(
                "\(Counts.text(members.count)) more like \(AddressParts(first.address).resource)")
            buffer.cell(first.object.type, at: columns.type, indent: Self.detailIndent)
            buffer.cell("--all shows each", at: 0, indent: Self.detailIndent, .faint)
            buffer.line()
        }
    }

    private mutating func write(_ newcomer: Newcomer) {
        let money = MoneyText(currency: context.currency)
        let cost = newcomer.cost.map(money.words) ?? "price not known"
        buffer.cell(cost, at: 0, indent: Self.detailIndent)
        if let expires = newcomer.expires {
            buffer.cell("expires \(expires)", at: 0, indent: Self.detailIndent)
        }
    }

    private mutating func writeResource(_ change: Change, _ columns: Columns) {
        let indent = Self.detailIndent
        buffer.space(indent)
        buffer.write(String(AddressParts(change.address).resource))
        buffer.cell(change.object.type, at: columns.type, indent: indent + 2)
        buffer.cell(change.object.identity, at: columns.identity, indent: indent + 2)
        if !change.object.isOnNamesakeTarget {
            let words = "target \(change.object.target)"
            buffer.cell(words, at: columns.rest, indent: indent + 2, .faint)
        }
        if let after = afterWords(change) {
            buffer.cell(after, at: columns.rest, indent: indent + 2, .faint)
        }
        buffer.line()
        if change.reason != nil || change.formerAddress != nil || context.showsAll {
            writeDetails(of: change, indent: indent + 4)
        }
    }

    /// What this plan makes before it: by name within the subscription, else by address.
    private func afterWords(_ change: Change) -> String? {
        let before = change.keeping.dependsOn.filter(isMade)
        guard !before.isEmpty else { return nil }
        let own = AddressParts(change.address).subscription
        let names = before.prefix(3).map { address in
            let parts = AddressParts(address)
            return parts.subscription.utf8.elementsEqual(own.utf8)
                ? String(parts.resource) : address.text
        }
        let more = before.count > 3 ? " and \(Counts.text(before.count - 3)) more" : ""
        return "after \(names.joined(separator: ", "))\(more)"
    }

    /// Whether this plan makes the object at an address. Changes are sorted by address.
    private func isMade(_ address: Address) -> Bool {
        var (low, high) = (0, plan.changes.count)
        while low < high {
            let middle = (low + high) / 2
            if plan.changes[middle].address.text.precedesByBytes(address.text) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        guard low < plan.changes.count, plan.changes[low].address == address else { return false }
        return plan.changes[low].kind == .create || plan.changes[low].kind == .replace
    }

    private mutating func writeFolded(_ groups: [Group], _ service: Int) {
        let resources = groups.reduce(0) { $0 + $1.places.count }
        beginRow(.create)
        buffer.write("\(Counts.text(groups.count)) more like \(groups[0].subscription)")
        let indent = Self.detailIndent
        buffer.cell(groups[0].serviceWords, at: service, indent: indent)
        buffer.cell(Counts.text(resources, "resource"), at: 0, indent: indent)
        let costs = groups.compactMap { context.newcomers[String($0.subscription)]?.cost }
        let total = costs.reduce(into: Cost()) { $0 += $1 }
        if !total.isFree {
            let money = MoneyText(currency: context.currency)
            buffer.cell("\(money.words(total)) in all", at: 0, indent: indent)
        }
        buffer.cell("--all shows each", at: 0, indent: indent, .faint)
        buffer.line()
    }
}
