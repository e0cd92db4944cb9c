// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values
import YAMLSource

extension DocumentDecoder {
    func tier(_ entry: YAMLEntry) -> Tier? {
        guard let id = Scalars.name(entry.key, "the name of a tier", sink),
            let fields = FieldReader(entry.value, as: .tier, sink)
        else { return nil }
        let summary = fields.text("summary")
        let ceiling = fields.string("ceiling").flatMap { dataLevel($0, "ceiling") }
        let limits = fields.entries("limits").compactMap(limit)
        let consumes = fields.entries("consumes").map {
            Tier.Consumption(pool: $0.keyText, amount: $0.value, span: $0.key.span)
        }
        let price = fields.list("price").compactMap(price)
        checkNames(of: price)
        fields.finish()
        var tier = Tier(
            id: id, summary: summary, limits: limits, consumes: consumes, price: price)
        tier.ceiling = ceiling
        return tier
    }

    private func limit(_ entry: YAMLEntry) -> Tier.Limit? {
        guard let parameter = Scalars.name(entry.key, "a limit's parameter", sink),
            let most = Scalars.integer(
                entry.value, "a limit", in: FieldTable.limitRange, sink)
        else { return nil }
        return Tier.Limit(parameter: parameter, most: most)
    }

    /// `{name: base, monthly: "45.00", per: GB, quantity: "${...}"}`.
    private func price(_ node: YAMLNode) -> Tier.Price? {
        guard let fields = FieldReader(node, as: .price, sink) else { return nil }
        let name = fields.string("name")
        let amounts = Tier.Price.Frequency.allCases.compactMap { frequency in
            fields.string(frequency.rawValue).map { (frequency, $0) }
        }
        let unit = fields.string("per")?.value
        let quantity = fields.node("quantity")
        let days = days(fields)
        fields.finish()
        guard let name else { return nil }
        guard amounts.count == 1, let (frequency, text) = amounts.first else {
            sink.add(
                .missingKey, "a price has exactly one of `once`, `monthly` and `yearly`",
                at: node.span.firstByte)
            return nil
        }
        guard let amount = Money(text.value) else {
            sink.add(
                .badValue,
                "`\(frequency.rawValue)` is an amount with up to six places, such as \"45.00\"",
                at: text.span)
            return nil
        }
        return Tier.Price(
            name: name.value, amount: amount, frequency,
            per: Tier.Price.Measure(unit: unit, quantity: quantity), days: days, span: node.span)
    }

    /// Of two prices of one name that begin on one day neither would beat the other.
    private func checkNames(of prices: [Tier.Price]) {
        for (place, price) in prices.enumerated() {
            let isTwice = prices[..<place].contains {
                $0.name.hasSameBytes(as: price.name) && $0.days.from == price.days.from
            }
            guard isTwice else { continue }
            let day = price.days.from.map { "from \($0) on" } ?? "without a first day"
            sink.add(
                .repeatedValue, "price `\(price.name)` stands twice \(day)", at: price.span,
                help: "`from` says from when on the later one holds")
        }
    }
}
