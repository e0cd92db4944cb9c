// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import Values

/// A service for people: what it is, what it costs in each size, how soon it is promised, who owns it.
package struct ServiceText {
    private let service: Service
    private let money: MoneyText

    package init(service: Service, currency: String) {
        self.service = service
        money = MoneyText(currency: currency)
    }

    package func render(subscriptions: Int, on screen: Screen) -> String {
        var buffer = TextBuffer(screen)
        buffer.words("\(service.head.id.value): \(service.name.text())", indent: 2, .strong)
        buffer.line()
        var lines = LabelledLines()
        lines.add("summary", service.summary.text())
        lines.add("help", service.help?.text())
        lines.add("category", service.category)
        lines.add("state", state)
        lines.add("promised", service.commitment.map(promise))
        lines.add("data", data)
        lines.add("needs", service.requires.isEmpty ? nil : names(service.requires))
        lines.add("asked by", service.requestableBy.joined(separator: ", "))
        lines.add("owner", "\(service.owner.team), \(service.owner.contact)")
        lines.add("in use", Counts.text(subscriptions, "subscription"))
        lines.write(to: &buffer)
        for tier in service.tiers { write(tier, to: &buffer) }
        return buffer.text
    }

    private var state: String {
        let lifecycle = service.lifecycle
        var words = lifecycle.state.rawValue
        if let since = lifecycle.since { words += " since \(since)" }
        if let sunset = lifecycle.sunset { words += ", no new ones after \(sunset.value)" }
        if let successor = lifecycle.successor { words += ", then `\(successor.value)`" }
        return words
    }

    private func promise(_ commitment: Service.Commitment) -> String {
        let within =
            commitment.businessDays.map { $0 == 1 ? "1 business day" : "\($0) business days" }
            ?? commitment.fulfilWithin
        let share = commitment.share.flatMap { Money($0) }?.millionths
        return within + (share.map { ", in \(percent($0)) of cases" } ?? "")
    }

    /// `95%`, `99.9%`.
    private func percent(_ millionths: Int64) -> String {
        let (whole, rest) = millionths.quotientAndRemainder(dividingBy: 10_000)
        var digits = String((10_000 + rest).description.dropFirst())
        while digits.hasSuffix("0") { digits.removeLast() }
        return digits.isEmpty ? "\(whole)%" : "\(whole).\(digits)%"
    }

    private var data: String {
        let regimes = service.data.regimes.isEmpty ? "" : ", \(names(service.data.regimes))"
        return "up to \(service.data.level.value.name)\(regimes)"
    }

    private func names(_ ids: [Located<String>]) -> String {
        ids.map(\.value).joined(separator: ", ")
    }

    private func write(_ tier: Tier, to buffer: inout TextBuffer) {
        buffer.line()
        buffer.write("size \(tier.id.value)", .strong)
        buffer.line()
        var lines = LabelledLines()
        lines.add("summary", tier.summary?.text())
        for price in tier.price { lines.add("price", money.words(of: price)) }
        if tier.price.isEmpty { lines.add("price", "free") }
        for limit in tier.limits {
            lines.add("limit", "\(limit.parameter.value) up to \(limit.most.value)")
        }
        lines.write(to: &buffer)
    }
}

/// A size of a service in a sentence or two, for where there is room for no more.
package enum TierText {
    package static func words(_ tier: Tier, currency: String) -> String {
        let money = MoneyText(currency: currency)
        let price = tier.price.map(money.words).joined(separator: ", ")
        return [tier.summary?.text(), price.isEmpty ? "free" : price].compactMap(\.self)
            .joined(separator: "; ")
    }
}
